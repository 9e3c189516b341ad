package dev.integrationsdk.behaviour;

import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import org.junit.jupiter.api.AfterEach;

import static dev.integrationsdk.testkit.FakeConnector.CONTACT;

/** A host that reads a scripted remote into memory. */
abstract class HostCase {
    Host host = new Host();

    @AfterEach
    void close() {
        host.close();
    }

    void restart(Host other) {
        host.close();
        host = other;
    }

    StreamId stream() {
        return host.connector.stream(CONTACT, ScanKind.FULL);
    }
}

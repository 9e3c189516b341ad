package dev.integrationsdk.simulation;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.testkit.FakeRemote;
import dev.integrationsdk.testkit.InMemoryStore;

/** A defect of the engine or of what it stands on, planted to be found; by itself none. */
class Planted {
    Repositories repositories(InMemoryStore store) {
        return store;
    }

    TransactionRunner transactions(InMemoryStore store) {
        return store;
    }

    FakeRemote.Write write(FakeRemote.Write write) {
        return write;
    }

    Connector connector(Connector connector) {
        return connector;
    }
}

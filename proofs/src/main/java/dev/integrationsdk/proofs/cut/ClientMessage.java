package dev.integrationsdk.proofs.cut;

import java.io.IOException;
import java.io.OutputStream;

/** One message of a database's client, as the protocol marks it off. Immutable. */
final class ClientMessage {
    private final byte[] bytes;
    private final boolean answered;
    private final boolean commits;

    /**
     * @param answered whether the server answers at once, and does not wait for more
     * @param commits whether the server commits when it has read this message
     */
    ClientMessage(byte[] bytes, boolean answered, boolean commits) {
        this.bytes = bytes;
        this.answered = answered;
        this.commits = commits;
    }

    boolean answered() {
        return answered;
    }

    boolean commits() {
        return commits;
    }

    void writeTo(OutputStream server) throws IOException {
        server.write(bytes);
        server.flush();
    }
}

package dev.integrationsdk.proofs.cut;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Optional;

/** Just enough of a database's protocol to mark off what its client sends. One for each connection; confined. */
interface Wire {
    /** @throws IllegalArgumentException if the protocol of this product is not known here, as H2's is not */
    static Wire of(String product) {
        return switch (product) {
            case "postgresql" -> new PostgreSqlWire();
            case "mariadb" -> new MariaDbWire();
            default -> throw new IllegalArgumentException("nothing is known of the protocol of " + product);
        };
    }

    /** Waits for the next message; empty if the client has ended the connection between two messages. */
    Optional<ClientMessage> read(DataInputStream client) throws IOException;
}

package dev.integrationsdk.proofs.cut;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * MariaDB's protocol: packets of a three-byte length, lowest byte first, a sequence number and a body; a body of the
 * greatest length goes on in the next packet. A commit is the command 3, a query, with the text {@code COMMIT}. Every
 * packet is answered but the farewell and the closing of a statement.
 *
 * @see <a href="https://mariadb.com/kb/en/0-packet/">packets</a>
 */
final class MariaDbWire implements Wire {
    private static final int LONGEST = 0xFFFFFF;
    private static final int HEADER = 4;
    private static final byte QUIT = 1;
    private static final byte QUERY = 3;
    private static final byte CLOSE_STATEMENT = 0x19;
    private static final String COMMIT = "COMMIT";

    @Override
    public Optional<ClientMessage> read(DataInputStream client) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int length;
        do {
            byte[] header = client.readNBytes(HEADER);
            if (header.length < HEADER) {
                return Optional.empty();
            }
            length = (header[0] & 0xFF) | ((header[1] & 0xFF) << 8) | ((header[2] & 0xFF) << 16);
            byte[] body = new byte[length];
            client.readFully(body);
            whole.write(header);
            whole.write(body);
        } while (length == LONGEST);
        byte[] bytes = whole.toByteArray();
        return Optional.of(new ClientMessage(bytes, answered(bytes), commits(bytes)));
    }

    private static boolean answered(byte[] packet) {
        boolean isCommand = packet.length > HEADER && packet[3] == 0;
        return !isCommand || (packet[HEADER] != QUIT && packet[HEADER] != CLOSE_STATEMENT);
    }

    private static boolean commits(byte[] packet) {
        return packet.length == HEADER + 1 + COMMIT.length()
                && packet[3] == 0
                && packet[HEADER] == QUERY
                && new String(packet, HEADER + 1, COMMIT.length(), StandardCharsets.UTF_8).equals(COMMIT);
    }
}

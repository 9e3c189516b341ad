package dev.integrationsdk.proofs.cut;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * PostgreSQL's protocol, version 3: a type, a length that counts itself, a body; the first messages have no type. A commit
 * is the Execute of a portal whose statement is {@code COMMIT}, or a simple query of that text. Answers come at a Sync, a
 * Flush, a simple query and while the client logs in.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">message formats</a>
 */
final class PostgreSqlWire implements Wire {
    private static final int ENCRYPTION_BY_TLS = 80877103;
    private static final int ENCRYPTION_BY_GSS = 80877104;
    private static final String ANSWERED = "SQHp";
    private static final String COMMIT = "COMMIT";

    private final Set<String> commitStatements = new HashSet<>();
    private final Set<String> commitPortals = new HashSet<>();
    private boolean started;

    @Override
    public Optional<ClientMessage> read(DataInputStream client) throws IOException {
        int type = started ? client.read() : 0;
        if (type < 0) {
            return Optional.empty();
        }
        int length = client.readInt();
        byte[] body = new byte[length - Integer.BYTES];
        client.readFully(body);
        ByteBuffer whole = ByteBuffer.allocate(length + 1);
        if (started) {
            whole.put((byte) type);
        }
        whole.putInt(length).put(body).flip();
        byte[] bytes = new byte[whole.remaining()];
        whole.get(bytes);
        boolean answered = !started || ANSWERED.indexOf(type) >= 0;
        boolean commits = started && commits((char) type, body);
        started = started || !asksForEncryption(body);
        return Optional.of(new ClientMessage(bytes, answered, commits));
    }

    private static boolean asksForEncryption(byte[] body) {
        int code = ByteBuffer.wrap(body).getInt();
        return code == ENCRYPTION_BY_TLS || code == ENCRYPTION_BY_GSS;
    }

    private boolean commits(char type, byte[] body) {
        ByteBuffer rest = ByteBuffer.wrap(body);
        return switch (type) {
            case 'P' -> remember(commitStatements, text(rest), text(rest).equals(COMMIT));
            case 'B' -> remember(commitPortals, text(rest), commitStatements.contains(text(rest)));
            case 'E' -> commitPortals.contains(text(rest));
            case 'Q' -> text(rest).equals(COMMIT);
            default -> false;
        };
    }

    /** Neither parsing nor binding commits. */
    private static boolean remember(Set<String> names, String name, boolean isCommit) {
        if (isCommit) {
            names.add(name);
        } else {
            names.remove(name);
        }
        return false;
    }

    private static String text(ByteBuffer body) {
        int end = body.position();
        while (body.get(end) != 0) {
            end++;
        }
        byte[] text = new byte[end - body.position()];
        body.get(text).get();
        return new String(text, StandardCharsets.UTF_8);
    }
}

package dev.integrationsdk.internal.credential;

import dev.integrationsdk.spi.credential.Secret;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The bytes in which named secrets are encrypted: a format byte, the life they belong to, how many, and then in the
 * order of the names every name and value with its length. Equal secrets have equal bytes, and no other bytes are read.
 *
 * @param life drawn anew when a credential is stored for the first time, so that a row of a former life can be told
 * @param secrets by name; names have 1 to {@value #LONGEST_NAME} characters
 */
record SecretsForm(UUID life, SortedMap<String, Secret> secrets) {
    static final int LONGEST_NAME = 64;
    /** So that the envelope is within what a row may have. */
    static final int MOST_BYTES = 48 * 1024;

    private static final byte FORMAT = 1;
    private static final int MOST_SECRETS = 64;

    static SecretsForm of(UUID life, Map<String, Secret> secrets) {
        return new SecretsForm(life, new TreeMap<>(secrets));
    }

    /** @throws IllegalArgumentException if there are too many or too long ones, or a name has another length */
    byte[] bytes() {
        if (secrets.size() > MOST_SECRETS) {
            throw new IllegalArgumentException("at most " + MOST_SECRETS + " secrets are stored together");
        }
        ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
        bytes.put(FORMAT).putLong(life.getMostSignificantBits()).putLong(life.getLeastSignificantBits());
        bytes.putShort((short) secrets.size());
        secrets.forEach((name, secret) -> {
            if (name.isEmpty() || name.length() > LONGEST_NAME) {
                throw new IllegalArgumentException(
                        "the name of a secret has 1 to " + LONGEST_NAME + " characters, but one has " + name.length());
            }
            put(bytes, name);
            put(bytes, secret.reveal());
        });
        byte[] filled = new byte[bytes.flip().remaining()];
        bytes.get(filled);
        return filled;
    }

    private static void put(ByteBuffer bytes, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.remaining() < Integer.BYTES + utf8.length) {
            throw new IllegalArgumentException(
                    "secrets that are stored together have at most " + MOST_BYTES + " bytes");
        }
        bytes.putInt(utf8.length).put(utf8);
    }

    /** @throws IllegalArgumentException if these are not the bytes of any secrets */
    static SecretsForm read(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        try {
            if (from.get() != FORMAT) {
                throw new IllegalArgumentException("the format is not known");
            }
            UUID life = new UUID(from.getLong(), from.getLong());
            TreeMap<String, Secret> secrets = new TreeMap<>();
            for (int left = from.getShort(); left > 0; left--) {
                String name = text(from);
                if (!secrets.isEmpty() && name.compareTo(secrets.lastKey()) <= 0) {
                    throw new IllegalArgumentException("the names are not in order");
                }
                secrets.put(name, Secret.of(text(from)));
            }
            SecretsForm read = new SecretsForm(life, secrets);
            if (from.hasRemaining()) {
                throw new IllegalArgumentException("there is more than the secrets");
            }
            return read;
        } catch (BufferUnderflowException | CharacterCodingException cut) {
            throw new IllegalArgumentException("the secrets are cut or not UTF-8");
        }
    }

    private static String text(ByteBuffer from) throws CharacterCodingException {
        int length = from.getInt();
        if (length < 0 || length > from.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer text = from.slice(from.position(), length);
        from.position(from.position() + length);
        return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    }

    @Override
    public String toString() {
        return "SecretsForm" + secrets.keySet();
    }
}

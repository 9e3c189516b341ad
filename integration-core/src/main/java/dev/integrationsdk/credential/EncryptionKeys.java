package dev.integrationsdk.credential;

import dev.integrationsdk.spi.credential.Secret;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The operator's keys for stored credentials: the primary one encrypts, any of them decrypts. Immutable; {@code toString}
 * prints the ids only.
 *
 * <p>To rotate, add a key on every node, then make it the primary one, re-encrypt, and take the former one away when no
 * row needs it. A key has 32 random bytes, such as {@code openssl rand -base64 32} prints.
 */
public final class EncryptionKeys {
    /** The length of every key. */
    public static final int KEY_BYTES = 32;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

    private final String primaryId;
    private final Map<String, SecretKey> keys;

    private EncryptionKeys(String primaryId, Map<String, SecretKey> keys) {
        this.primaryId = primaryId;
        this.keys = Map.copyOf(keys);
    }

    /** Without any key yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** The id of the key that encrypts. */
    public String primaryId() {
        return primaryId;
    }

    /** In alphabetical order. */
    public Set<String> ids() {
        return new TreeSet<>(keys.keySet());
    }

    /** Empty if there is none of this id. */
    public Optional<SecretKey> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    @Override
    public String toString() {
        return "EncryptionKeys[primary " + primaryId + ", all " + ids() + "]";
    }

    /** Collects the keys. Every refusal names the key's id and never the key. Not thread-safe. */
    public static final class Builder {
        private final Map<String, SecretKey> keys = new LinkedHashMap<>();
        private @Nullable String primaryId;

        private Builder() {}

        /**
         * Adds a key of 32 bytes, which are copied.
         *
         * @param id 1 to 32 of {@code A-Z a-z 0-9 . _ -}, starting with a letter or a digit; it is stored with every row
         * @throws IllegalArgumentException if the id has another form or is there already, or the key has another length,
         *     is not random, is a known sample or is there already
         */
        public Builder key(String id, byte[] key) {
            if (!ID.matcher(id).matches()) {
                throw new IllegalArgumentException(
                        "the id of a key must be 1 to 32 of A-Z a-z 0-9 . _ - and start with a letter or a digit");
            }
            KeyStrength.weakness(key).ifPresent(weakness -> {
                throw new IllegalArgumentException(
                        "key '" + id + "' " + weakness + "; make one with: openssl rand -base64 32");
            });
            SecretKey added = new SecretKeySpec(key, "AES");
            if (keys.containsKey(id)) {
                throw new IllegalArgumentException("key '" + id + "' is given twice");
            }
            keys.forEach((other, standing) -> {
                if (standing.equals(added)) {
                    throw new IllegalArgumentException("keys '" + other + "' and '" + id + "' are the same");
                }
            });
            keys.put(id, added);
            return this;
        }

        /**
         * Adds a key in base64.
         *
         * @throws IllegalArgumentException as {@link #key(String, byte[])}, or if it is not base64
         */
        public Builder key(String id, Secret base64) {
            byte[] key;
            try {
                key = Base64.getDecoder().decode(base64.reveal());
            } catch (IllegalArgumentException notBase64) {
                throw new IllegalArgumentException(
                        "key '" + id + "' is not in base64; make one with: openssl rand" + " -base64 32");
            }
            return key(id, key);
        }

        /**
         * Adds a key in base64 that is found now, as a secret of the operator.
         *
         * @throws IllegalArgumentException as {@link #key(String, Secret)}, or if nobody serves the reference's scheme
         * @throws dev.integrationsdk.spi.error.IntegrationException as the resolver throws it
         */
        public Builder key(String id, SecretReference reference, Secrets secrets) {
            SecretResolver resolver = secrets.resolver(reference.scheme())
                    .orElseThrow(() -> new IllegalArgumentException("nobody serves the reference of key '" + id
                            + "'; there are the schemes " + secrets.schemes()));
            return key(id, resolver.resolve(SecretOwner.operator(), reference));
        }

        /** Sets which key encrypts; needed even if there is but one. */
        public Builder primary(String id) {
            primaryId = id;
            return this;
        }

        /** @throws IllegalArgumentException if no key was added under the primary one's id */
        public EncryptionKeys build() {
            if (primaryId == null || !keys.containsKey(primaryId)) {
                throw new IllegalArgumentException(
                        "the primary key must be one of " + new TreeSet<>(keys.keySet()) + ": name it by its id");
            }
            return new EncryptionKeys(primaryId, keys);
        }
    }
}

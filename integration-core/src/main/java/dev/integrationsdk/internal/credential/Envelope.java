package dev.integrationsdk.internal.credential;

import dev.integrationsdk.credential.EncryptionKeys;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts and decrypts with AES-256-GCM. An envelope is a format byte, the length and the id of the key, a random nonce
 * of 12 bytes, then ciphertext and tag; where it belongs is authenticated with it. Thread-safe.
 */
final class Envelope {
    private static final byte FORMAT = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final EncryptionKeys keys;
    private final KeyUse use;
    private final SecureRandom random;

    Envelope(EncryptionKeys keys, KeyUse use, SecureRandom random) {
        this.keys = keys;
        this.use = use;
        this.random = random;
    }

    EncryptionKeys keys() {
        return keys;
    }

    /**
     * Encrypts under the primary key.
     *
     * @throws IntegrationException INVALID_CONFIGURATION if the key is used up
     */
    byte[] seal(SealContext context, byte[] plain) {
        String keyId = keys.primaryId();
        use.count(keyId);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] id = keyId.getBytes(StandardCharsets.US_ASCII);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key(context, keyId), nonce);
            cipher.updateAAD(context.associatedData(FORMAT, keyId));
            byte[] sealed = cipher.doFinal(plain);
            return ByteBuffer.allocate(2 + id.length + NONCE_BYTES + sealed.length)
                    .put(FORMAT)
                    .put((byte) id.length)
                    .put(id)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException failure) {
            throw new IntegrationException(ErrorCode.ENGINE_DEFECT, "could not encrypt " + context, failure);
        }
    }

    /**
     * Decrypts what was sealed in the same context.
     *
     * @param keyId as the row says; the envelope must say the same
     * @throws IntegrationException CREDENTIALS_UNREADABLE if the key is missing, or anything was changed
     */
    byte[] open(SealContext context, String keyId, byte[] envelope) {
        SecretKey key = key(context, keyId);
        byte[] head = head(keyId);
        if (envelope.length < head.length + NONCE_BYTES + TAG_BITS / Byte.SIZE
                || !Arrays.equals(envelope, 0, head.length, head, 0, head.length)) {
            throw tampered(context, keyId);
        }
        byte[] nonce = Arrays.copyOfRange(envelope, head.length, head.length + NONCE_BYTES);
        int begin = head.length + NONCE_BYTES;
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce);
            cipher.updateAAD(context.associatedData(FORMAT, keyId));
            return cipher.doFinal(envelope, begin, envelope.length - begin);
        } catch (GeneralSecurityException refused) {
            throw tampered(context, keyId);
        }
    }

    /** What an envelope says of its key, unproven; empty if it is none. */
    static String keyIdOf(byte[] envelope) {
        int length = envelope.length < 2 ? 0 : envelope[1];
        return length < 1 || envelope.length < 2 + length
                ? ""
                : new String(envelope, 2, length, StandardCharsets.US_ASCII);
    }

    private static byte[] head(String keyId) {
        byte[] id = keyId.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + id.length)
                .put(FORMAT)
                .put((byte) id.length)
                .put(id)
                .array();
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    private SecretKey key(SealContext context, String keyId) {
        Optional<SecretKey> key = keys.find(keyId);
        return key.orElseThrow(() -> unreadable(
                context, "it needs the encryption key '" + keyId + "', and this process has only " + keys.ids()));
    }

    private static IntegrationException tampered(SealContext context, String keyId) {
        return unreadable(
                context,
                "it is not what the key '" + keyId
                        + "' of this process encrypted there: the row was changed, or the key"
                        + " has another content elsewhere");
    }

    static IntegrationException unreadable(SealContext context, String reason) {
        return new IntegrationException(ErrorCode.CREDENTIALS_UNREADABLE, context + ": " + reason);
    }
}

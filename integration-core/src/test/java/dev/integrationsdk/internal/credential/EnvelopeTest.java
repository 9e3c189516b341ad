package dev.integrationsdk.internal.credential;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.credential.EncryptionKeys;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EnvelopeTest {
    private static final byte[] PLAIN = "canary-plain-text".getBytes(StandardCharsets.UTF_8);
    private static final SealContext CONTEXT = context("acme", "crm", "oauth", 1);

    private final KeyUse use = new KeyUse();
    private final EncryptionKeys keys = keys("a", "a", "b");
    private final Envelope envelope = new Envelope(keys, use, new SecureRandom());

    @Test
    void whatWasSealedIsOpenedInTheSameContext() {
        byte[] sealed = envelope.seal(CONTEXT, PLAIN);
        assertThat(envelope.open(CONTEXT, "a", sealed)).isEqualTo(PLAIN);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("canary");
    }

    @Test
    void anyKeyOfTheRingOpens() {
        byte[] sealed = new Envelope(keys("b", "a", "b"), use, new SecureRandom()).seal(CONTEXT, PLAIN);
        assertThat(envelope.open(CONTEXT, "b", sealed)).isEqualTo(PLAIN);
    }

    /** Names are short and made of few letters, so that without lengths before the parts some would run into each other. */
    @Test
    void everySwappedCiphertextIsRefused() {
        Random random = new Random(11);
        int swapped = 0;
        while (swapped < 10_000) {
            SealContext written = randomContext(random);
            SealContext read = randomContext(random);
            if (!written.equals(read)) {
                byte[] sealed = envelope.seal(written, PLAIN);
                assertUnreadable(read, "a", sealed);
                swapped++;
            }
        }
    }

    @Test
    void everyFlippedBitIsRefused() {
        byte[] sealed = envelope.seal(CONTEXT, PLAIN);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertUnreadable(CONTEXT, "a", flipped);
        }
    }

    @Test
    void cutAndExtendedCiphertextIsRefused() {
        byte[] sealed = envelope.seal(CONTEXT, PLAIN);
        for (int length = 0; length < sealed.length; length++) {
            assertUnreadable(CONTEXT, "a", Arrays.copyOf(sealed, length));
        }
        assertUnreadable(CONTEXT, "a", Arrays.copyOf(sealed, sealed.length + 1));
    }

    @Test
    void rowThatNamesAnotherKeyIsRefused() {
        byte[] sealed = envelope.seal(CONTEXT, PLAIN);
        assertUnreadable(CONTEXT, "b", sealed);
        byte[] renamed = sealed.clone();
        renamed[2] = 'b';
        assertUnreadable(CONTEXT, "b", renamed);
    }

    @Test
    void keyOfTheSameIdAndAnotherContentIsRefused() {
        EncryptionKeys.Builder others =
                EncryptionKeys.builder().key("a", random(99)).primary("a");
        byte[] sealed = new Envelope(others.build(), use, new SecureRandom()).seal(CONTEXT, PLAIN);
        assertUnreadable(CONTEXT, "a", sealed);
    }

    @Test
    void missingKeyIsNamedWithThoseThatAreThere() {
        byte[] sealed = new Envelope(keys("c", "c"), use, new SecureRandom()).seal(CONTEXT, PLAIN);
        assertThat(assertUnreadable(CONTEXT, "c", sealed))
                .hasMessageContaining("'c'")
                .hasMessageContaining("[a, b]");
    }

    @Test
    void noNonceIsUsedTwice() {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            byte[] sealed = envelope.seal(CONTEXT, PLAIN);
            nonces.add(HexFormat.of().formatHex(sealed, 3, 15));
        }
        assertThat(nonces).hasSize(20_000);
    }

    @Test
    void keyIsRefusedAfterTwoToThe32Messages() {
        use.set("a", KeyUse.MOST - 1);
        envelope.seal(CONTEXT, PLAIN);
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> envelope.seal(CONTEXT, PLAIN))
                .withMessageContaining("'a'")
                .extracting(IntegrationException::code)
                .isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(new Envelope(keys("b", "a", "b"), use, new SecureRandom()).seal(CONTEXT, PLAIN))
                .isNotEmpty();
    }

    private IntegrationException assertUnreadable(SealContext context, String keyId, byte[] sealed) {
        IntegrationException[] thrown = new IntegrationException[1];
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> envelope.open(context, keyId, sealed))
                .withNoCause()
                .satisfies(refusal -> thrown[0] = refusal);
        assertThat(thrown[0].code()).isEqualTo(ErrorCode.CREDENTIALS_UNREADABLE);
        assertThat(thrown[0].getMessage()).doesNotContain("canary");
        return thrown[0];
    }

    private static SealContext randomContext(Random random) {
        return context(letters(random), letters(random), letters(random), 1 + random.nextInt(3));
    }

    private static String letters(Random random) {
        return "aabbaab".substring(0, 1 + random.nextInt(7));
    }

    private static SealContext context(String tenant, String connector, String field, long version) {
        return new SealContext(new ConnectorKey(TenantId.of(tenant), ConnectorId.of(connector)), field, version);
    }

    private static EncryptionKeys keys(String primary, String... ids) {
        EncryptionKeys.Builder builder = EncryptionKeys.builder().primary(primary);
        for (String id : ids) {
            builder.key(id, random(id.charAt(0)));
        }
        return builder.build();
    }

    private static byte[] random(int seed) {
        byte[] key = new byte[EncryptionKeys.KEY_BYTES];
        new Random(seed).nextBytes(key);
        return key;
    }
}

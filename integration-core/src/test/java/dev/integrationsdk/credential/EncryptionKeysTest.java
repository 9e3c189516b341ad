package dev.integrationsdk.credential;

import dev.integrationsdk.spi.credential.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class EncryptionKeysTest {
    private static final byte[] GOOD = random(1);

    @Test
    void ringHasItsKeysAndPrintsTheirIdsOnly() {
        EncryptionKeys keys = EncryptionKeys.builder()
                .key("2026-01", GOOD)
                .key("2026-11", Secret.of(Base64.getEncoder().encodeToString(random(2))))
                .primary("2026-11")
                .build();
        assertThat(keys).hasToString("EncryptionKeys[primary 2026-11, all [2026-01, 2026-11]]");
        assertThat(keys.find("2026-01").orElseThrow().getEncoded()).isEqualTo(GOOD);
        assertThat(keys.find("2025-01")).isEmpty();
    }

    @Test
    void keyIsFoundByTheOperatorsReference() {
        EnvironmentSecrets environment = EnvironmentSecrets.builder()
                .allowOperator("KEY")
                .environment(Map.of("KEY", Base64.getEncoder().encodeToString(GOOD))::get)
                .build();
        EncryptionKeys keys = EncryptionKeys.builder()
                .key("a", SecretReference.parse("env:KEY"), Secrets.of(environment))
                .primary("a")
                .build();
        assertThat(keys.find("a").orElseThrow().getEncoded()).isEqualTo(GOOD);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        EncryptionKeys.builder().key("a", SecretReference.parse("vault:KEY"), Secrets.of(environment)))
                .withMessageContaining("[env]");
    }

    static Stream<Arguments> weakKeys() throws Exception {
        byte[] text = "change me change me change me !!".getBytes(StandardCharsets.US_ASCII);
        byte[] ascending = new byte[32];
        byte[] descending = new byte[32];
        for (int i = 0; i < 32; i++) {
            ascending[i] = (byte) i;
            descending[i] = (byte) (200 - 3 * i);
        }
        byte[] repeated = Arrays.copyOf(random(3), 32);
        System.arraycopy(repeated, 0, repeated, 16, 16);
        byte[] nearlyZero = new byte[32];
        nearlyZero[31] = 1;
        return Stream.of(
                arguments("short", Arrays.copyOf(GOOD, 16)),
                arguments("long", Arrays.copyOf(GOOD, 33)),
                arguments("empty", new byte[0]),
                arguments("zero", new byte[32]),
                arguments("nearly zero", nearlyZero),
                arguments("text", text),
                arguments("words", "Kx9! correct horse BATTERY stap?".getBytes(StandardCharsets.US_ASCII)),
                arguments("hexadecimal text", "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII)),
                arguments("ascending", ascending),
                arguments("descending", descending),
                arguments("repeated", repeated),
                arguments(
                        "hash of a word",
                        MessageDigest.getInstance("SHA-256").digest("changeme".getBytes(StandardCharsets.US_ASCII))),
                arguments(
                        "published",
                        HexFormat.of().parseHex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("weakKeys")
    void weakKeyIsRefusedAndNotShown(String name, byte[] key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncryptionKeys.builder().key("the-id", key))
                .withMessageContaining("'the-id'")
                .withMessageContaining("openssl rand -base64 32")
                .satisfies(refusal -> assertThat(refusal.getMessage())
                        .doesNotContain(HexFormat.of().formatHex(key).substring(0, Math.min(8, key.length)) + "00"));
    }

    @Test
    void randomKeysAreNotRefused() {
        for (int seed = 0; seed < 20_000; seed++) {
            assertThat(KeyStrength.weakness(random(seed))).isEmpty();
        }
    }

    @Test
    void sameIdOrSameKeyTwiceIsRefused() {
        EncryptionKeys.Builder keys = EncryptionKeys.builder().key("a", GOOD);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.key("a", random(2)))
                .withMessageContaining("twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.key("b", GOOD))
                .withMessageContaining("the same");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "-a", "ä", "abcdefghijklmnopqrstuvwxyz0123456"})
    void idOfAnotherFormIsRefused(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncryptionKeys.builder().key(id, GOOD));
    }

    @Test
    void primaryKeyThatIsNotThereIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncryptionKeys.builder().key("a", GOOD).build())
                .withMessageContaining("[a]");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        EncryptionKeys.builder().key("a", GOOD).primary("b").build());
    }

    @Test
    void textThatIsNotBase64IsRefusedWithoutBeingRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncryptionKeys.builder().key("a", Secret.of("hunter2 hunter2")))
                .withNoCause()
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("hunter2"));
    }

    private static byte[] random(int seed) {
        byte[] key = new byte[EncryptionKeys.KEY_BYTES];
        new Random(seed).nextBytes(key);
        return key;
    }
}

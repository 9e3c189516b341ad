package dev.integrationsdk.internal.credential;

import dev.integrationsdk.spi.credential.Secret;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SecretsFormTest {
    private static final UUID LIFE = new UUID(1, 2);
    private static final SecretsForm FORM =
            SecretsForm.of(LIFE, Map.of("token", Secret.of("cänary 😀"), "user", Secret.of("ada")));

    @Test
    void whatIsWrittenIsRead() {
        assertThat(SecretsForm.read(FORM.bytes())).isEqualTo(FORM);
        SecretsForm none = SecretsForm.of(LIFE, Map.of());
        assertThat(SecretsForm.read(none.bytes())).isEqualTo(none);
    }

    @Test
    void printsNamesOnly() {
        assertThat(FORM).hasToString("SecretsForm[token, user]");
    }

    @Test
    void cutOrExtendedBytesAreRefused() {
        byte[] bytes = FORM.bytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException().isThrownBy(() -> SecretsForm.read(cut));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> SecretsForm.read(Arrays.copyOf(bytes, bytes.length + 1)));
    }

    @Test
    void otherBytesAreRefusedOrTheOnlyOnesOfTheirMeaning() {
        Random random = new Random(5);
        byte[] bytes = FORM.bytes();
        for (int i = 0; i < 50_000; i++) {
            byte[] changed = bytes.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            try {
                assertThat(SecretsForm.read(changed).bytes()).isEqualTo(changed);
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).doesNotContain("nary");
            }
        }
    }

    @Test
    void tooManyOrTooLongSecretsAreRefused() {
        Map<String, Secret> many = new TreeMap<>();
        for (int i = 0; i < 65; i++) {
            many.put("name-" + i, Secret.of("x"));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretsForm.of(LIFE, many).bytes());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretsForm.of(LIFE, Map.of("a", Secret.of("x".repeat(48 * 1024))))
                        .bytes());
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> SecretsForm.of(LIFE, Map.of("", Secret.of("x"))).bytes());
    }
}

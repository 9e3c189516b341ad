package dev.integrationsdk.credential;

import dev.integrationsdk.spi.settings.SettingProblem;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RawSecretsTest {
    private static final RawSecrets DETECTOR = RawSecrets.of(Secrets.none());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "base-url|https://api.example.com/crm/v3?limit=100",
                "base-url|ldaps://directory.example.com:636",
                "token-url|https://auth.example.com/oauth/token",
                "base-dn|ou=people,dc=example,dc=com",
                "bind-dn|cn=reader,ou=services,dc=example,dc=com",
                "filter|(&(objectClass=person)(!(userPassword=*))(mail=*@example.com))",
                "portal-id|148310999",
                "account|ada@example.com",
                "link|https://example.com/@ada",
                "proxy|localhost:8080",
                "password-attribute|unicodePwd",
                "primary-key|id",
                "sort-key|token",
                "use-token|true",
                "description|Basic authentication is used; ask Bearer of news",
                "description|environment: test; files: many",
                "since|2026-01-01T10:00:00Z",
                "hash|9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "row|3f0e1b8c-7a44-4b53-9d9f-6b0a2f1f2f3d",
            })
    void ordinarySettingIsAccepted(String key, String value) {
        assertThat(DETECTOR.problems(Map.of(key, value))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "db.password",
                "bindPassword",
                "API_KEY",
                "apiKey",
                "client-secret",
                "accessToken",
                "token",
                "private_key",
                "SMTP_PASSWD",
                "hapikey",
                "oauth.credentials",
            })
    void nameOfASecretIsRefusedWhateverItsValue(String key) {
        assertRefused(key, "x7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pat-eu1-12345678-aaaa-bbbb-cccc-1234567890ab",
                "Bearer abcdef1234567890",
                "Authorization: basic dXNlcjpwYXNzd29yZA==",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIE",
                "https://user:hunter2@example.com/",
                "https://hunter2@example.com/",
                "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
                "AKIAIOSFODNN7EXAMPLE",
                "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
                "xoxb-123456789012-abcdefghij",
                "https://api.example.com/?hapikey=12345678",
                "jdbc:sqlserver://h;user=a;password=hunter2",
            })
    void shapeOfASecretIsRefusedWhateverItsName(String value) {
        assertRefused("note", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"env:PATH", " ENV:PATH", "file:/etc/passwd", "file:///etc/passwd", "${env:PATH}", "File:x"})
    void referenceInASettingIsRefused(String value) {
        assertRefused("note", value);
    }

    @Test
    void referenceOfAResolversSchemeIsRefused() {
        RawSecrets detector = RawSecrets.of(Secrets.of(new NoVault()));
        assertThat(detector.problems(Map.of("note", "vault:secret/acme"))).hasSize(1);
    }

    @Test
    void randomReferenceLikeTextIsRefused() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String scheme = random.nextBoolean() ? "env" : "file";
            String text = " ".repeat(random.nextInt(3))
                    + (random.nextBoolean() ? scheme : scheme.toUpperCase(java.util.Locale.ROOT)) + ":"
                    + Integer.toString(random.nextInt(), 36);
            assertThat(DETECTOR.problems(Map.of("note", text))).as(text).hasSize(1);
        }
    }

    @Test
    void allProblemsAreNamedAtOnceInTheOrderOfTheKeys() {
        assertThat(DETECTOR.problems(Map.of("token", "a", "note", "env:A", "base-url", "https://b")))
                .extracting(SettingProblem::key)
                .containsExactly("note", "token");
    }

    private static void assertRefused(String key, String value) {
        List<SettingProblem> problems = DETECTOR.problems(Map.of(key, value));
        assertThat(problems).extracting(SettingProblem::key).containsExactly(key);
        assertThat(problems.toString()).doesNotContain(value).doesNotContain("hunter2");
    }

    private static final class NoVault implements SecretResolver {
        @Override
        public String scheme() {
            return "vault";
        }

        @Override
        public dev.integrationsdk.spi.credential.Secret resolve(SecretOwner whose, SecretReference reference) {
            throw new AssertionError("a detector asks no vault");
        }
    }
}

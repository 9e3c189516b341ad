package dev.integrationsdk.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.integrationsdk.credential.EncryptionKeys;
import dev.integrationsdk.credential.SecretOwner;
import dev.integrationsdk.credential.SecretReference;
import dev.integrationsdk.credential.Secrets;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The example's resolver against a server that speaks as a vault does. */
class SecretsSetupTest {
    private static final SecretOwner ACME = SecretOwner.of(TenantId.of("acme"), ConnectorId.of("crm"));
    private static final SecretOwner GLOBEX = SecretOwner.of(TenantId.of("globex"), ConnectorId.of("crm"));
    private static final String ROOT = "/v1/secret/data/";

    private final Map<String, String> kept = new ConcurrentHashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        kept.put(ROOT + "tenants/acme/crm/token", "{\"data\":{\"data\":{\"value\":\"acme-canary\"}}}");
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        int status = kept.containsKey(path) ? 200 : 404;
        if (!"canary-vault-token".equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
            status = 403;
        } else if (path.endsWith("/sealed")) {
            status = 503;
        } else if (path.endsWith("/slow")) {
            awaitEnd();
        }
        byte[] body = kept.getOrDefault(path, "{}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void tenantReadsItsOwnSecretAndNoOtherTenantDoes() {
        assertThat(resolve(ACME, "vault:crm/token")).isEqualTo(Secret.of("acme-canary"));
        assertRefused(ErrorCode.INVALID_CONFIGURATION, GLOBEX, "vault:crm/token");
        assertRefused(ErrorCode.INVALID_CONFIGURATION, SecretOwner.operator(), "vault:crm/token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vault:../acme/crm/token", "vault:/crm", "vault:a?b", "vault:a%2fb", "vault:a b"})
    void pathThatLeadsElsewhereIsRefused(String reference) {
        assertRefused(ErrorCode.INVALID_CONFIGURATION, GLOBEX, reference);
    }

    @Test
    void rotatedSecretIsSeen() {
        resolve(ACME, "vault:crm/token");
        kept.put(ROOT + "tenants/acme/crm/token", "{\"data\":{\"data\":{\"value\":\"renewed\"}}}");
        assertThat(resolve(ACME, "vault:crm/token")).isEqualTo(Secret.of("renewed"));
    }

    @Test
    void vaultThatFailsIsToldInItsOwnWay() {
        assertRefused(ErrorCode.SERVICE_UNAVAILABLE, ACME, "vault:sealed");
        assertRefused(ErrorCode.TIMED_OUT, ACME, "vault:slow");
        kept.put(ROOT + "tenants/acme/html", "<html>canary</html>");
        assertRefused(ErrorCode.SERVICE_UNAVAILABLE, ACME, "vault:html");
        kept.put(ROOT + "tenants/acme/other", "{\"data\":{\"data\":{\"password\":\"canary\"}}}");
        assertRefused(ErrorCode.INVALID_CONFIGURATION, ACME, "vault:other");
        server.stop(0);
        assertRefused(ErrorCode.NETWORK_FAILED, ACME, "vault:crm/token");
    }

    @Test
    void setupFindsSecretsAndKeys() {
        Map<String, String> environment = new HashMap<>();
        environment.put("ACME_CRM_TOKEN", "acme-canary");
        environment.put("CREDENTIAL_KEY_2026_01", key(1));
        environment.put("CREDENTIAL_KEY_2026_11", key(2));
        Secrets secrets = SecretsSetup.secrets(environment, Path.of("/run/secrets"), vault());
        assertThat(secrets.schemes()).containsExactly("env", "file", "vault");
        EncryptionKeys keys = SecretsSetup.keys(secrets);
        assertThat(keys.primaryId()).isEqualTo("2026-11");
        assertThat(keys.ids()).containsExactly("2026-01", "2026-11");
        assertThat(SecretsSetup.apps().allows(URI.create("https://app.example.com/oauth/back")))
                .isTrue();
    }

    private static String key(int seed) {
        byte[] key = new byte[EncryptionKeys.KEY_BYTES];
        new Random(seed).nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private VaultSecrets vault() {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new VaultSecrets(address, Secret.of("canary-vault-token"), Duration.ofMillis(500));
    }

    private Secret resolve(SecretOwner whose, String reference) {
        return vault().resolve(whose, SecretReference.parse(reference));
    }

    private void assertRefused(ErrorCode code, SecretOwner whose, String reference) {
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> resolve(whose, reference))
                .withNoCause()
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(code);
                    assertThat(refusal.getMessage()).doesNotContain("canary");
                });
    }
}

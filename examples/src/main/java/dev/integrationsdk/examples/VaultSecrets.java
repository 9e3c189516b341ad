package dev.integrationsdk.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.integrationsdk.credential.SecretOwner;
import dev.integrationsdk.credential.SecretReference;
import dev.integrationsdk.credential.SecretResolver;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Finds {@code vault:path/of/secret} in a vault that speaks HTTP, as HashiCorp Vault and OpenBao do with their key-value
 * engine: {@code secret/data/tenants/<tenant>/<path>}, field {@code value}. Thread-safe.
 */
final class VaultSecrets implements SecretResolver {
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*");
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI vault;
    private final Secret token;
    private final Duration timeLimit;

    VaultSecrets(URI vault, Secret token, Duration timeLimit) {
        this.vault = vault;
        this.token = token;
        this.timeLimit = timeLimit;
    }

    @Override
    public String scheme() {
        return "vault";
    }

    // tag::resolve[]
    @Override
    public Secret resolve(SecretOwner whose, SecretReference reference) {
        if (!PATH.matcher(reference.rest()).matches()) {
            throw new IntegrationException(ErrorCode.INVALID_CONFIGURATION, reference + " is no path of a vault");
        }
        // the path begins with the owner's own, so that no tenant reaches another one's secrets
        String owner = whose.tenant().map(tenant -> "tenants/" + tenant).orElse("operator");
        HttpResponse<byte[]> answer = get("/v1/secret/data/" + owner + "/" + reference.rest());
        return switch (answer.statusCode()) {
            case 200 -> value(answer.body(), reference);
            case 403, 404 ->
                throw new IntegrationException(
                        ErrorCode.INVALID_CONFIGURATION, "the vault has nothing for " + whose + " under " + reference);
            default ->
                throw new IntegrationException(
                        ErrorCode.SERVICE_UNAVAILABLE, "the vault answered " + answer.statusCode());
        };
    }
    // end::resolve[]

    private HttpResponse<byte[]> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(vault.resolve(path))
                .header("X-Vault-Token", token.reveal())
                .timeout(timeLimit)
                .build();
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (HttpTimeoutException slow) {
            throw new IntegrationException(ErrorCode.TIMED_OUT, "the vault did not answer within " + timeLimit);
        } catch (IOException failure) {
            throw new IntegrationException(ErrorCode.NETWORK_FAILED, "the vault could not be reached");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IntegrationException(ErrorCode.CANCELLED, "the vault was no longer waited for");
        }
    }

    private static Secret value(byte[] body, SecretReference reference) {
        try {
            JsonNode value = JSON.readTree(body).path("data").path("data").path("value");
            if (value.isTextual() && !value.textValue().isBlank()) {
                return Secret.of(value.textValue());
            }
        } catch (IOException notJson) {
            throw new IntegrationException(ErrorCode.SERVICE_UNAVAILABLE, "the vault's answer is no JSON");
        }
        throw new IntegrationException(
                ErrorCode.INVALID_CONFIGURATION, "the vault's secret under " + reference + " has no text 'value'");
    }
}

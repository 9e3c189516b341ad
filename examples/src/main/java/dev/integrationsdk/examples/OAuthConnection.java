package dev.integrationsdk.examples;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.access.AccessPolicy;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.credential.EncryptionKeys;
import dev.integrationsdk.credential.EnvironmentSecrets;
import dev.integrationsdk.credential.SecretReference;
import dev.integrationsdk.credential.Secrets;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.jdbc.JdbcRepositories;
import dev.integrationsdk.jdbc.JdbcTransactionRunner;
import dev.integrationsdk.jdbc.SchemaMode;
import dev.integrationsdk.oauth.OAuthApps;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.oauth.OAuthSpec;
import dev.integrationsdk.testkit.oauth.AuthorizationServerSimulator;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * A host with two web pages through which a person connects an account by OAuth, against a simulated authorization server.
 * The program plays the person too: without a browser, and without an account anywhere.
 */
public final class OAuthConnection implements AutoCloseable {
    static final TenantId ACME = TenantId.of("acme");
    static final ConnectorConfig CONNECTOR = ConnectorConfig.of(ACME, ConnectorId.of("notes"), NotesAdapter.SYSTEM)
            .onPremise();
    /** What the cookies of the people who are logged in say. */
    static final Map<String, OAuthPages.Session> SESSIONS = Map.of(
            "ada", new OAuthPages.Session(Actor.of("ada"), ACME),
            "bob", new OAuthPages.Session(Actor.of("bob"), ACME),
            "eve", new OAuthPages.Session(Actor.of("eve"), TenantId.of("globex")));

    private final AuthorizationServerSimulator remote =
            AuthorizationServerSimulator.start(Clock.systemUTC(), Duration.ofMinutes(30), Duration.ZERO);
    private final OAuthPages pages;
    private final Integrations integrations;

    OAuthConnection() throws IOException {
        pages = new OAuthPages(SESSIONS);
        integrations = start();
        integrations.connectors().create(Actor.SYSTEM, CONNECTOR);
        integrations.connectors().enable(Actor.SYSTEM, CONNECTOR.key());
        pages.serve(integrations);
    }

    private Integrations start() {
        JdbcConnectionPool database =
                JdbcConnectionPool.create("jdbc:h2:mem:oauth-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
        JdbcRepositories repositories = JdbcRepositories.builder(database)
                .schemaMode(SchemaMode.MIGRATE)
                .build();
        // tag::oauth[]
        OAuthSpec spec = OAuthSpec.authorizationCode(remote.authorizeUri(), remote.tokenUri())
                .withRevokeUrl(remote.revokeUri());
        OAuthApps apps = OAuthApps.builder()
                .app(
                        NotesAdapter.SYSTEM,
                        AuthorizationServerSimulator.CLIENT_ID,
                        SecretReference.parse("env:NOTES_CLIENT_SECRET"))
                .redirectUri(pages.redirectUri())
                .build();
        return Integrations.builder(repositories, JdbcTransactionRunner.of(database))
                .adapter(new NotesAdapter(spec, remote::accountOf))
                .handler(NotesAdapter.SYSTEM, NotesAdapter.NOTE, (changes, unit) -> Answers.allApplied())
                .access(AccessPolicy.ofOwnership((tenant, actor) -> SESSIONS.values().stream()
                        .anyMatch(session -> session.actor().equals(actor)
                                && session.tenant().equals(tenant))))
                .oauth(apps)
                .secrets(secrets())
                .encryptionKeys(keys())
                .build();
        // end::oauth[]
    }

    private static Secrets secrets() {
        Map<String, String> environment = Map.of("NOTES_CLIENT_SECRET", AuthorizationServerSimulator.CLIENT_SECRET);
        return Secrets.of(EnvironmentSecrets.builder()
                .environment(environment::get)
                .allowOperator("NOTES_CLIENT_SECRET")
                .build());
    }

    /** Kept nowhere, since the database is in memory; else it would be the operator's to keep. */
    private static EncryptionKeys keys() {
        byte[] key = new byte[EncryptionKeys.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return EncryptionKeys.builder().key("day", key).primary("day").build();
    }

    Integrations integrations() {
        return integrations;
    }

    AuthorizationServerSimulator remote() {
        return remote;
    }

    URI uri(String path) {
        return pages.uri(path);
    }

    /** Where a browser is sent once its person has agreed over there, as an account's owner. */
    URI agreed(URI authorize, String account) {
        String query = remote.agree(authorize, account).entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create(uri("/callback") + "?" + query);
    }

    @Override
    public void close() {
        pages.close();
        integrations.close();
        remote.close();
    }

    public static void main(String[] args) throws Exception {
        run(System.out);
    }

    static void run(PrintStream out) throws IOException, InterruptedException {
        HttpClient browser = HttpClient.newHttpClient();
        try (OAuthConnection host = new OAuthConnection()) {
            HttpRequest.Builder connect = HttpRequest.newBuilder(host.uri("/connect?connector=notes"))
                    .POST(HttpRequest.BodyPublishers.noBody());
            HttpResponse<String> sent = send(browser, connect);
            URI authorize = URI.create(sent.headers().firstValue("Location").orElseThrow());
            out.println("The browser is sent to " + authorize.getPath() + ": " + sent.statusCode());
            URI back = host.agreed(authorize, "acme-notes");
            out.println("The person agrees and comes back: "
                    + send(browser, HttpRequest.newBuilder(back)).body());
            out.println("The same address once more: "
                    + send(browser, HttpRequest.newBuilder(back)).body());
            out.println("Connected to " + host.account() + "; a run brings "
                    + host.integrations
                            .run(CONNECTOR.stream(NotesAdapter.NOTE, ScanKind.FULL))
                            .counts());
            boolean revoked =
                    host.integrations.oauth().disconnect(Actor.of("ada"), CONNECTOR.key(), CorrelationId.random());
            out.println("Disconnected; the remote has taken its token back: " + revoked);
        }
    }

    private String account() {
        return integrations
                .connectors()
                .find(Actor.SYSTEM, CONNECTOR.key())
                .connection()
                .account()
                .orElse("nobody");
    }

    private static HttpResponse<String> send(HttpClient browser, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return browser.send(request.header("Cookie", "session=ada").build(), HttpResponse.BodyHandlers.ofString());
    }
}

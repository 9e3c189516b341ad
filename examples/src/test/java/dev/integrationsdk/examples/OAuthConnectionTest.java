package dev.integrationsdk.examples;

import dev.integrationsdk.connector.ConnectionState;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ScanKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages as a browser sees them, which follows redirects by hand. */
class OAuthConnectionTest {
    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private OAuthConnection host;

    @BeforeEach
    void start() throws IOException {
        host = new OAuthConnection();
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private HttpResponse<String> post(String path, String session) throws Exception {
        return send(HttpRequest.newBuilder(host.uri(path)).POST(HttpRequest.BodyPublishers.noBody()), session);
    }

    private HttpResponse<String> get(URI address, String session) throws Exception {
        return send(HttpRequest.newBuilder(address), session);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String session) throws Exception {
        return browser.send(
                request.header("Cookie", "theme=dark; session=" + session).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The address with which a browser comes back that Ada has sent there. */
    private URI adasWayBack() throws Exception {
        HttpResponse<String> sent = post("/connect?connector=notes", "ada");
        assertThat(sent.statusCode()).isEqualTo(303);
        return host.agreed(URI.create(sent.headers().firstValue("Location").orElseThrow()), "acme-notes");
    }

    private ConnectionState state() {
        return host.integrations()
                .connectors()
                .find(Actor.SYSTEM, OAuthConnection.CONNECTOR.key())
                .connection()
                .state();
    }

    @Test
    void aPersonIsSentThereAndComesBackConnected() throws Exception {
        assertThat(state()).isEqualTo(ConnectionState.PENDING);

        HttpResponse<String> page = get(adasWayBack(), "ada");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).startsWith("CONNECTED");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(host.integrations()
                        .run(OAuthConnection.CONNECTOR.stream(NotesAdapter.NOTE, ScanKind.FULL))
                        .status())
                .isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void aStateIsGoodOnce() throws Exception {
        URI back = adasWayBack();
        get(back, "ada");

        HttpResponse<String> again = get(back, "ada");

        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).startsWith("STATE_UNKNOWN");
        assertThat(host.remote().tokenRequests())
                .as("its code is not used again")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"bob, OTHER_ACTOR, 400", "eve, STATE_UNKNOWN, 400", "nobody, log in first, 401"})
    void anAnswerInAnotherOnesSessionConnectsNothing(String session, String answer, int status) throws Exception {
        HttpResponse<String> page = get(adasWayBack(), session);

        assertThat(page.statusCode()).isEqualTo(status);
        assertThat(page.body()).startsWith(answer);
        assertThat(state()).isEqualTo(ConnectionState.PENDING);
        assertThat(host.remote().tokenRequests()).isZero();
    }

    @Test
    void whoeverSaysNoIsToldSo() throws Exception {
        HttpResponse<String> sent = post("/connect?connector=notes", "ada");
        URI authorize = URI.create(sent.headers().firstValue("Location").orElseThrow());
        String state = authorize.getRawQuery().replaceFirst("(?:^|.*&)state=([^&]*).*", "$1");

        HttpResponse<String> page = get(host.uri("/callback?error=access_denied&state=" + state), "ada");

        assertThat(page.body()).startsWith("DENIED");
    }

    @ParameterizedTest
    @CsvSource({
        "eve, /connect?connector=notes, 404",
        "ada, /connect?connector=other, 404",
        "ada, /connect?connector=../x, 400",
        "ada, /connect, 400",
        "nobody, /connect?connector=notes, 401"
    })
    void nobodyBeginsWithWhatIsNotTheirs(String session, String path, int status) throws Exception {
        assertThat(post(path, session).statusCode()).isEqualTo(status);
    }

    @Test
    void aLinkBeginsNothing() throws Exception {
        assertThat(get(host.uri("/connect?connector=notes"), "ada").statusCode())
                .isEqualTo(405);
    }

    @Test
    void theProgramTellsItAll() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        OAuthConnection.run(new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("sent to /authorize: 303", "comes back: CONNECTED", "once more: STATE_UNKNOWN")
                .contains("Connected to acme-notes; a run brings read 1")
                .contains("taken its token back: true");
    }
}

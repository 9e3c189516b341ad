package dev.integrationsdk.internal.oauth;

import dev.integrationsdk.spi.credential.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.integrationsdk.internal.oauth.OAuthHost.KEY;
import static dev.integrationsdk.internal.oauth.OAuthHost.WORK;
import static org.assertj.core.api.Assertions.assertThat;

/** A server that ends a connection as soon as a refresh token is used twice, and many who want a token at once. */
class TokenRaceTest {
    private static final int PROCESSES = 4;
    private static final int THREADS = 16;
    private static final int EXPIRIES = 10;

    @ParameterizedTest
    @ValueSource(longs = {28, 30})
    void tokenIsRenewedExactlyOnceForEachExpiry(long minutes) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PROCESSES * THREADS);
        try (OAuthHost host = new OAuthHost(Duration.ZERO).connected()) {
            List<TokenKeeper> processes = new ArrayList<>();
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(host.process().tokenKeeper());
            }
            for (int expiry = 1; expiry <= EXPIRIES; expiry++) {
                host.clock.turn(Duration.ofMinutes(minutes));
                for (Secret token : allAtOnce(threads, processes)) {
                    assertThat(host.server.accountOf(token.reveal())).isEqualTo("acme-account");
                }
                assertThat(host.server.refreshes()).isEqualTo(expiry);
                assertThat(host.server.tokenRequests()).isEqualTo(1 + expiry);
            }
            assertThat(host.server.reuses()).isZero();
            assertThat(host.reports).containsExactly("connected acme/crm ada");
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Secret> allAtOnce(ExecutorService threads, List<TokenKeeper> processes) throws Exception {
        CyclicBarrier start = new CyclicBarrier(PROCESSES * THREADS);
        List<Future<Secret>> running = new ArrayList<>();
        for (int i = 0; i < PROCESSES * THREADS; i++) {
            TokenKeeper process = processes.get(i % PROCESSES);
            running.add(threads.submit(() -> {
                start.await(30, TimeUnit.SECONDS);
                return process.accessToken(KEY, WORK);
            }));
        }
        List<Secret> tokens = new ArrayList<>();
        for (Future<Secret> one : running) {
            tokens.add(one.get(60, TimeUnit.SECONDS));
        }
        return tokens;
    }
}

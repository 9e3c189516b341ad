package dev.integrationsdk.internal.credential;

import dev.integrationsdk.credential.EnvironmentSecrets;
import dev.integrationsdk.credential.SecretOwner;
import dev.integrationsdk.credential.SecretReference;
import dev.integrationsdk.credential.SecretResolver;
import dev.integrationsdk.credential.Secrets;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.settings.SettingProblem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SecretLookupTest {
    private static final SecretOwner ACME = SecretOwner.of(TenantId.of("acme"), ConnectorId.of("crm"));
    private static final SecretOwner GLOBEX = SecretOwner.of(TenantId.of("globex"), ConnectorId.of("crm"));
    private static final SecretReference TOKEN = SecretReference.parse("vault:token");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void end() {
        end.countDown();
        threads.shutdownNow();
    }

    @Test
    void answerOfAVaultIsKeptForFiveSecondsAndForItsOwnerAlone() {
        SecretLookup lookup = lookup(whose -> Secret.of(whose + " " + asked.incrementAndGet()));
        assertThat(lookup.resolve(ACME, TOKEN).reveal()).isEqualTo("connector acme/crm 1");
        assertThat(lookup.resolve(GLOBEX, TOKEN).reveal()).isEqualTo("connector globex/crm 2");
        turn(Duration.ofMillis(4_999));
        assertThat(lookup.resolve(ACME, TOKEN).reveal()).isEqualTo("connector acme/crm 1");
        turn(Duration.ofMillis(1));
        assertThat(lookup.resolve(ACME, TOKEN).reveal()).isEqualTo("connector acme/crm 3");
    }

    @Test
    void clockThatIsPutBackMakesNoAnswerLastLonger() {
        SecretLookup lookup = lookup(whose -> Secret.of("" + asked.incrementAndGet()));
        lookup.resolve(ACME, TOKEN);
        turn(Duration.ofHours(-1));
        assertThat(lookup.resolve(ACME, TOKEN).reveal()).isEqualTo("2");
    }

    @Test
    void failureIsNotKept() {
        SecretLookup lookup = lookup(whose -> {
            if (asked.incrementAndGet() == 1) {
                throw new IntegrationException(ErrorCode.SERVICE_UNAVAILABLE, "the vault is sealed");
            }
            return Secret.of("token");
        });
        assertFails(lookup, ErrorCode.SERVICE_UNAVAILABLE, "sealed");
        assertThat(lookup.resolve(ACME, TOKEN).reveal()).isEqualTo("token");
    }

    @Test
    void vaultThatHangsIsGivenUpAndTakesABoundedNumberOfThreads() {
        SecretLookup lookup = new SecretLookup(
                Secrets.of(vault(whose -> {
                    asked.incrementAndGet();
                    awaitEnd();
                    return Secret.of("late");
                })),
                new SettableClock(),
                threads,
                Duration.ofMillis(20));
        for (int i = 0; i < 16; i++) {
            assertFails(lookup, ErrorCode.TIMED_OUT, "did not answer");
        }
        assertFails(lookup, ErrorCode.SERVICE_UNAVAILABLE, "16 callers");
        assertThat(asked).hasValue(16);
    }

    @Test
    void whatAVaultThrowsIsNotRepeated() {
        SecretLookup lookup = lookup(whose -> {
            throw new IllegalStateException("token is canary", new RuntimeException("canary"));
        });
        IntegrationException failure = assertFails(lookup, ErrorCode.INVALID_CONFIGURATION, "IllegalStateException");
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain("canary");
    }

    @Test
    void causeThatAVaultDeclaresIsNotRepeatedEither() {
        SecretLookup lookup = lookup(whose -> {
            throw new IntegrationException(
                    ErrorCode.SERVICE_UNAVAILABLE, "the vault is down", new RuntimeException("canary"));
        });
        IntegrationException failure = assertFails(lookup, ErrorCode.SERVICE_UNAVAILABLE, "the vault is down");
        assertThat(failure).hasNoCause();
    }

    @Test
    void noFreeThreadIsSaid() {
        SecretLookup lookup = new SecretLookup(
                Secrets.of(vault(whose -> Secret.of("x"))),
                new SettableClock(),
                task -> {
                    throw new RejectedExecutionException();
                },
                SecretLookup.TIME_LIMIT);
        for (int i = 0; i < 20; i++) {
            assertFails(lookup, ErrorCode.SERVICE_UNAVAILABLE, "no thread is free");
        }
    }

    @Test
    void interruptedCallerStopsWaiting() {
        SecretLookup lookup = lookup(whose -> {
            awaitEnd();
            return Secret.of("late");
        });
        Thread.currentThread().interrupt();
        assertFails(lookup, ErrorCode.CANCELLED, "no longer waited for");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void schemeThatNobodyServesIsRefusedWithThoseThatThereAre() {
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> lookup(whose -> Secret.of("x")).resolve(ACME, SecretReference.parse("hunter2:x")))
                .withMessageContaining("[vault]")
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("hunter2"));
    }

    @Test
    void checkNamesEveryProblemAtOnce() {
        Map<String, String> environment = new HashMap<>(Map.of("GOOD", "canary"));
        SecretLookup lookup = new SecretLookup(
                Secrets.of(
                        EnvironmentSecrets.builder()
                                .allowAllTenants("GOOD", "MISSING")
                                .environment(environment::get)
                                .build(),
                        vault(whose -> {
                            throw new IntegrationException(ErrorCode.SERVICE_UNAVAILABLE, "the vault is down");
                        })),
                new SettableClock(),
                threads,
                SecretLookup.TIME_LIMIT);
        Map<String, SecretReference> references = Map.of(
                "token", SecretReference.parse("env:GOOD"),
                "a", SecretReference.parse("env:MISSING"),
                "b", SecretReference.parse("env:PATH"),
                "c", SecretReference.parse("aws-sm:x"),
                "d", TOKEN);
        assertThat(lookup.check(ACME, references))
                .extracting(SettingProblem::key)
                .containsExactly("a", "b", "c", "d");
        assertThat(lookup.check(ACME, references).toString()).doesNotContain("canary");
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }

    private SecretLookup lookup(Function<SecretOwner, Secret> vault) {
        return new SecretLookup(Secrets.of(vault(vault)), new SettableClock(), threads, SecretLookup.TIME_LIMIT);
    }

    private static SecretResolver vault(Function<SecretOwner, Secret> answer) {
        return new SecretResolver() {
            @Override
            public String scheme() {
                return "vault";
            }

            @Override
            public Secret resolve(SecretOwner whose, SecretReference reference) {
                return answer.apply(whose);
            }
        };
    }

    private static IntegrationException assertFails(SecretLookup lookup, ErrorCode code, String message) {
        IntegrationException[] thrown = new IntegrationException[1];
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> lookup.resolve(ACME, TOKEN))
                .withMessageContaining(message)
                .satisfies(failure -> thrown[0] = failure);
        assertThat(thrown[0].code()).isEqualTo(code);
        return thrown[0];
    }

    private final class SettableClock extends Clock {
        @Override
        public Instant instant() {
            return Objects.requireNonNull(now.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

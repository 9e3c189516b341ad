package dev.integrationsdk.internal.credential;

import dev.integrationsdk.credential.SecretOwner;
import dev.integrationsdk.credential.SecretReference;
import dev.integrationsdk.credential.SecretResolver;
import dev.integrationsdk.credential.Secrets;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.settings.SettingProblem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Finds secrets by reference. A vault is asked on another thread, within a limit of time and by a bounded number of
 * callers at once; its answer is kept for {@link #KEPT}, so that a rotated secret is seen after that at the latest.
 * Thread-safe.
 */
public final class SecretLookup {
    /** How long the answer of a vault is used, by the library's clock. */
    public static final Duration KEPT = Duration.ofSeconds(5);
    /** How long a vault may take. */
    public static final Duration TIME_LIMIT = Duration.ofSeconds(10);

    private static final int MOST_AT_ONCE = 16;
    private static final int MOST_KEPT = 10_000;

    private final Secrets secrets;
    private final Clock clock;
    private final Executor executor;
    private final Duration timeLimit;
    private final Map<Question, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> permits = new ConcurrentHashMap<>();

    /** @param executor calls vaults */
    public SecretLookup(Secrets secrets, Clock clock, Executor executor, Duration timeLimit) {
        this.secrets = secrets;
        this.clock = clock;
        this.executor = executor;
        this.timeLimit = timeLimit;
    }

    /**
     * Finds one secret.
     *
     * @throws IntegrationException INVALID_CONFIGURATION if there is none that the owner may have, SERVICE_UNAVAILABLE,
     *     NETWORK_FAILED or TIMED_OUT if the vault is down, CANCELLED if the thread is interrupted meanwhile
     */
    public Secret resolve(SecretOwner whose, SecretReference reference) {
        SecretResolver resolver = secrets.resolver(reference.scheme())
                .orElseThrow(() -> failure(
                        ErrorCode.INVALID_CONFIGURATION,
                        "nobody serves the scheme of a secret reference of " + whose + "; there are the schemes "
                                + secrets.schemes()));
        return resolver.isRemote() ? kept(resolver, whose, reference) : asked(resolver, whose, reference);
    }

    /** Everything that is wrong with a connector's references, by their names; what is found is not kept. */
    public List<SettingProblem> check(SecretOwner whose, Map<String, SecretReference> references) {
        List<SettingProblem> problems = new ArrayList<>();
        new TreeMap<>(references).forEach((name, reference) -> {
            try {
                resolve(whose, reference);
            } catch (IntegrationException refusal) {
                problems.add(new SettingProblem(name, String.valueOf(refusal.getMessage())));
            }
        });
        return problems;
    }

    private Secret kept(SecretResolver resolver, SecretOwner whose, SecretReference reference) {
        Question question = new Question(whose, reference);
        Instant now = clock.instant();
        Answer standing = answers.get(question);
        if (standing != null && standing.isFresh(now)) {
            return standing.secret();
        }
        Secret secret = askedInTime(resolver, whose, reference);
        if (answers.size() >= MOST_KEPT) {
            answers.values().removeIf(answer -> !answer.isFresh(now));
        }
        if (answers.size() < MOST_KEPT) {
            answers.put(question, new Answer(secret, now));
        }
        return secret;
    }

    private Secret askedInTime(SecretResolver resolver, SecretOwner whose, SecretReference reference) {
        String what = "the vault of " + reference + ", asked for by " + whose + ", ";
        try {
            CompletableFuture<Secret> answer = start(resolver, whose, reference, what);
            return answer.get(timeLimit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            throw failure(ErrorCode.TIMED_OUT, what + "did not answer within " + timeLimit);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw failure(ErrorCode.CANCELLED, what + "was no longer waited for");
        } catch (ExecutionException failure) {
            throw declared(failure.getCause(), what);
        }
    }

    /** The permit is held until the vault has answered, however late, so that one that hangs takes a few threads only. */
    private CompletableFuture<Secret> start(
            SecretResolver resolver, SecretOwner whose, SecretReference reference, String what)
            throws InterruptedException {
        Semaphore permit = permits.computeIfAbsent(reference.scheme(), scheme -> new Semaphore(MOST_AT_ONCE));
        if (!permit.tryAcquire(timeLimit.toNanos(), TimeUnit.NANOSECONDS)) {
            throw failure(ErrorCode.SERVICE_UNAVAILABLE, what + "keeps " + MOST_AT_ONCE + " callers waiting already");
        }
        CompletableFuture<Secret> answer = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                try {
                    answer.complete(asked(resolver, whose, reference));
                } catch (RuntimeException | Error failure) {
                    answer.completeExceptionally(failure);
                } finally {
                    permit.release();
                }
            });
        } catch (RejectedExecutionException busy) {
            permit.release();
            throw failure(ErrorCode.SERVICE_UNAVAILABLE, what + "could not be asked: no thread is free");
        }
        return answer;
    }

    private static Secret asked(SecretResolver resolver, SecretOwner whose, SecretReference reference) {
        try {
            return resolver.resolve(whose, reference);
        } catch (IntegrationException declared) {
            throw declared;
        } catch (RuntimeException undeclared) {
            throw undeclared("the resolver of " + reference + ", asked for by " + whose + ", ", undeclared);
        }
    }

    private static IntegrationException declared(@Nullable Throwable failure, String what) {
        return failure instanceof IntegrationException declared
                ? new IntegrationException(declared.code(), String.valueOf(declared.getMessage()))
                : undeclared(what, failure);
    }

    /** Without the cause: what a vault's client says may hold the secret. */
    private static IntegrationException undeclared(String what, @Nullable Throwable failure) {
        return failure(
                ErrorCode.INVALID_CONFIGURATION,
                what + "threw "
                        + (failure == null ? "nothing" : failure.getClass().getName()));
    }

    private static IntegrationException failure(ErrorCode code, String message) {
        return new IntegrationException(code, message);
    }

    private record Question(SecretOwner whose, SecretReference reference) {}

    private record Answer(Secret secret, Instant at) {
        /** A clock that was put back makes it stale. */
        boolean isFresh(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(KEPT));
        }
    }
}

package dev.integrationsdk.internal.call;

import dev.integrationsdk.call.CallBounds;
import dev.integrationsdk.call.CallLimits;
import dev.integrationsdk.call.CallUse;
import dev.integrationsdk.internal.Listeners;
import dev.integrationsdk.internal.SafeCause;
import dev.integrationsdk.internal.TimeOrderedIds;
import dev.integrationsdk.internal.retry.RetryingCaller;
import dev.integrationsdk.retry.RetryPolicy;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.store.RateUse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The one way of every call to the outside, for every adapter. Thread-safe; no lock is held while anything is sent. */
public final class CallPipeline {
    private final CallHooks hooks;
    private final Entry entry;
    private final CallStates states;
    private final CallSlots slots;
    private final LongLimits longLimits;
    private final RetryPolicy retryPolicy;
    private final Tools tools;

    public CallPipeline(
            CallHooks hooks, CallBounds bounds, LongLimits longLimits, RetryPolicy retryPolicy, Tools tools) {
        this.hooks = hooks;
        this.entry = new Entry(hooks);
        this.states = new CallStates(bounds, tools.clock());
        this.slots = new CallSlots(bounds, tools.clock());
        this.longLimits = longLimits;
        this.retryPolicy = retryPolicy;
        this.tools = tools;
    }

    // tag::pipeline[]
    /**
     * Makes a call and writes it down.
     *
     * @throws IntegrationException why it was not made, or not answered
     * @throws StoreNeeded if another thread must make it; nothing was sent or written
     */
    public <T> T call(Call<T> call) {
        CallRecord record = record(call);
        T answer;
        try (OpenCall<T> open = open(call, record)) {
            entry.requireOn(call);
            entry.requireAllowed(call);
            open.hold(slots.enter(open));
            answer = retries(call).call(attempt -> attempt(open, attempt), call.caller()::retrying, open::mayRepeat);
        } catch (IntegrationException failure) {
            ended(call, record.failed(failure));
            throw failure;
        }
        ended(call, record.succeeded());
        return answer;
    }

    private <T> T attempt(OpenCall<T> open, int number) {
        Call<T> call = open.call();
        call.caller().beforeAttempt();
        try (Circuit.Pass pass =
                open.state().circuit().enter(call.connector().config().limits())) {
            longLimits.makeSure(open.visit(), call.caller());
            CallContext context = open.attempt(number);
            hooks.credentials().ensure(call, context);
            return classified(open, pass, context);
        }
    }
    // end::pipeline[]

    private <T> T classified(OpenCall<T> open, Circuit.Pass pass, CallContext context) {
        try {
            T answer = sendWithGoodCredentials(open, context);
            pass.answered();
            return answer;
        } catch (IntegrationException failure) {
            pass.failed(failure.code());
            open.learn(failure);
            throw failure;
        }
    }

    private <T> T sendWithGoodCredentials(OpenCall<T> open, CallContext context) {
        Call<T> call = open.call();
        try {
            return send(call, context);
        } catch (IntegrationException failure) {
            boolean again = failure.code() == ErrorCode.AUTHENTICATION_FAILED
                    && context.attempt() == 1
                    && call.isSafeToRepeat(failure, open.record().requests())
                    && hooks.credentials().refused(call, context);
            if (!again) {
                throw failure;
            }
            call.caller().retrying(failure, context.attempt());
            return send(call, open.attempt(context.attempt() + 1));
        }
    }

    private static <T> T send(Call<T> call, CallContext context) {
        try {
            return call.send().apply(context);
        } catch (IntegrationException | StoreNeeded declared) {
            throw declared;
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError defect) {
            throw new IntegrationException(
                    ErrorCode.ADAPTER_DEFECT,
                    "the adapter of connector " + call.key() + " threw "
                            + defect.getClass().getName(),
                    SafeCause.of(defect));
        }
    }

    /**
     * Whether the call would not be made, since the connector or the direction is off; writes it down if so.
     *
     * @return why not
     */
    public Optional<IntegrationException> skipIfOff(Call<?> call) {
        CallRecord record = record(call);
        try {
            entry.requireOn(call);
            return Optional.empty();
        } catch (IntegrationException off) {
            ended(call, record.failed(off));
            return Optional.of(off);
        }
    }

    /** How a connector's calls stand; reads the long limits from the store. */
    public CallUse use(CalledConnector connector) {
        CallLimits limits = connector.config().limits();
        try (CallStates.Visit visit = states.enter(connector, account(connector))) {
            List<RateUse> taken = longLimits.taken(visit.account());
            ConnectorState state = visit.state();
            return new CallUse(
                    visit.budget().use(taken),
                    visit.budget().blockedUntil(),
                    state.slots().taken(),
                    state.slots().waiting(),
                    state.circuit().now(limits),
                    state.circuit().openUntil());
        }
    }

    /** How many states of connectors and accounts are in memory. */
    int statesKept() {
        return states.size();
    }

    private CallRecord record(Call<?> call) {
        return new CallRecord(call, tools.ids().next(), tools.clock().instant(), tools.nanoTime());
    }

    private <T> OpenCall<T> open(Call<T> call, CallRecord record) {
        CallStates.Visit visit = states.enter(call.connector(), account(call.connector()));
        visit.state().retries().called();
        return new OpenCall<>(call, entry, record, visit, tools.clock());
    }

    private BudgetKey account(CalledConnector connector) {
        return BudgetKey.of(connector.config(), hooks.standing().account(connector.key()));
    }

    private RetryingCaller retries(Call<?> call) {
        return new RetryingCaller(call.connector().config().retryPolicy().orElse(retryPolicy), tools.clock());
    }

    private void ended(Call<?> call, EndedCall end) {
        call.caller().ended(end);
        tools.listeners()
                .tell(listener -> listener.called(call.connector().config().system(), end.entry()));
    }

    /**
     * What every call needs. Immutable.
     *
     * @param clock the only one
     * @param nanoTime measures how long calls take
     * @param ids for log entries
     * @param listeners told of every call
     */
    public record Tools(Clock clock, LongSupplier nanoTime, TimeOrderedIds ids, Listeners listeners) {}
}

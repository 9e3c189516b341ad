package dev.integrationsdk.internal.call;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.SafeCause;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.store.IntegrationLogRepository;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what became of calls, and reports it when it is written. Immutable and thread-safe. */
public final class CallLog {
    private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);

    private final TransactionRunner transactions;
    private final IntegrationLogRepository log;
    private final CallReports reports;

    public CallLog(TransactionRunner transactions, IntegrationLogRepository log, CallReports reports) {
        this.transactions = transactions;
        this.log = log;
        this.reports = reports;
    }

    /** Adds them in somebody's transaction, who reports them when it is committed. */
    public void append(UnitOfWork unit, List<EndedCall> calls) {
        if (!calls.isEmpty()) {
            log.append(unit, calls.stream().map(EndedCall::entry).toList());
        }
    }

    public void report(List<EndedCall> calls) {
        for (EndedCall call : calls) {
            try {
                reports.ended(call);
            } catch (RuntimeException failure) {
                LOG.warn(
                        "The end of a call of {} could not be reported",
                        call.entry().connector(),
                        failure);
            }
        }
    }

    /** A caller outside runs: each of its calls is written by itself. What cannot be written changes nothing for it. */
    public Caller caller(Cancellation cancellation) {
        return new Single(cancellation);
    }

    /** By itself, without being reported: what it says of the connection is said by whoever made it. */
    public void write(EndedCall call) {
        try {
            transactions.inTransaction(unit -> {
                append(unit, List.of(call));
                return true;
            });
        } catch (RuntimeException failure) {
            LOG.warn(
                    "A call of {} could not be written to the integration log",
                    call.entry().connector(),
                    failure);
        }
    }

    private final class Single implements Caller {
        private final Cancellation cancellation;

        private Single(Cancellation cancellation) {
            this.cancellation = cancellation;
        }

        @Override
        public boolean mayUseStore() {
            return true;
        }

        @Override
        public Cancellation cancellation() {
            return cancellation;
        }

        @Override
        public void beforeAttempt() {
            cancellation.stopIfCancelled();
        }

        @Override
        public void retrying(IntegrationException failure, int attempt) {
            LOG.debug("Attempt {} failed: {}", attempt, failure.code(), SafeCause.of(failure));
        }

        @Override
        public void ended(EndedCall call) {
            write(call);
            report(List.of(call));
        }
    }
}

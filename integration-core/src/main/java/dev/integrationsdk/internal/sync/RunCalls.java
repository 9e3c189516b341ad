package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.call.CallLog;
import dev.integrationsdk.internal.call.EndedCall;
import java.util.ArrayList;
import java.util.List;

/** The calls of a run: from their end into the integration log, and from there to whoever wants to know. Thread-safe. */
final class RunCalls {
    private final Object lock = new Object();
    private final List<EndedCall> unwritten = new ArrayList<>();
    private final List<EndedCall> unreported = new ArrayList<>();

    void add(EndedCall call) {
        synchronized (lock) {
            unwritten.add(call);
        }
    }

    /** Writes those that have ended with somebody's transaction; if it is not committed, with the next one. */
    void write(CallLog log, UnitOfWork unit) {
        List<EndedCall> calls;
        synchronized (lock) {
            calls = List.copyOf(unwritten);
        }
        log.append(unit, calls);
        unit.afterCommit(() -> written(calls));
    }

    private void written(List<EndedCall> calls) {
        synchronized (lock) {
            unwritten.removeAll(calls);
            unreported.addAll(calls);
        }
    }

    /** Reports those that are written; no transaction is open. */
    void report(CallLog log) {
        List<EndedCall> calls;
        synchronized (lock) {
            calls = List.copyOf(unreported);
            unreported.clear();
        }
        log.report(calls);
    }
}

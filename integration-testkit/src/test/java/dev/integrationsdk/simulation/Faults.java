package dev.integrationsdk.simulation;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.push.PushItem;
import dev.integrationsdk.spi.push.PushOutcome;
import dev.integrationsdk.testkit.FakeRemote;
import dev.integrationsdk.testkit.InMemoryStore.CommitFault;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Faults that wait for the next call that they concern. Confined to its thread. */
final class Faults {
    private final Map<Fault, Integer> waiting = new EnumMap<>(Fault.class);

    /** What may go wrong once, or a few times. */
    enum Fault {
        PULL_FAILS,
        CURSOR_EXPIRED,
        LAST_PAGE_PARTIAL,
        PUSH_FAILS,
        PUSH_LOST_BEFORE,
        PUSH_LOST_AFTER,
        PUSH_UNANSWERED,
        PUSH_REFUSED,
        VERIFY_FAILS,
        COMMIT_LOST_BEFORE,
        COMMIT_LOST_AFTER,
        HANDLER_THROWS,
        HANDLER_REJECTS,
        FEED_THROWS
    }

    void arm(Fault fault, int times) {
        waiting.put(fault, times);
    }

    void none() {
        waiting.clear();
    }

    boolean happens(Fault fault) {
        int left = waiting.getOrDefault(fault, 0);
        if (left > 0) {
            waiting.put(fault, left - 1);
        }
        return left > 0;
    }

    CommitFault commit() {
        if (happens(Fault.COMMIT_LOST_BEFORE)) {
            return CommitFault.LOST_BEFORE;
        }
        return happens(Fault.COMMIT_LOST_AFTER) ? CommitFault.LOST_AFTER : CommitFault.NONE;
    }

    PullPage page(PullPage page) {
        if (happens(Fault.PULL_FAILS)) {
            throw new IntegrationException(ErrorCode.SERVICE_UNAVAILABLE, "simulated");
        }
        if (happens(Fault.CURSOR_EXPIRED)) {
            throw new IntegrationException(ErrorCode.CURSOR_EXPIRED, "simulated");
        }
        if (page.isLast() && happens(Fault.LAST_PAGE_PARTIAL)) {
            return PullPage.last(page.changes(), page.next(), Completeness.PARTIAL);
        }
        return page;
    }

    Map<String, PushOutcome> push(List<PushItem> items, FakeRemote.Write write) {
        if (happens(Fault.PUSH_FAILS)) {
            throw new IntegrationException(ErrorCode.SERVICE_UNAVAILABLE, "simulated");
        }
        if (happens(Fault.PUSH_LOST_BEFORE)) {
            throw new IntegrationException(ErrorCode.TIMED_OUT, "simulated");
        }
        if (happens(Fault.PUSH_REFUSED)) {
            Map<String, PushOutcome> outcomes = new HashMap<>(write.write(items.subList(1, items.size())));
            outcomes.put(
                    items.get(0).operationId(),
                    new PushOutcome.Failed(new IntegrationException(ErrorCode.RECORD_REJECTED, "simulated")));
            return outcomes;
        }
        Map<String, PushOutcome> outcomes = new HashMap<>(write.write(items));
        if (happens(Fault.PUSH_LOST_AFTER)) {
            throw new IntegrationException(ErrorCode.TIMED_OUT, "simulated");
        }
        if (happens(Fault.PUSH_UNANSWERED)) {
            outcomes.remove(items.get(0).operationId());
        }
        return outcomes;
    }

    void verify() {
        if (happens(Fault.VERIFY_FAILS)) {
            throw new IntegrationException(ErrorCode.NETWORK_FAILED, "simulated");
        }
    }
}

package dev.integrationsdk.internal.call;

import dev.integrationsdk.call.CallBounds;
import dev.integrationsdk.connector.ConnectorKey;
import java.time.Clock;

/** What this process knows of the connectors and accounts that it calls. Thread-safe. */
final class CallStates {
    private final BoundedStates<ConnectorKey, ConnectorState> connectors;
    private final BoundedStates<BudgetKey, RateBudget> budgets;

    CallStates(CallBounds bounds, Clock clock) {
        ForwardTime time = new ForwardTime(clock);
        this.connectors = new BoundedStates<>(
                bounds.connectors(), unknown -> ConnectorState.ofNew(clock), ConnectorState::isAsNew);
        this.budgets =
                new BoundedStates<>(bounds.connectors(), unknown -> new RateBudget(clock, time), RateBudget::isAsNew);
    }

    Visit enter(CalledConnector connector, BudgetKey account) {
        ConnectorState state = connectors.enter(connector.key());
        RateBudget budget = budgets.enter(account);
        budget.keepTo(connector.key().id(), connector.rates());
        return new Visit(connector.key(), account, state, budget);
    }

    /** How many connectors and accounts are remembered. */
    int size() {
        return connectors.size() + budgets.size();
    }

    /** The states that one call uses, which are not forgotten before it is closed. */
    final class Visit implements AutoCloseable {
        private final ConnectorKey connector;
        private final BudgetKey account;
        private final ConnectorState state;
        private final RateBudget budget;

        private Visit(ConnectorKey connector, BudgetKey account, ConnectorState state, RateBudget budget) {
            this.connector = connector;
            this.account = account;
            this.state = state;
            this.budget = budget;
        }

        BudgetKey account() {
            return account;
        }

        ConnectorState state() {
            return state;
        }

        RateBudget budget() {
            return budget;
        }

        @Override
        public void close() {
            budgets.leave(account);
            connectors.leave(connector);
        }
    }
}

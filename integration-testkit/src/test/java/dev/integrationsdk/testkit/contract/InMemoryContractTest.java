package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.testkit.InMemoryStore;
import dev.integrationsdk.testkit.TurnableClock;
import java.time.Duration;

// tag::store[]
class InMemoryContractTest implements StoreContract {
    @Override
    public StoreUnderTest store() {
        TurnableClock clock = TurnableClock.create();
        InMemoryStore store = new InMemoryStore(clock);
        return new StoreUnderTest() {
            @Override
            public Repositories repositories() {
                return store;
            }

            @Override
            public TransactionRunner transactions() {
                return store;
            }

            @Override
            public void expireLeases() {
                clock.turn(Duration.ofDays(1));
            }
        };
    }
}
// end::store[]

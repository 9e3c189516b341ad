package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often a password reached the directory. */
final class SeenBinds extends InMemoryOperationInterceptor {
    private final AtomicInteger count = new AtomicInteger();

    int count() {
        return count.get();
    }

    @Override
    public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) {
        count.incrementAndGet();
    }
}

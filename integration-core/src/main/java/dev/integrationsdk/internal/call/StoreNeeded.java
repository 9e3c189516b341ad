package dev.integrationsdk.internal.call;

/** A call needs a transaction on a thread that must not open one: it was not made, and another thread makes it. */
public final class StoreNeeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreNeeded() {
        super("this thread must not use the store", null, false, false);
    }
}

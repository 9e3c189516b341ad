package dev.integrationsdk.internal.call;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * States by key, not more than so many. Beyond that, those from which nothing is lost are forgotten, and beyond twice as many
 * the oldest; never one that somebody uses. Thread-safe.
 */
final class BoundedStates<K, S> {
    /** How many of the oldest are looked at for each new one. */
    private static final int LOOKED_AT = 16;

    private final int most;
    private final Function<K, S> make;
    private final Predicate<S> losesNothing;
    private final Map<K, Kept<S>> states = new LinkedHashMap<>(16, 0.75f, true);

    BoundedStates(int most, Function<K, S> make, Predicate<S> losesNothing) {
        this.most = most;
        this.make = make;
        this.losesNothing = losesNothing;
    }

    /** The state, kept until its user leaves it. */
    S enter(K key) {
        synchronized (states) {
            Kept<S> kept = states.computeIfAbsent(key, unknown -> new Kept<>(make.apply(unknown)));
            kept.users++;
            forgetSome();
            return kept.state;
        }
    }

    void leave(K key) {
        synchronized (states) {
            Kept<S> kept = states.get(key);
            if (kept != null) {
                kept.users--;
            }
        }
    }

    /** The state as it is, if there is one. */
    Optional<S> find(K key) {
        synchronized (states) {
            return Optional.ofNullable(states.get(key)).map(kept -> kept.state);
        }
    }

    int size() {
        synchronized (states) {
            return states.size();
        }
    }

    private void forgetSome() {
        if (states.size() <= most) {
            return;
        }
        Iterator<Kept<S>> oldest = states.values().iterator();
        for (int looked = 0; looked < LOOKED_AT && oldest.hasNext() && states.size() > most; looked++) {
            Kept<S> kept = oldest.next();
            if (kept.users == 0 && losesNothing.test(kept.state)) {
                oldest.remove();
            }
        }
        if (states.size() > 2 * most) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        Iterator<Kept<S>> oldest = states.values().iterator();
        while (oldest.hasNext()) {
            if (oldest.next().users == 0) {
                oldest.remove();
                return;
            }
        }
    }

    private static final class Kept<S> {
        private final S state;
        private int users;

        private Kept(S state) {
            this.state = state;
        }
    }
}

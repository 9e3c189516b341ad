package dev.integrationsdk.testkit;

import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.store.DeadLetter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it was told, in order, one line each. Thread-safe. */
public final class RecordingListener implements IntegrationListener {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<DeadLetter> deadLetters = new CopyOnWriteArrayList<>();

    /** Such as {@code progressed 200}. */
    public List<String> events() {
        return List.copyOf(events);
    }

    public List<DeadLetter> deadLetters() {
        return List.copyOf(deadLetters);
    }

    @Override
    public void runStarted(JobRun run) {
        events.add("started");
    }

    @Override
    public void progressed(JobRun run) {
        events.add("progressed " + run.counts().read());
    }

    @Override
    public void deadLettered(DeadLetter letter) {
        deadLetters.add(letter);
        events.add("dead " + letter.externalId().map(Object::toString).orElse(letter.position()));
    }

    @Override
    public void retrying(StreamId stream, IntegrationException failure, int attempt) {
        events.add("retrying " + failure.code());
    }

    @Override
    public void runEnded(JobRun run) {
        events.add("ended " + run.status());
    }
}

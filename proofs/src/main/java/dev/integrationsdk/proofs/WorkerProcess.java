package dev.integrationsdk.proofs;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link Worker} in a process of its own, which can be killed and frozen. Used by one thread. */
final class WorkerProcess implements AutoCloseable {
    static final String RUN = "run";
    static final String READY = "ready";
    static final String HERE = "here";
    static final String COMMITTED = "committed";
    static final String ENDED = "ended ";
    static final String REFUSED = "refused ";

    private static final String SILENCE = "";
    private static final long LONGEST_ANSWER_SECONDS = 90;
    private static final int KILLED = 128 + 9;

    private final Process process;
    private final BufferedWriter commands;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private int committed;

    private WorkerProcess(Process process) {
        this.process = process;
        commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        Thread reader = new Thread(this::read, "worker-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts one, which waits for a command. */
    static WorkerProcess start(Assignment assignment) {
        return start(Worker.class, assignment.toArguments());
    }

    /** Starts another program that speaks as a {@link Worker} does. */
    static WorkerProcess start(Class<?> program, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java")
                        .toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx128m",
                "-cp",
                RunningClassPath.text(),
                program.getName()));
        command.addAll(arguments);
        try {
            return new WorkerProcess(
                    new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
        } catch (IOException failure) {
            throw new UncheckedIOException("no worker could be started", failure);
        }
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException ended) {
            lines.add("its output broke off: " + ended);
        } finally {
            lines.add(SILENCE);
        }
    }

    void run(String tenant) {
        send(RUN + " " + tenant);
    }

    /** Lets a run that has said {@link #HERE} go on. */
    void goOn() {
        send("go");
    }

    /** Sets its clock wrong: between runs, or in one that has said {@link #HERE}. */
    void shiftClock(Duration wrongBy) {
        send(wrongBy.toString());
    }

    /** Tells it a command of its own. */
    void send(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException("the worker does not listen", failure);
        }
    }

    /**
     * The next thing that it says of a run: {@link #HERE}, {@link #ENDED} or {@link #REFUSED} with more.
     *
     * @throws IllegalStateException if it dies, or says nothing for too long
     */
    String answer() {
        while (true) {
            String line = nextLine();
            if (line.equals(SILENCE)) {
                throw new IllegalStateException("the worker has ended by itself, with exit code " + exitCode());
            }
            if (!line.equals(COMMITTED) && !line.equals(READY)) {
                return line;
            }
        }
    }

    private String nextLine() {
        try {
            String line = lines.poll(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new IllegalStateException("the worker says nothing");
            }
            if (line.equals(COMMITTED)) {
                committed++;
            }
            return line;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a worker was heard", interrupted);
        }
    }

    /** How many pages it has said to be committed, as far as it was heard. */
    int committed() {
        return committed;
    }

    /** {@code SIGKILL}; returns when it is dead and all that it said is heard. */
    void kill() {
        process.destroyForcibly();
        if (exitCode() != KILLED) {
            throw new IllegalStateException("the worker ended before it was killed, with exit code " + exitCode());
        }
        String line;
        do {
            line = nextLine();
        } while (!line.equals(SILENCE));
    }

    private int exitCode() {
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a worker was dying", interrupted);
        }
    }

    /** {@code SIGSTOP}: it does nothing more, and its connections stay open. */
    void freeze() {
        signal("-STOP");
    }

    /** {@code SIGCONT}. */
    void thaw() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", name, Long.toString(process.pid()))
                    .redirectError(Redirect.INHERIT)
                    .start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill " + name + " failed");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("there is no program kill", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a worker was signalled", interrupted);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

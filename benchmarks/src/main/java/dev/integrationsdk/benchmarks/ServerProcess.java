package dev.integrationsdk.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A {@link ContactServer} in a process of its own. Not thread-safe. */
final class ServerProcess implements AutoCloseable {
    private static final long EXIT_SECONDS = 5;

    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter commands;
    private final String baseUrl;

    private ServerProcess(Process process) throws IOException {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.baseUrl = answer();
    }

    /** @param contactsByToken the accounts */
    static ServerProcess start(Map<String, Integer> contactsByToken) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java")
                        .toString(),
                "-XX:+UseSerialGC",
                "-Xms1g",
                "-cp",
                RunningClassPath.text(),
                ContactServer.class.getName()));
        contactsByToken.forEach((token, contacts) -> command.add(token + "=" + contacts));
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        try {
            return new ServerProcess(process);
        } catch (IOException | RuntimeException failure) {
            process.destroy();
            throw failure;
        }
    }

    RemoteAccount account(String token) {
        return new RemoteAccount(baseUrl, token);
    }

    Content content(String token) throws IOException {
        String[] figures = ask("content " + token).split(" ", 2);
        return new Content(Long.parseLong(figures[0]), Long.parseLong(figures[1]));
    }

    /** Changes every contact. */
    void change(String token) throws IOException {
        ask("change " + token);
    }

    /** Leaves every page ready to be sent. */
    void render(String token) throws IOException {
        ask("render " + token);
    }

    private String ask(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        return answer();
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new EOFException("the server's process has ended");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        commands.close();
        try {
            if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
    }
}

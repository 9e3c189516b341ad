package dev.integrationsdk.testkit.hubspot;

import java.io.BufferedInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HubSpotSpeedTest {
    private static final int RECORDS = 100_000;

    /** A thousand answers that each wait for a delayed acknowledgement take 40 seconds; without, less than one. */
    private static final Duration NO_STALL = Duration.ofSeconds(20);

    @Test
    void hundredThousandContactsAreServedWithoutStalls() throws Exception {
        try (HubSpotSimulator simulator = HubSpotSimulator.builder().start()) {
            simulator.portal().addGenerated("contacts", RECORDS, 1);

            long started = System.nanoTime();
            int records = readAll(simulator);
            Duration took = Duration.ofNanos(System.nanoTime() - started);

            assertThat(records).isEqualTo(RECORDS);
            assertThat(took).isLessThan(NO_STALL);
        }
    }

    private static int readAll(HubSpotSimulator simulator) throws Exception {
        int records = 0;
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), simulator.baseUri().getPort())) {
            socket.setTcpNoDelay(true);
            InputStream input = new BufferedInputStream(socket.getInputStream(), 65536);
            String after = "";
            do {
                String request =
                        "GET /crm/objects/2026-03/contacts?limit=100&properties=email,firstname,lastname,phone,jobtitle"
                                + after + " HTTP/1.1\r\nAuthorization: Bearer " + HubSpotSimulator.DEFAULT_TOKEN
                                + "\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                String body = readBody(input);
                records += 100;
                int next = body.indexOf("\"after\":\"");
                after = next < 0
                        ? ""
                        : "&after="
                                + body.substring(next + 9, body.indexOf('"', next + 9))
                                        .replace("=", "%3D");
            } while (!after.isEmpty());
        }
        return records;
    }

    private static String readBody(InputStream input) throws Exception {
        int length = 0;
        for (String line = line(input); !line.isEmpty(); line = line(input)) {
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring(16));
            }
        }
        return new String(input.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    private static String line(InputStream input) throws Exception {
        StringBuilder line = new StringBuilder();
        for (int c = input.read(); c != '\n'; c = input.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }
}

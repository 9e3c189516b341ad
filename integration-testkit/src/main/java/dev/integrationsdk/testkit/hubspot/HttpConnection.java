package dev.integrationsdk.testkit.hubspot;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads requests from one connection and writes their answers, until either side ends it. */
final class HttpConnection {
    private static final int MAX_LINE_BYTES = 256 * 1024;
    private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private final InputStream input;
    private final OutputStream output;
    private final Function<HttpRequest, Answer> handler;

    HttpConnection(Socket socket, Function<HttpRequest, Answer> handler) throws IOException {
        this.input = new BufferedInputStream(socket.getInputStream());
        this.output = socket.getOutputStream();
        this.handler = handler;
    }

    void serveUntilClosed() throws IOException {
        boolean open = true;
        while (open) {
            String requestLine = readLine();
            if (requestLine == null) {
                return;
            }
            HttpRequest request = readRequest(requestLine);
            Answer answer = handler.apply(request);
            boolean reusable = answer.delivery().deliver(answer, output);
            open = reusable && !"close".equalsIgnoreCase(request.header("Connection"));
        }
    }

    private HttpRequest readRequest(String requestLine) throws IOException {
        String[] parts = requestLine.split(" ", -1);
        if (parts.length != 3) {
            throw new ProtocolException("not a request line");
        }
        Map<String, String> headers = readHeaders();
        if ("100-continue".equalsIgnoreCase(headers.get("Expect"))) {
            output.write(CONTINUE);
        }
        try {
            return HttpRequest.of(parts[0], parts[1], headers, readBody(headers));
        } catch (IllegalArgumentException e) {
            throw new IOException("neither a number nor a percent escape where there has to be one", e);
        }
    }

    private Map<String, String> readHeaders() throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = requiredLine(); !line.isEmpty(); line = requiredLine()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new ProtocolException("not a header line");
            }
            headers.merge(line.substring(0, colon), line.substring(colon + 1).trim(), (a, b) -> a + ", " + b);
        }
        return headers;
    }

    private byte[] readBody(Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"))) {
            return readChunks();
        }
        return readExactly(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
    }

    private byte[] readChunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(readExactly(size));
            requiredLine();
        }
        requiredLine();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        String line = requiredLine();
        int extension = line.indexOf(';');
        return Integer.parseInt((extension < 0 ? line : line.substring(0, extension)).trim(), 16);
    }

    private byte[] readExactly(int length) throws IOException {
        if (length > MAX_BODY_BYTES) {
            throw new ProtocolException("body too large");
        }
        byte[] bytes = input.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("body ended early");
        }
        return bytes;
    }

    private String requiredLine() throws IOException {
        String line = readLine();
        if (line == null) {
            throw new EOFException("head ended early");
        }
        return line;
    }

    private @Nullable String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0 || line.size() > MAX_LINE_BYTES) {
                return null;
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}

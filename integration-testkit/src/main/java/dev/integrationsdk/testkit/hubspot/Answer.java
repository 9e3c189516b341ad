package dev.integrationsdk.testkit.hubspot;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the simulator answers, and how it goes over the wire. Immutable. */
public final class Answer {
    static final String JSON = "application/json;charset=utf-8";
    static final String HTML = "text/html;charset=utf-8";

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final Delivery delivery;

    Answer(int status, Map<String, String> headers, byte[] body, Delivery delivery) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.delivery = delivery;
    }

    public static Answer json(int status, byte[] body) {
        return new Answer(status, Map.of("Content-Type", JSON), body, Delivery.WHOLE);
    }

    static Answer text(int status, String contentType, String body) {
        return new Answer(
                status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8), Delivery.WHOLE);
    }

    public static Answer html(int status, String title) {
        return text(
                status,
                HTML,
                "<!DOCTYPE html>\n<html><head><title>" + title + "</title></head><body><center><h1>" + status + " "
                        + title + "</h1></center><hr><center>cloudflare</center></body></html>\n");
    }

    boolean isJson() {
        return JSON.equals(headers.get("Content-Type"));
    }

    Answer withHeaders(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Answer(status, all, body, delivery);
    }

    Answer withBody(byte[] otherBody) {
        return new Answer(status, headers, otherBody, delivery);
    }

    public Answer deliveredBy(Delivery otherDelivery) {
        return new Answer(status, headers, body, otherDelivery);
    }

    /** The status line and the headers, with {@code framing} as the last one. */
    byte[] head(String framing) {
        StringBuilder head = new StringBuilder(256);
        head.append("HTTP/1.1 ").append(status).append(" Status\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append(framing).append("\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Head and body in one piece, so that they leave in one write. */
    byte[] whole() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 512);
        bytes.writeBytes(head("Content-Length: " + body.length));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    Delivery delivery() {
        return delivery;
    }
}

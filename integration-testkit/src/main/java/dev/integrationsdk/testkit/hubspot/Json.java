package dev.integrationsdk.testkit.hubspot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads request bodies and writes the answers that are not worth a renderer of their own. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode tree(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a request's body, which has to be an object. */
    static JsonNode requestBody(HttpRequest request) {
        try {
            JsonNode body = MAPPER.readTree(request.body());
            if (!body.isObject()) {
                throw new Refusal(ErrorAnswers.validation("Invalid input JSON on line 1, column 1: not an object"));
            }
            return body;
        } catch (IOException e) {
            throw new Refusal(ErrorAnswers.validation("Invalid input JSON on line 1, column 1: unreadable"), e);
        }
    }
}

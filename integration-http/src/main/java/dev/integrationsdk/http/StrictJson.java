package dev.integrationsdk.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.io.IOException;

/**
 * Reads JSON of foreign origin: one document, no key twice, nothing after it, nested at most 64 deep, at most 16 MiB and
 * 2 million tokens, texts up to 4 MiB, numbers up to 64 characters.
 *
 * <p>Its errors name the position and never repeat what stood there. Thread-safe.
 */
public final class StrictJson {
    private static final int MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

    private static final JsonMapper MAPPER = JsonMapper.builder(factory())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private StrictJson() {}

    /**
     * Reads a document from its parser, which stands on the first token.
     *
     * @param <T> what is made of it
     */
    @FunctionalInterface
    public interface Reading<T> {
        /** Has to stop on the last token of the document's value. */
        T read(JsonParser parser) throws IOException;
    }

    /**
     * The whole document in memory; about thirty times its size. Numbers keep every digit.
     *
     * @throws IntegrationException as {@link #read}
     */
    public static JsonNode tree(byte[] json) {
        return read(json, MAPPER::<JsonNode>readTree);
    }

    /**
     * Reads token by token.
     *
     * @throws IntegrationException NETWORK_FAILED if the document ends before its end, as a cut answer does;
     *     INVALID_PAYLOAD if it is no JSON, breaks a limit, has a key twice or is followed by something
     */
    public static <T> T read(byte[] json, Reading<T> reading) {
        if (json.length > MAX_DOCUMENT_BYTES) {
            throw new IntegrationException(
                    ErrorCode.INVALID_PAYLOAD, "the JSON has more than " + MAX_DOCUMENT_BYTES + " bytes");
        }
        try (JsonParser parser = MAPPER.createParser(json)) {
            if (parser.nextToken() == null) {
                throw cutOff(parser.currentLocation());
            }
            T value = reading.read(parser);
            if (parser.nextToken() != null) {
                throw invalid("is followed by something else", parser.currentTokenLocation());
            }
            return value;
        } catch (JsonEOFException cut) {
            throw cutOff(cut.getLocation());
        } catch (StreamConstraintsException beyond) {
            throw invalid("exceeds a limit of depth, length or number", beyond.getLocation());
        } catch (JsonProcessingException malformed) {
            throw invalid("is malformed or has a key twice", malformed.getLocation());
        } catch (IOException unreadable) {
            throw new IntegrationException(ErrorCode.INVALID_PAYLOAD, "the JSON is not in a Unicode encoding");
        }
    }

    private static JsonFactory factory() {
        return new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(MAX_DOCUMENT_BYTES)
                        .maxNestingDepth(64)
                        .maxTokenCount(2_000_000)
                        .maxStringLength(4 * 1024 * 1024)
                        .maxNumberLength(64)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    // The parser's own exception is no cause of ours: its message quotes the document.
    private static IntegrationException cutOff(JsonLocation at) {
        return new IntegrationException(ErrorCode.NETWORK_FAILED, "the JSON ends too early" + position(at));
    }

    private static IntegrationException invalid(String problem, JsonLocation at) {
        return new IntegrationException(ErrorCode.INVALID_PAYLOAD, "the JSON " + problem + position(at));
    }

    private static String position(JsonLocation at) {
        return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}

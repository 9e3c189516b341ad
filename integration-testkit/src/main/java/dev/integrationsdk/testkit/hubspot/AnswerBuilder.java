package dev.integrationsdk.testkit.hubspot;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Puts the JSON of an answer together from texts and rendered records. */
final class AnswerBuilder {
    private static final String FOREIGN_HOST = "https://link-is-not-to-be-followed.invalid";
    private static final int TYPICAL_RECORD_BYTES = 600;

    private final ByteArrayOutputStream json;

    AnswerBuilder(int expectedRecords) {
        this.json = new ByteArrayOutputStream(256 + expectedRecords * TYPICAL_RECORD_BYTES);
    }

    AnswerBuilder text(String text) {
        json.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    AnswerBuilder bytes(byte[] bytes) {
        json.writeBytes(bytes);
        return this;
    }

    AnswerBuilder results(List<StoredRecord> records, PropertySelection selection) {
        text("\"results\":[");
        for (int i = 0; i < records.size(); i++) {
            if (i > 0) {
                json.write(',');
            }
            json.writeBytes(records.get(i).rendered(selection));
        }
        return text("]");
    }

    /** Appends the cursor; its link leads nowhere, as a client has to use {@code after}. */
    AnswerBuilder paging(String after, String path) {
        return text(",\"paging\":{\"next\":{\"after\":\"" + after + "\",\"link\":\"" + FOREIGN_HOST + path + "\"}}");
    }

    Answer build(int status) {
        return Answer.json(status, json.toByteArray());
    }
}

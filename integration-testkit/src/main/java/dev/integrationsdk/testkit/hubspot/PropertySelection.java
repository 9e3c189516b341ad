package dev.integrationsdk.testkit.hubspot;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns that an answer carries, and how a record looks with them. Immutable; compared by identity.
 *
 * <p>By hand and in bytes, because a page of a hundred records is most of the simulator's work, and it must stay well
 * below the client's share of it.
 */
final class PropertySelection {
    private static final byte[] NULL = ascii("null");
    private static final int TYPICAL_RECORD_BYTES = 600;

    private final JsonStringEncoder encoder = JsonStringEncoder.getInstance();
    private final Column[] columns;
    private final List<Column> withHistory;
    private final byte[][] keys;

    PropertySelection(List<Column> columns, List<Column> withHistory) {
        this.columns = columns.toArray(Column[]::new);
        this.withHistory = withHistory;
        this.keys = new byte[this.columns.length][];
        for (int i = 0; i < keys.length; i++) {
            String name = new String(encoder.quoteAsString(this.columns[i].name()));
            keys[i] = ((i == 0 ? "\"" : ",\"") + name + "\":").getBytes(StandardCharsets.UTF_8);
        }
    }

    byte[] render(StoredRecord stored) {
        return render(stored, "");
    }

    /** @param further fields of the record, each with a comma before it */
    byte[] render(StoredRecord stored, String further) {
        ByteArrayOutputStream json = new ByteArrayOutputStream(TYPICAL_RECORD_BYTES);
        json.writeBytes(ascii("{\"id\":\"" + stored.id() + "\",\"properties\":{"));
        for (int i = 0; i < keys.length; i++) {
            json.writeBytes(keys[i]);
            appendValue(json, stored.value(columns[i]));
        }
        String archivedAt = stored.archivedAt();
        json.writeBytes(ascii("},\"createdAt\":\"" + stored.value(Column.CREATED)
                + "\",\"updatedAt\":\"" + stored.value(Column.MODIFIED)
                + "\",\"archived\":" + (archivedAt != null)
                + (archivedAt == null ? "" : ",\"archivedAt\":\"" + archivedAt + "\"")));
        if (!withHistory.isEmpty()) {
            json.writeBytes(ascii(",\"propertiesWithHistory\":"));
            json.writeBytes(Json.bytes(histories(stored)));
        }
        json.writeBytes((further + "}").getBytes(StandardCharsets.UTF_8));
        return json.toByteArray();
    }

    private Map<String, Object> histories(StoredRecord stored) {
        Map<String, Object> histories = new LinkedHashMap<>();
        for (Column column : withHistory) {
            List<Map<String, Object>> versions = new ArrayList<>();
            for (StoredRecord.PastValue past : stored.history(column)) {
                versions.add(Map.of(
                        "value", past.value(), "timestamp", past.at(), "sourceType", "CRM_UI", "sourceId", "userId:1"));
            }
            histories.put(column.name(), versions);
        }
        return histories;
    }

    private void appendValue(ByteArrayOutputStream json, @Nullable String value) {
        if (value == null) {
            json.writeBytes(NULL);
            return;
        }
        json.write('"');
        json.writeBytes(encoder.quoteAsUTF8(value));
        json.write('"');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

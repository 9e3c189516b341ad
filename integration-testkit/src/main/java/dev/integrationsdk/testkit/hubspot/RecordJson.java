package dev.integrationsdk.testkit.hubspot;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Renders records with one selection of properties. Confined to one answer.
 *
 * <p>By hand, because a page of a hundred records is most of the simulator's work, and it must stay well below the
 * client's share of it.
 */
final class RecordJson {
    private final JsonStringEncoder encoder = JsonStringEncoder.getInstance();
    private final StringBuilder json;
    private final List<Column> columns;
    private final String[] keys;

    RecordJson(StringBuilder json, List<Column> columns) {
        this.json = json;
        this.columns = columns;
        this.keys = columns.stream().map(column -> quoted(column.name()) + ":").toArray(String[]::new);
    }

    void appendAll(List<StoredRecord> records) {
        json.append('[');
        for (int i = 0; i < records.size(); i++) {
            if (i > 0) {
                json.append(',');
            }
            append(records.get(i));
        }
        json.append(']');
    }

    void append(StoredRecord stored) {
        json.append("{\"id\":\"").append(stored.id()).append("\",\"properties\":{");
        for (int i = 0; i < keys.length; i++) {
            if (i > 0) {
                json.append(',');
            }
            json.append(keys[i]);
            appendValue(stored.value(columns.get(i)));
        }
        json.append("},\"createdAt\":\"").append(stored.value(Column.CREATED));
        json.append("\",\"updatedAt\":\"").append(stored.value(Column.MODIFIED));
        json.append("\",\"archived\":").append(stored.archivedAt() != null);
        if (stored.archivedAt() != null) {
            json.append(",\"archivedAt\":\"").append(stored.archivedAt()).append('"');
        }
        json.append('}');
    }

    private void appendValue(@Nullable String value) {
        if (value == null) {
            json.append("null");
            return;
        }
        json.append('"');
        encoder.quoteAsString(value, json);
        json.append('"');
    }

    private String quoted(String text) {
        return "\"" + new String(encoder.quoteAsString(text)) + "\"";
    }
}

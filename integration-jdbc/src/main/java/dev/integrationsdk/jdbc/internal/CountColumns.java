package dev.integrationsdk.jdbc.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunCounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.SqlStatement;

/** The counts of a job run: one column for each {@link RecordState}, and the reasons for skipping as JSON. */
final class CountColumns {
    private static final TypeReference<Map<String, Long>> REASONS = new TypeReference<>() {};

    private final ObjectMapper json = new ObjectMapper();
    private final Table table;

    CountColumns(Table table) {
        this.table = table;
    }

    <S extends SqlStatement<S>> S bind(S statement, RunCounts counts) {
        for (RecordState state : RecordState.values()) {
            statement.bind(state.name(), counts.of(state));
        }
        return statement.bind("skipReasons", written(counts.skipReasons()));
    }

    private String written(Map<String, Long> reasons) {
        try {
            return json.writeValueAsString(new TreeMap<>(reasons));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map of texts and numbers can always be written", impossible);
        }
    }

    RunCounts read(ResultSet row) throws SQLException {
        Map<RecordState, Long> states = new EnumMap<>(RecordState.class);
        for (RecordState state : RecordState.values()) {
            long count = row.getLong(state.name().toLowerCase(Locale.ROOT) + "_count");
            if (count != 0) {
                states.put(state, count);
            }
        }
        return RunCounts.of(states, reasons(row.getString("skip_reasons")));
    }

    private Map<String, Long> reasons(String text) {
        try {
            return json.readValue(text, REASONS);
        } catch (JsonProcessingException unreadable) {
            throw table.failed("skip_reasons is not a JSON object of numbers");
        }
    }
}

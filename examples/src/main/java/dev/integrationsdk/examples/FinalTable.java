package dev.integrationsdk.examples;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.spi.identity.EntityScope;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all runs together did, and whether both sides agree: for a person and for a machine. */
final class FinalTable {
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private boolean allAgree = true;

    /** @param runs of one tenant's entity type */
    void add(EntityScope scope, List<JobRun> runs, Proof proof) {
        RunCounts counts = RunCounts.none();
        Duration time = Duration.ZERO;
        for (JobRun run : runs) {
            counts = counts.plus(run.counts());
            time = time.plus(Duration.between(run.startedAt(), run.completedAt().orElse(run.startedAt())));
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("tenant", scope.tenant().value());
        row.put("type", scope.connector() + "/" + scope.entityType());
        row.put("read", counts.read());
        row.put("created", counts.of(RecordState.CREATED));
        row.put("updated", counts.of(RecordState.UPDATED));
        row.put("unchanged", counts.of(RecordState.UNCHANGED));
        row.put("deleted", counts.of(RecordState.DELETED));
        row.put("skipped", counts.of(RecordState.SKIPPED));
        row.put("dead", counts.of(RecordState.DEAD));
        row.put("ms", time.toMillis());
        row.put("rows", proof.rows());
        row.put("mappings", proof.mappings());
        row.put("remote", proof.remote().map(Object.class::cast).orElse("?"));
        row.put("agree", proof.agree());
        rows.add(row);
        allAgree &= proof.agree();
    }

    boolean allAgree() {
        return allAgree;
    }

    void print(PrintStream out) {
        if (rows.isEmpty()) {
            return;
        }
        List<String> titles = List.copyOf(rows.get(0).keySet());
        out.println(line(titles, titles));
        for (Map<String, Object> row : rows) {
            out.println(line(titles, List.copyOf(row.values())));
        }
    }

    private static String line(List<String> titles, List<?> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            int width = titles.get(i).equals("type")
                    ? -17
                    : Math.max(8, titles.get(i).length() + 1);
            line.append(String.format("%" + (i == 0 ? -8 : width) + "s ", cells.get(i)));
        }
        return line.toString();
    }

    void write(Path file) throws IOException {
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), rows);
    }
}

package dev.integrationsdk.testkit.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that writes records: {@code POST …/{type}/batch/…}, and one record at a time. Used by one request. */
final class WriteEndpoint {
    private static final String ID = "hs_object_id";

    private final SimulatedPortal portal;
    private final RecordStore store;
    private final boolean enforcesAdminRules;

    /** @param path of the request: the later API holds writes to the rules that an administrator has made */
    WriteEndpoint(SimulatedPortal portal, RecordStore store, String path) {
        this.portal = portal;
        this.store = store;
        this.enforcesAdminRules = path.contains("/2026-09/");
    }

    private record Written(WriteInput input, long id, boolean created) {}

    Answer archive(JsonNode body) {
        store.atomically(() -> {
            for (WriteInput input : WriteInput.all(body)) {
                archive(input.id());
            }
            return true;
        });
        return noContent();
    }

    /** Answered with 204 even for an id that there is not. */
    Answer archiveOne(String id) {
        store.atomically(() -> archive(id));
        return noContent();
    }

    private boolean archive(String id) {
        Optional<StoredRecord> stored = BatchReadEndpoint.find(store, false, id, null);
        stored.ifPresent(known -> store.archive(known.id(), portal.now()));
        return stored.isPresent();
    }

    private static Answer noContent() {
        return new Answer(204, Map.of(), new byte[0], Delivery.WHOLE);
    }

    Answer createOne(JsonNode body) {
        return one(WriteInput.of(body), "create", 201);
    }

    Answer updateOne(String id, String idProperty, JsonNode body) {
        WriteInput given = WriteInput.of(body);
        return one(new WriteInput(id, idProperty, given.properties(), "", List.of()), "update", 200);
    }

    private Answer one(WriteInput input, String action, int status) {
        return store.atomically(() -> {
            try {
                check(input, action, new HashSet<>());
                return Answer.json(status, rendered(write(input, action)));
            } catch (WriteProblem problem) {
                throw problem.alone();
            }
        });
    }

    /** @param action {@code create}, {@code update} or {@code upsert} */
    Answer batch(JsonNode body, String action) {
        List<WriteInput> inputs = WriteInput.all(body);
        boolean inPart = portal.settings().answersInPart() && WriteInput.areTraced(inputs);
        return store.atomically(() -> {
            List<WriteInput> good = new ArrayList<>();
            List<Map<String, Object>> errors = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            for (WriteInput input : inputs) {
                try {
                    check(input, action, seen);
                    good.add(input);
                } catch (WriteProblem problem) {
                    if (!inPart) {
                        throw problem.alone();
                    }
                    errors.add(problem.amongOthers(input));
                }
            }
            List<Written> written = new ArrayList<>();
            good.forEach(input -> {
                if (isWritten(input, action)) {
                    written.add(write(input, action));
                }
            });
            return answer(action, written, errors);
        });
    }

    private Answer answer(String action, List<Written> written, List<Map<String, Object>> errors) {
        AnswerBuilder answer = new AnswerBuilder(written.size()).text("{\"status\":\"COMPLETE\",\"results\":[");
        for (int i = written.size() - 1; i >= 0; i--) {
            answer.bytes(rendered(written.get(i))).text(i > 0 ? "," : "");
        }
        answer.text("]");
        if (!errors.isEmpty()) {
            answer.text(",\"numErrors\":" + errors.size() + ",\"errors\":").bytes(Json.bytes(errors));
        }
        return answer.text(",\"startedAt\":\"" + portal.now() + "\",\"completedAt\":\"" + portal.now() + "\"}")
                .build(errors.isEmpty() ? ("create".equals(action) ? 201 : 200) : 207);
    }

    private byte[] rendered(Written written) {
        StoredRecord stored = store.find(false, written.id()).orElseThrow();
        String trace = written.input().traceId();
        return store.select(List.of(), List.of())
                .render(
                        stored,
                        (trace.isEmpty()
                                        ? ""
                                        : ",\"objectWriteTraceId\":"
                                                + new String(Json.bytes(trace), StandardCharsets.UTF_8))
                                + (written.created() ? ",\"new\":true" : ",\"new\":false"));
    }

    /** An update by something that is no id, without saying of which property, changes nothing and says nothing. */
    private boolean isWritten(WriteInput input, String action) {
        return !"update".equals(action)
                || !input.idProperty().isEmpty()
                || input.id().matches("\\d{1,18}");
    }

    private void check(WriteInput input, String action, Set<String> seen) {
        requireUnique(input.idProperty(), action);
        WriteRules.check(store, input.properties());
        Optional<StoredRecord> target = target(input, action);
        if ("update".equals(action) && isWritten(input, action)) {
            long id = target.orElseThrow(() -> WriteProblem.absent(store.type(), input.id()))
                    .id();
            if (!seen.add("id " + id)) {
                throw WriteProblem.invalid("Duplicate IDs found in batch input: " + id);
            }
        }
        boolean creates = "create".equals(action) || ("upsert".equals(action) && target.isEmpty());
        if (creates && enforcesAdminRules) {
            for (String required : portal.requiredOnCreate(store.type())) {
                if (input.properties().getOrDefault(required, "").isEmpty()) {
                    throw WriteProblem.invalid("Property \"" + required + "\" is required");
                }
            }
        }
        requireFree(input, action, target, seen);
        portal.associations().check(store.type(), input.associations());
    }

    private void requireUnique(String idProperty, String action) {
        Column column = store.column(idProperty);
        boolean usable = column != null && column.unique();
        if ((!idProperty.isEmpty() && !usable) || ("upsert".equals(action) && idProperty.isEmpty())) {
            throw WriteProblem.invalid("Unable to perform update/upsert by non-unique "
                    + store.type().typeId() + " property " + (idProperty.isEmpty() ? ID : idProperty));
        }
    }

    private void requireFree(WriteInput input, String action, Optional<StoredRecord> target, Set<String> seen) {
        Map<String, String> values = new LinkedHashMap<>(input.properties());
        if ("upsert".equals(action)) {
            values.put(input.idProperty(), input.id());
        }
        values.forEach((name, value) -> {
            Column column = store.column(name);
            if (column == null || !column.unique() || value.isEmpty()) {
                return;
            }
            Optional<StoredRecord> holder = store.findByValue(false, name, value);
            boolean isOwn = target.isPresent() && holder.equals(target);
            if (holder.isPresent() && !isOwn) {
                throw WriteProblem.conflict(store.type(), holder.get().id());
            }
            if (!seen.add(name + " " + value.toLowerCase(Locale.ROOT))) {
                throw WriteProblem.twiceInBatch(name);
            }
        });
    }

    private Optional<StoredRecord> target(WriteInput input, String action) {
        return "create".equals(action)
                ? Optional.empty()
                : BatchReadEndpoint.find(store, false, input.id(), input.idProperty());
    }

    private Written write(WriteInput input, String action) {
        Optional<StoredRecord> target = target(input, action);
        if (target.isPresent()) {
            store.update(target.get().id(), input.properties(), portal.now());
            return new Written(input, target.get().id(), false);
        }
        Map<String, String> values = new LinkedHashMap<>(input.properties());
        if ("upsert".equals(action)) {
            values.put(input.idProperty(), input.id());
        }
        long id = portal.takeId();
        store.add(id, values, portal.now(), portal.now());
        input.associations().forEach(wanted -> portal.associations().add(store.type(), id, wanted));
        return new Written(input, id, true);
    }
}

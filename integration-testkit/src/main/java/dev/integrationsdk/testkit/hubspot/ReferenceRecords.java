package dev.integrationsdk.testkit.hubspot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Owners and pipelines of one portal. Thread-safe. */
final class ReferenceRecords {
    private static final int DEFAULT_OWNERS = 100;
    private static final int MOST_OWNERS = 500;

    private final Object lock = new Object();
    private final TreeMap<Long, Map<String, Object>> owners = new TreeMap<>();
    private final Map<ObjectType, List<Map<String, Object>>> pipelines = new LinkedHashMap<>();
    private final String since;

    ReferenceRecords(String since) {
        this.since = since;
        addPipeline(
                ObjectType.DEALS,
                "default",
                "Sales Pipeline",
                List.of("appointmentscheduled", "presentationscheduled", "closedwon", "closedlost"));
        addPipeline(ObjectType.TICKETS, "0", "Support Pipeline", List.of("1", "2", "3", "4"));
    }

    void addOwner(long id, String email, String firstName, String lastName) {
        Map<String, Object> owner = new LinkedHashMap<>();
        owner.put("id", Long.toString(id));
        owner.put("email", email);
        owner.put("type", "PERSON");
        owner.put("firstName", firstName);
        owner.put("lastName", lastName);
        owner.put("userId", id + 1_000_000);
        owner.put("userIdIncludingInactive", id + 1_000_000);
        owner.put("createdAt", since);
        owner.put("updatedAt", since);
        owner.put("archived", false);
        synchronized (lock) {
            owners.put(id, owner);
        }
    }

    /** A person who left has no user id any more. */
    void deactivateOwner(long id) {
        synchronized (lock) {
            Map<String, Object> owner = new LinkedHashMap<>(owners.get(id));
            owner.put("userId", null);
            owner.put("archived", true);
            owners.put(id, owner);
        }
    }

    void addPipeline(ObjectType type, String id, String label, List<String> stageIds) {
        List<Map<String, Object>> stages = new ArrayList<>();
        for (String stageId : stageIds) {
            Map<String, Object> stage = new LinkedHashMap<>();
            stage.put("id", stageId);
            stage.put("label", "Stage " + stageId);
            stage.put("displayOrder", stages.size());
            stage.put("metadata", Map.of("isClosed", Boolean.toString(stageId.startsWith("closed"))));
            stage.put("createdAt", since);
            stage.put("updatedAt", since);
            stage.put("archived", false);
            stages.add(stage);
        }
        synchronized (lock) {
            List<Map<String, Object>> all = pipelines.computeIfAbsent(type, key -> new ArrayList<>());
            Map<String, Object> pipeline = new LinkedHashMap<>();
            pipeline.put("id", id);
            pipeline.put("label", label);
            pipeline.put("displayOrder", all.size());
            pipeline.put("stages", stages);
            pipeline.put("createdAt", since);
            pipeline.put("updatedAt", since);
            pipeline.put("archived", false);
            all.add(pipeline);
        }
    }

    Answer pipelines(ObjectType type) {
        synchronized (lock) {
            return Answer.json(200, Json.bytes(Map.of("results", pipelines.getOrDefault(type, List.of()))));
        }
    }

    Answer owners(HttpRequest request) {
        int limit = limit(request.parameter("limit"));
        long after =
                request.parameter("after") == null ? Long.MIN_VALUE : Long.parseLong("" + request.parameter("after"));
        List<Map<String, Object>> results = new ArrayList<>();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("results", results);
        synchronized (lock) {
            for (Map<String, Object> owner : owners.tailMap(after, false).values()) {
                if (Boolean.TRUE.equals(owner.get("archived")) != request.asksForArchived()) {
                    continue;
                }
                if (results.size() == limit) {
                    String last = String.valueOf(results.get(limit - 1).get("id"));
                    answer.put("paging", Map.of("next", Map.of("after", last, "link", "https://nowhere.invalid")));
                    break;
                }
                results.add(owner);
            }
        }
        return Answer.json(200, Json.bytes(answer));
    }

    private static int limit(@Nullable String text) {
        int limit = text == null ? DEFAULT_OWNERS : Integer.parseInt(text);
        if (limit < 1 || limit > MOST_OWNERS) {
            throw new Refusal(ErrorAnswers.validation("Invalid limit " + limit));
        }
        return limit;
    }
}

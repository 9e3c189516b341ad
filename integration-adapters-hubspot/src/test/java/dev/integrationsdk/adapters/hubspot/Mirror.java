package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.testkit.hubspot.HubSpotRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a host would have after some pages: records by id, as the last change left them. */
final class Mirror {
    final Map<String, Attributes> records = new TreeMap<>();
    final List<Change> changes = new ArrayList<>();

    static Mirror of(List<PullPage> pages) {
        return new Mirror().apply(pages);
    }

    Mirror apply(List<PullPage> pages) {
        pages.forEach(page -> page.changes().forEach(this::apply));
        return this;
    }

    private void apply(Change change) {
        changes.add(change);
        if (change instanceof Change.Upserted upserted) {
            records.put(change.externalId().value(), upserted.record().attributes());
        } else {
            records.remove(change.externalId().value());
        }
    }

    Attributes record(String id) {
        return records.getOrDefault(id, Attributes.empty());
    }

    /** The one value of every record, by id. */
    Map<String, String> values(String property) {
        Map<String, String> values = new TreeMap<>();
        records.forEach(
                (id, attributes) -> values.put(id, attributes.text(property).orElse("")));
        return values;
    }

    static Map<String, String> values(List<HubSpotRecord> portal, String property) {
        Map<String, String> values = new TreeMap<>();
        portal.forEach(record -> values.put(record.id(), record.properties().getOrDefault(property, "")));
        return values;
    }

    List<String> words() {
        return changes.stream().map(Mirror::word).toList();
    }

    static String word(Change change) {
        if (change instanceof Change.Merged merged) {
            return merged.externalId() + ">" + merged.survivor();
        }
        if (change instanceof Change.Deleted deleted) {
            return deleted.kind() + " " + deleted.externalId();
        }
        return "upserted " + change.externalId();
    }
}

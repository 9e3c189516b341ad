package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.push.PushOutcome;
import dev.integrationsdk.spi.webhook.RawWebhook;
import dev.integrationsdk.spi.webhook.WebhookVerdict.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.adapters.hubspot.Pusher.idOf;
import static dev.integrationsdk.adapters.hubspot.Pusher.newRecord;
import static dev.integrationsdk.adapters.hubspot.Pusher.put;
import static dev.integrationsdk.adapters.hubspot.Pusher.update;
import static dev.integrationsdk.adapters.hubspot.Pusher.upsert;
import static dev.integrationsdk.adapters.hubspot.Pusher.word;
import static org.assertj.core.api.Assertions.assertThat;

/** Writes, types of an account's own, webhooks. */
class WritePitfallsTest {
    private final Portal portal = new Portal();

    @AfterEach
    void close() {
        portal.close();
    }

    private Pusher contacts() {
        return new Pusher(portal, "contact");
    }

    @Test
    void P48_recordThatSearchDoesNotShowYetIsUpdatedAndNotDoubled() {
        try (Portal lagging = new Portal(habits -> habits.searchIndexLag(Duration.ofMinutes(4)), Map.of())) {
            String id = lagging.addContact("ann@example.com");

            PushOutcome created = new Pusher(lagging, "contact")
                    .with(newRecord("1", Map.of(), put("email", "ann@example.com"), put("lastname", "Doe")))
                    .push()
                    .get("1");
            PushOutcome upserted = new Pusher(lagging, "contact")
                    .with(upsert("2", Map.of("email", "ann@example.com"), put("phone", "1")))
                    .push()
                    .get("2");

            assertThat(List.of(idOf(created), idOf(upserted))).containsOnly(id);
            assertThat(lagging.records.records("contacts"))
                    .singleElement()
                    .satisfies(record -> assertThat(record.properties())
                            .containsEntry("lastname", "Doe")
                            .containsEntry("phone", "1"));
        }
    }

    @Test
    void P49_oneBadRecordFailsAlone() {
        try (Portal whole = new Portal(habits -> habits.batchesWholeOrNotAtAll(), Map.of())) {
            for (Portal one : List.of(portal, whole)) {
                one.records.defineProperty("contacts", "score", "number");
                Map<String, PushOutcome> outcomes = new Pusher(one, "contact")
                        .with(newRecord("1", Map.of(), put("email", "a@example.com")))
                        .with(newRecord("2", Map.of(), put("email", "b@example.com"), put("score", "x")))
                        .with(newRecord("3", Map.of(), put("email", "c@example.com")))
                        .push();

                assertThat(word(outcomes.get("2"))).isEqualTo("failed RECORD_REJECTED");
                assertThat(one.records.records("contacts")).hasSize(2);
            }
        }
    }

    @Test
    void P50_answerInPartKeepsBothTheSuccessesAndTheRefusals() {
        portal.records.defineOptions("contacts", "colour", false, "red");
        String ann = portal.addContact("ann@example.com");
        String bob = portal.addContact("bob@example.com");

        Map<String, PushOutcome> outcomes = contacts()
                .with(update("1", ann, put("colour", "pink")))
                .with(update("2", bob, put("colour", "red")))
                .with(update("3", "5", put("colour", "red")))
                .push();

        assertThat(List.of(word(outcomes.get("1")), word(outcomes.get("2")), word(outcomes.get("3"))))
                .containsExactly("failed RECORD_REJECTED", "applied", "failed RECORD_REJECTED");
    }

    @Test
    void P51_updateThatHubSpotLeavesOutOfItsAnswerIsNoSuccess() {
        String ann = portal.addContact("ann@example.com");
        portal.simulator
                .faults()
                .next(1)
                .onPath("/batch/update")
                .status(200, "application/json", "{\"status\":\"COMPLETE\",\"results\":[]}");

        assertThat(word(contacts()
                        .with(update("1", ann, put("phone", "1")))
                        .push()
                        .get("1")))
                .isEqualTo("unknown OUTCOME_UNKNOWN");
    }

    @Test
    void P52_recordIsUpdatedByItsIdWithoutNamingAProperty() {
        String ann = portal.addContact("ann@example.com");

        assertThat(word(contacts()
                        .with(update("1", ann, put("phone", "1")))
                        .push()
                        .get("1")))
                .isEqualTo("applied");
    }

    @Test
    void P53_sameKeyTwiceIsNeverInOneBatch() {
        portal.records.defineUnique("deals", "order_number", "string");
        Map<String, PushOutcome> deals = new Pusher(portal, "deal")
                .with(upsert("1", Map.of("order_number", "A1"), put("dealname", "first")))
                .with(upsert("2", Map.of("order_number", "A1"), put("dealname", "second")))
                .push();

        assertThat(idOf(deals.get("1"))).isEqualTo(idOf(deals.get("2")));
        assertThat(portal.requestsTo("/batch/upsert")).isEqualTo(2);
        assertThat(Mirror.values(portal.records.records("deals"), "dealname")).containsValue("second");
    }

    @Test
    void P54_wrongTypeBehindA404IsNotTakenForMissingRecords() {
        portal.addContact("ann@example.com");
        portal.simulator
                .faults()
                .next(1)
                .onPath("/batch/read")
                .status(404, "application/json", "{\"message\":\"Unable to infer object type from: contacts\"}");

        assertThat(portal.contacts()
                        .failure(ScanKind.INCREMENTAL, Optional.of(SyncCheckpoint.of(1, "2026-01-01T00:00:00Z")))
                        .code())
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void P55_typeOfAnAccountsOwnHasNoShortNameAndIsNeverMistakenForOneOfHubSpots() {
        String own = portal.records.addCustomType("contact");
        portal.records.addRecord(own, Map.of("name", "theirs"));
        portal.addContact("ann@example.com");
        String full = "p" + portal.records.portalId() + "_contact";

        assertThat(Mirror.of(portal.scanner(own).full()).values("name")).containsValue("theirs");
        assertThat(Mirror.of(portal.scanner(full).full()).values("name")).containsValue("theirs");
        assertThat(Mirror.of(portal.contacts().full()).values("email")).containsValue("ann@example.com");
        assertThat(new HubSpotConnectorProvider().descriptor().entityType(EntityType.of("car")))
                .isEmpty();
    }

    @Test
    void P56_signatureIsOfTheRawBytesUnderTheRightHeadersAndOfTheThirdVersion() {
        String body = "[{\"portalId\":1,  \"subscriptionType\":\"contact.creation\",\"objectId\":7}]";
        RawWebhook good = WebhookTest.signed(body);
        String signature = "" + good.headers().get(WebhookTest.SIGNATURE);
        String timestamp = "" + good.headers().get(WebhookTest.TIMESTAMP);

        assertThat(WebhookTest.accepted(body)).hasSize(1);
        assertThat(WebhookTest.verdict(new RawWebhook(
                        good.method(),
                        good.publicUri(),
                        Map.of(WebhookTest.SIGNATURE, signature, "x-hubspot-signature-timestamp", timestamp),
                        good.body())))
                .isInstanceOf(Rejected.class);
        assertThat(WebhookTest.verdict(new RawWebhook(
                        good.method(),
                        good.publicUri(),
                        Map.of("x-hubspot-signature", signature, WebhookTest.TIMESTAMP, timestamp),
                        good.body())))
                .isInstanceOf(Rejected.class);
        assertThat(WebhookTest.verdict(new RawWebhook(
                        good.method(),
                        good.publicUri(),
                        good.headers(),
                        body.replace(",  ", ", ").getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void P57_everyEventSaysWhichPortalItIsOf() {
        assertThat(WebhookTest.accepted("[{\"portalId\":1,\"subscriptionType\":\"contact.creation\",\"objectId\":7},"
                        + "{\"portalId\":2,\"subscriptionType\":\"contact.creation\",\"objectId\":7}]"))
                .extracting(
                        event -> event.accountKey() + " " + event.dedupeKey().length())
                .containsExactly("1 64", "2 64");
        assertThat(WebhookTest.verdict(
                        WebhookTest.signed("[{\"subscriptionType\":\"contact.creation\",\"objectId\":7}]")))
                .isInstanceOf(Rejected.class);
    }
}

package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.webhook.RawWebhook;
import dev.integrationsdk.spi.webhook.WebhookEvent;
import dev.integrationsdk.spi.webhook.WebhookIngress;
import dev.integrationsdk.spi.webhook.WebhookVerdict;
import dev.integrationsdk.spi.webhook.WebhookVerdict.Accepted;
import dev.integrationsdk.spi.webhook.WebhookVerdict.Rejected;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class WebhookTest {
    static final String SIGNATURE = "x-hubspot-signature-v3";
    static final String TIMESTAMP = "x-hubspot-request-timestamp";
    static final String SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";

    /** 10,000,000 in the proof of a release. */
    private static final int MUTATIONS = Integer.getInteger("hubspot.mutations", 100_000);

    private static final long MILLIS = 1_773_144_000_000L;
    private static final Instant NOW = Instant.ofEpochMilli(MILLIS);
    private static final String CREATION =
            "[{\"eventId\":1,\"subscriptionId\":12345,\"portalId\":62515,\"appId\":54321,"
                    + "\"occurredAt\":1773144000000,\"subscriptionType\":\"contact.creation\",\"attemptNumber\":0,\"objectId\":123,"
                    + "\"changeSource\":\"CRM\",\"changeFlag\":\"NEW\"}]";

    private final WebhookIngress ingress =
            new HubSpotConnectorProvider().webhookIngress().orElseThrow();

    /** The signatures were computed by another program, from HubSpot's description and the decoded address. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://host.example/hooks/hubspot|l+LIGmrVJwPjuqhAFsivetfL3kIWRfDLSP9BJrMs14Y=",
                "https://host.example/hooks?a=%3A%2F%3F%40%21%24%27%28%29%2A%2C%3B&b=%20%2B%26|XyLNLcBNxrkLO552xPtEtyP34EZFje1wZ2l+Qril3FA="
            })
    void signatureIsCheckedOnTheAddressDecodedByHubSpotsTableAlone(String address, String signature) {
        RawWebhook request = new RawWebhook(
                "POST",
                URI.create(address),
                Map.of(SIGNATURE, signature, TIMESTAMP, Long.toString(MILLIS)),
                CREATION.getBytes(StandardCharsets.UTF_8));

        assertThat(receive(request)).isInstanceOf(Accepted.class);
    }

    @Test
    void signatureIsCheckedOnTheRawBytes() {
        String body =
                "[{\"portalId\":62515,\"subscriptionType\":\"contact.propertyChange\",\"propertyName\":\"lastname\","
                        + "\"propertyValue\":\"Größe ☃ 🙂\",\"objectId\":1,\"occurredAt\":1773144000000}]";
        RawWebhook request = new RawWebhook(
                "POST",
                URI.create("https://host.example/hooks"),
                Map.of(SIGNATURE, "JcDtT0IFDk5M8Yq9vfRQj6eiW/b7YnEBX+MpNnh23ZI=", TIMESTAMP, Long.toString(MILLIS)),
                body.getBytes(StandardCharsets.UTF_8));

        WebhookVerdict verdict = ingress.receive(request, List.of(Secret.of("sécret")), NOW);

        assertThat(((Accepted) verdict).events().get(0).payload().text("propertyValue"))
                .contains("Größe ☃ 🙂");
    }

    @ParameterizedTest
    @CsvSource({"0,true", "300000,true", "-300000,true", "300001,false", "-300001,false", "-86400000,false"})
    void requestIsTakenFiveMinutesToBothSidesOfItsTime(long age, boolean accepted) {
        WebhookVerdict verdict = ingress.receive(signed(CREATION), List.of(Secret.of(SECRET)), NOW.plusMillis(age));

        assertThat(verdict instanceof Accepted).isEqualTo(accepted);
    }

    @Test
    void anyOfSeveralSecretsIsGoodAndNoneIsNot() {
        RawWebhook request = signed(CREATION);

        assertThat(ingress.receive(request, List.of(Secret.of("new"), Secret.of(SECRET)), NOW))
                .isInstanceOf(Accepted.class);
        assertThat(ingress.receive(request, List.of(Secret.of("new")), NOW)).isInstanceOf(Rejected.class);
        assertThat(ingress.receive(request, List.of(), NOW)).isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "",
                "[7]",
                "[{\"portalId\":\"x\",\"subscriptionType\":\"a\"}]",
                "[{\"subscriptionType\":\"a\"}]",
                "[{\"portalId\":1}]",
                "[{\"portalId\":1,\"subscriptionType\":\"a\"}",
                "[{\"portalId\":1,\"portalId\":2,\"subscriptionType\":\"a\"}]"
            })
    void signedRequestThatCannotBeReadIsRejectedAndThrowsNothing(String body) {
        assertThat(receive(signed(body))).isInstanceOf(Rejected.class);
    }

    @Test
    void eventIsRoutedByItsPortalWhichNoIntHolds() {
        WebhookEvent event =
                only("{\"portalId\":98765432101,\"subscriptionType\":\"contact.creation\",\"objectId\":12345678901234,"
                        + "\"occurredAt\":1773144000123}");

        assertThat(event.accountKey()).isEqualTo("98765432101");
        assertThat(event.subject()).contains(ExternalId.of("12345678901234"));
        assertThat(event.occurredAt()).isEqualTo(Instant.ofEpochMilli(1_773_144_000_123L));
        assertThat(event.orderingKey()).contains("contact/12345678901234");
    }

    @ParameterizedTest
    @CsvSource({
        "contact.creation,'',contact",
        "deal.deletion,'',deal",
        "line_item.restore,'',line_item",
        "contact.privacyDeletion,'',contact",
        "object.creation,2-123,2-123",
        "object.propertyChange,0-2,company",
        "conversation.creation,'',conversation"
    })
    void everyTypeOfEventSaysWhichTypeOfRecordItIsAbout(String type, String typeId, String entityType) {
        WebhookEvent event = only(
                "{\"portalId\":1,\"eventType\":\"" + type + "\",\"objectTypeId\":\"" + typeId + "\",\"objectId\":7}");

        assertThat(event.type()).isEqualTo(type);
        assertThat(event.payload().text("entityType")).contains(entityType);
    }

    @Test
    void mergeNamesTheRecordThatIsLeftAndAllThatWentIntoIt() {
        WebhookEvent event = only("{\"portalId\":1,\"subscriptionType\":\"contact.merge\",\"objectId\":10,"
                + "\"primaryObjectId\":10,\"mergedObjectIds\":[11,12],\"newObjectId\":99}");

        assertThat(event.subject()).contains(ExternalId.of("99"));
        assertThat(event.payload().text("survivorId")).contains("99");
        assertThat(event.payload().texts("mergedIds")).containsExactly("10", "11", "12");
    }

    @Test
    void associationNamesBothSidesAndWhetherItIsGone() {
        WebhookEvent event = only("{\"portalId\":1,\"subscriptionType\":\"deal.associationChange\",\"fromObjectId\":5,"
                + "\"toObjectId\":6,\"associationType\":\"DEAL_TO_CONTACT\",\"associationRemoved\":true}");

        assertThat(event.subject()).contains(ExternalId.of("5"));
        assertThat(event.payload().text("toId")).contains("6");
        assertThat(event.payload().get("removed")).contains(true);
        assertThat(event.payload().text("associationType")).contains("DEAL_TO_CONTACT");
    }

    @Test
    void redeliveryHasTheSameKeyAndAnotherEventOfTheSameIdHasNot() {
        String first = event(1, 100, "lastname", 0);

        assertThat(only(event(1, 100, "lastname", 9)).dedupeKey())
                .isEqualTo(only(first).dedupeKey());
        assertThat(only(event(1, 101, "lastname", 0)).dedupeKey())
                .isNotEqualTo(only(first).dedupeKey());
        assertThat(only(event(1, 100, "firstname", 0)).dedupeKey())
                .isNotEqualTo(only(first).dedupeKey());
        assertThat(only(event(2, 100, "lastname", 0)).dedupeKey())
                .isNotEqualTo(only(first).dedupeKey());
    }

    @Test
    void requestThatWasChangedIsNeverAccepted() {
        Random random = new Random(4_711);
        RawWebhook good = signed(CREATION);
        assertThat(receive(good)).isInstanceOf(Accepted.class);
        for (int i = 0; i < MUTATIONS; i++) {
            RawWebhook changed = changed(good, random);
            if (receive(changed) instanceof Accepted) {
                assertThat(describe(changed)).as("accepted after change %s", i).isEqualTo(describe(good));
            }
        }
    }

    private static String describe(RawWebhook request) {
        return request.method()
                + WebhookSignature.signedAddress(request.publicUri().toString())
                + new TreeMap<>(request.headers())
                + new String(request.body(), StandardCharsets.ISO_8859_1);
    }

    private static RawWebhook changed(RawWebhook good, Random random) {
        Map<String, String> headers = new HashMap<>(good.headers());
        String method = good.method();
        String uri = good.publicUri().toString();
        byte[] body = good.body().clone();
        switch (random.nextInt(9)) {
            case 0 -> body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> body = Arrays.copyOf(body, body.length - 1 - random.nextInt(20));
            case 2 -> {
                body = Arrays.copyOf(body, body.length + 1);
                body[body.length - 1] = (byte) random.nextInt(256);
            }
            case 3 -> headers.merge(SIGNATURE, "", (text, none) -> mangled(text, random));
            case 4 -> headers.merge(TIMESTAMP, "", (text, none) -> mangled(text, random));
            case 5 -> method = random.nextBoolean() ? "PUT" : mangled(method, random);
            case 6 -> uri = "https://host.example/hooks/" + random.nextInt(1_000_000);
            case 7 -> headers.remove(random.nextBoolean() ? SIGNATURE : TIMESTAMP);
            default -> {
                // Bytes moved over a border, so that what is signed stays the same text.
                String timestamp = "" + headers.get(TIMESTAMP);
                int moved = 1 + random.nextInt(timestamp.length());
                byte[] prefix = timestamp.substring(0, moved).getBytes(StandardCharsets.UTF_8);
                byte[] longer = Arrays.copyOf(body, body.length + prefix.length);
                System.arraycopy(prefix, 0, longer, body.length, prefix.length);
                body = longer;
                headers.put(TIMESTAMP, timestamp.substring(moved));
            }
        }
        return new RawWebhook(method, URI.create(uri), headers, body);
    }

    private static String mangled(String text, Random random) {
        int at = random.nextInt(text.length());
        char other = "ABCXYZabcxyz0123456789+/=_- ".charAt(random.nextInt(28));
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + other + text.substring(at + 1);
            case 1 -> text.substring(0, at) + text.substring(at + 1);
            case 2 -> text.substring(0, at) + other + text.substring(at);
            default -> text + other;
        };
    }

    private static WebhookEvent only(String event) {
        return accepted("[" + event + "]").get(0);
    }

    static List<WebhookEvent> accepted(String body) {
        return ((Accepted) verdict(signed(body))).events();
    }

    static WebhookVerdict verdict(RawWebhook request) {
        return new HubSpotConnectorProvider()
                .webhookIngress()
                .orElseThrow()
                .receive(request, List.of(Secret.of(SECRET)), NOW);
    }

    private static String event(int portal, long occurredAt, String property, int attempt) {
        return "{\"eventId\":5,\"portalId\":" + portal + ",\"subscriptionId\":3,\"subscriptionType\":"
                + "\"contact.propertyChange\",\"objectId\":9,\"propertyName\":\"" + property + "\",\"occurredAt\":"
                + occurredAt + ",\"attemptNumber\":" + attempt + "}";
    }

    private WebhookVerdict receive(RawWebhook request) {
        return ingress.receive(request, List.of(Secret.of(SECRET)), NOW);
    }

    static RawWebhook signed(String body) {
        String address = "https://host.example/hooks/hubspot";
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] hash = mac.doFinal(("POST" + address + body + MILLIS).getBytes(StandardCharsets.UTF_8));
            return new RawWebhook(
                    "POST",
                    URI.create(address),
                    Map.of(SIGNATURE, Base64.getEncoder().encodeToString(hash), TIMESTAMP, Long.toString(MILLIS)),
                    body.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}

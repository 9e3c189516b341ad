package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RecordReadingTest {
    private static final String GOOD = StubTransport.record("1", "2026-01-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"\"12345678901234567890\"", "12345678901234567890"})
    void idIsKeptToTheLastDigitBeItTextOrNumber(String id) {
        PullPage page = page("{\"id\":" + id + ",\"properties\":{}}");

        assertThat(page.changes())
                .extracting(Change::externalId)
                .containsExactly(new ExternalId("12345678901234567890"));
    }

    @Test
    void oddValuesAreKeptAsTheyCameAndFailNothing() {
        Attributes attributes = attributes(
                "{\"active\":\"false\",\"amount\":\"3092727991;3881228353\",\"born\":"
                        + "\"2000-00-00\",\"stamp\":\"1767225600000.0\",\"count\":17,\"open\":true,\"empty\":\"\",\"none\":null}");

        assertThat(attributes.text("active")).contains("false");
        assertThat(attributes.text("amount")).contains("3092727991;3881228353");
        assertThat(attributes.text("born")).contains("2000-00-00");
        assertThat(attributes.text("stamp")).contains("1767225600000.0");
        assertThat(attributes.text("count")).contains("17");
        assertThat(attributes.text("open")).contains("true");
        assertThat(attributes.isNull("empty")).isTrue();
        assertThat(attributes.isNull("none")).isTrue();
    }

    @Test
    void unreadableDateCostsTheDateAndNotTheRecord() {
        PullPage page = page("{\"id\":\"1\",\"properties\":{},\"updatedAt\":\"yesterday\"}");

        assertThat(page.changes()).singleElement().satisfies(change -> {
            assertThat(((Change.Upserted) change).record().modifiedAt()).isEmpty();
            assertThat(((Change.Upserted) change).record().version()).contains("yesterday");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "17                                        |    | is no object",
                "{\"properties\":{}}                       |    | id is missing",
                "{\"id\":null,\"properties\":{}}           |    | id is neither a text nor an integer",
                "{\"id\":1.5,\"properties\":{}}            |    | id is neither a text nor an integer",
                "{\"id\":\" \",\"properties\":{}}          |    | id cannot be used: it is empty, too long or has a control character",
                "{\"id\":\"9\"}                            | 9  | properties is missing",
                "{\"id\":\"9\",\"properties\":[1]}         | 9  | properties is no object",
                "{\"id\":\"9\",\"properties\":{\"a\":{}}}  | 9  | properties has a value that is no text"
            })
    void unreadableRecordIsKeptAsideAndTheOthersAreRead(String record, String id, String reason) {
        PullPage page = page(GOOD + "," + record + "," + StubTransport.record("2", "2026-01-01T00:00:00Z"));

        assertThat(page.changes()).hasSize(2);
        assertThat(page.unreadable()).singleElement().satisfies(unreadable -> {
            assertThat(unreadable.externalId())
                    .isEqualTo(Optional.ofNullable(id).map(ExternalId::new));
            assertThat(unreadable.position()).isEqualTo("list deals $.results[1]");
            assertThat(unreadable.reason()).isEqualTo(reason);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                                | $ is no object",
                "{}                                                | $.results is missing",
                "{\"results\":{}}                                  | $.results is no array",
                "{\"results\":[],\"paging\":7}                     | $.paging is no object",
                "{\"results\":[],\"paging\":{\"next\":\"x\"}}      | $.paging.next is no object",
                "{\"results\":[],\"paging\":{\"next\":{}}}         | $.paging.next.after is missing",
                "{\"results\":[],\"paging\":{\"next\":{\"after\":[]}}} | $.paging.next.after is no text"
            })
    void answerOfAnotherShapeFailsNamingThePlace(String body, String place) {
        IntegrationException failure =
                new StubTransport().answer(body).scanner("deal").failure(ScanKind.FULL);

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
        assertThat(failure).hasMessageContaining("'list deals' is malformed: " + place);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"results\":[],\"paging\":null}", "{\"results\":[],\"paging\":{\"next\":null,\"prev\":{}}}"})
    void nullPagingIsTheEnd(String body) {
        assertThat(new StubTransport().answer(body).scanner("deal").full()).hasSize(1);
    }

    @Test
    void pageForPeopleIsNeitherParsedNorQuoted() {
        StubTransport stub = new StubTransport()
                .answer(200, Map.of("Content-Type", "text/html"), "<html>Sign in as ann@example.com</html>");

        IntegrationException failure = stub.scanner("deal").failure(ScanKind.FULL);

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
        assertThat(failure).hasMessageNotContaining("ann").hasNoCause();
    }

    @Test
    void answerThatWasCutOffIsANetworkFailure() {
        IntegrationException failure = new StubTransport()
                .answer("{\"results\":[" + GOOD.substring(0, 40))
                .scanner("deal")
                .failure(ScanKind.FULL);

        assertThat(failure.code()).isEqualTo(ErrorCode.NETWORK_FAILED);
    }

    private static PullPage page(String records) {
        return new StubTransport()
                .answer(StubTransport.page(records))
                .scanner("deal")
                .full()
                .get(0);
    }

    private static Attributes attributes(String properties) {
        Change change = page("{\"id\":\"1\",\"properties\":" + properties + "}")
                .changes()
                .get(0);
        return ((Change.Upserted) change).record().attributes();
    }
}

package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.schedule.Schedule;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ScheduleSerializerTest {
    private static final String STREAM = """
            "format":1,"tenant":"acme","connector":"crm","entityType":"contact","scanKind":"FULL\"""";
    private static final String VALID = "{" + STREAM + ",\"every\":\"PT5M\"}";

    private final ScheduleSerializer serializer = new ScheduleSerializer();

    static Stream<StreamSchedule> schedules() {
        StreamId stream = new StreamId(
                new EntityScope(TenantId.of("acme"), ConnectorId.of("crm"), EntityType.of("contact")),
                ScanKind.INCREMENTAL);
        Schedule nightly = Schedule.cron("0 3 * * mon-fri", ZoneId.of("Europe/Berlin"));
        return Stream.of(
                new StreamSchedule(stream, Schedule.every(Duration.ofMillis(1_500))),
                new StreamSchedule(stream, nightly),
                new StreamSchedule(stream, nightly, Optional.of(Instant.parse("2026-01-01T00:00:00.123456789Z"))));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void whatWasWrittenIsReadBack(StreamSchedule written) {
        assertThat(serializer.deserialize(StreamSchedule.class, serializer.serialize(written)))
                .isEqualTo(written);
    }

    @Test
    void whatIsValidIsRead() {
        assertThat(read(VALID).schedule()).isEqualTo(Schedule.every(Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{}",
                "{\"format\":2}",
                "{" + STREAM + "}",
                "{" + STREAM + ",\"every\":\"PT5M\",\"cron\":\"0 3 * * *\",\"zone\":\"UTC\"}",
                "{" + STREAM + ",\"every\":\"PT5M\",\"every\":\"PT6M\"}",
                "{" + STREAM + ",\"every\":\"PT5M\",\"@class\":\"java.lang.Runtime\"}",
                "{" + STREAM + ",\"every\":\"PT5M\"}{}",
                "{" + STREAM + ",\"every\":\"PT0S\"}",
                "{" + STREAM + ",\"every\":\"soon\"}",
                "{" + STREAM + ",\"every\":300}",
                "{" + STREAM + ",\"every\":{\"interval\":\"PT5M\"}}",
                "{" + STREAM + ",\"cron\":\"0 3 * * *\",\"zone\":\"Mars/Olympus\"}",
                "{" + STREAM + ",\"cron\":\"0 3 * * *\"}",
                "{" + STREAM + ",\"every\":\"PT5M\",\"restUntil\":\"tomorrow\"}",
                "{\"format\":1,\"tenant\":\"a/b\",\"connector\":\"c\",\"entityType\":\"e\",\"scanKind\":\"FULL\",\"every\":\"PT5M\"}",
                "{\"format\":1,\"tenant\":\"a\",\"connector\":\"c\",\"entityType\":\"e\",\"scanKind\":\"HALF\",\"every\":\"PT5M\"}"
            })
    void whatThisVersionHasNotWrittenIsRefused(String foreign) {
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> read(foreign))
                .withMessageContaining("the data of a scheduled task is refused")
                .extracting(IntegrationException::code)
                .isEqualTo(ErrorCode.STORE_FAILED);
    }

    @Test
    void nothingButASchedulesIsWritten() {
        assertThatIllegalArgumentException().isThrownBy(() -> serializer.serialize("text"));
        assertThatIllegalArgumentException().isThrownBy(() -> serializer.serialize(null));
    }

    private StreamSchedule read(String json) {
        return serializer.read(json.getBytes(StandardCharsets.UTF_8));
    }
}

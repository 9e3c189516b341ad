package dev.integrationsdk.jdbc;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.databases.Product;
import dev.integrationsdk.schedule.Schedule;
import dev.integrationsdk.schedule.Scheduling;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.testkit.InMemoryStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.integrationsdk.jdbc.Failing.exceptionOf;
import static dev.integrationsdk.jdbc.Member.STREAM;
import static dev.integrationsdk.jdbc.Member.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What stands in the table, and what is made of rows that somebody else has written. */
@ParameterizedClass
@MethodSource("dev.integrationsdk.databases.Product#available")
class ScheduledTaskRowsTest {
    private static final Schedule HOURLY = Schedule.every(Duration.ofHours(1));
    private static final Instant BEGIN = Instant.parse("2026-03-28T12:00:00Z");

    private final UrlSource source;

    ScheduledTaskRowsTest(Product product) {
        source = new UrlSource(product.create());
    }

    @Test
    void theRowIsNamedAfterTheStreamAndHoldsJson() throws SQLException {
        try (Member member = Member.start(source, BEGIN)) {
            member.scheduler().put(Actor.SYSTEM, STREAM, Schedule.cron("0 3 * * *", ZoneId.of("Europe/Berlin")));
            assertThat(text("SELECT task_instance FROM integration_scheduled_task"))
                    .isEqualTo("acme/crm/contact/FULL");
            assertThat(text("SELECT task_data FROM integration_scheduled_task"))
                    .isEqualTo("{\"format\":1,\"tenant\":\"acme\",\"connector\":\"crm\",\"entityType\":\"contact\","
                            + "\"scanKind\":\"FULL\",\"cron\":\"0 3 * * *\",\"zone\":\"Europe/Berlin\"}");
        }
    }

    @Test
    void instantsStandInTheRowInUtc() throws SQLException {
        try (Member member = Member.start(source, BEGIN)) {
            member.scheduler().put(Actor.SYSTEM, STREAM, HOURLY);
            member.clock.turn(Duration.ofMinutes(1));
            member.started.settle();
            assertThat(text("SELECT CAST(last_success AS CHAR(19)) FROM integration_scheduled_task"))
                    .isEqualTo("2026-03-28 12:01:00");
        }
    }

    @Test
    void javaSerialisedBytesAreRefusedAndNeverRead() throws Exception {
        try (Member member = Member.start(source, BEGIN)) {
            member.scheduler().put(Actor.SYSTEM, STREAM, HOURLY);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            new ObjectOutputStream(bytes).writeObject(new Trap());
            overwrite(bytes.toByteArray());
            IntegrationException refusal =
                    exceptionOf(() -> member.scheduler().list(Actor.SYSTEM, STREAM.tenant(), 10));
            assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_FAILED);
            assertThat(refusal)
                    .hasMessageContaining("'acme/crm/contact/FULL'")
                    .hasMessageContaining("no JSON object")
                    .hasMessageContaining("put it again");
            member.clock.turn(Duration.ofMinutes(1));
            member.started.settle();
            assertThat(text("SELECT consecutive_failures FROM integration_scheduled_task"))
                    .isEqualTo("1");
            assertThat(member.runs(STREAM)).isZero();
            assertThat(Trap.SPRUNG).hasValue(0);
            member.scheduler().put(Actor.SYSTEM, STREAM, HOURLY);
            member.clock.turn(Duration.ofMinutes(2));
            member.started.settle();
            assertThat(member.runs(STREAM)).as("put again").isEqualTo(1);
        }
    }

    @Test
    void aRowWithAnotherTenantsDataIsRefused() throws SQLException {
        try (Member member = Member.start(source, BEGIN)) {
            member.scheduler().put(Actor.SYSTEM, STREAM, HOURLY);
            overwrite(text("SELECT task_data FROM integration_scheduled_task")
                    .replace("acme", "globex")
                    .getBytes(StandardCharsets.UTF_8));
            assertThat(exceptionOf(() -> member.scheduler().find(Actor.SYSTEM, STREAM)))
                    .hasMessageContaining("globex/crm");
            member.clock.turn(Duration.ofMinutes(1));
            member.started.settle();
            assertThat(member.runs(stream("globex"))).isZero();
            assertThat(member.runs(STREAM)).isZero();
        }
    }

    @Test
    void tasksOfSomebodyElseInTheTableAreLeftAlone() throws SQLException {
        try (Member member = Member.start(source, BEGIN)) {
            JdbcStore.execute(
                    source,
                    "INSERT INTO integration_scheduled_task (task_name, task_instance, execution_time, picked, version)"
                            + " VALUES ('newer', 'acme/x', '2020-01-01 00:00:00', FALSE, 1)");
            member.scheduler().put(Actor.SYSTEM, STREAM, HOURLY);
            member.clock.turn(Duration.ofDays(1_000));
            member.started.awaitRunEnded();
            member.clock.turn(Duration.ofDays(1_000));
            member.started.awaitRunEnded();
            assertThat(member.scheduler().list(Actor.SYSTEM, STREAM.tenant(), 10))
                    .hasSize(1);
            assertThat(text("SELECT COUNT(*) FROM integration_scheduled_task WHERE task_name = 'newer' AND NOT picked"))
                    .isEqualTo("1");
        }
    }

    @Test
    void aMissingTableIsRefusedWithWhatToDo() {
        IntegrationException refusal =
                exceptionOf(() -> JdbcScheduler.builder(source, scheduling()).build());
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(refusal)
                .hasMessageContaining("integration_scheduled_task")
                .hasMessageContaining("SchemaMode.MIGRATE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 25 * * *", "0 0 31 2 *"})
    void aCronExpressionOfNoUseIsRefusedWhenItIsPut(String expression) {
        try (Member member = Member.start(source, BEGIN.truncatedTo(ChronoUnit.DAYS))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            member.scheduler().put(Actor.SYSTEM, STREAM, Schedule.cron(expression, ZoneId.of("UTC"))))
                    .withMessageContaining(expression);
            assertThat(member.scheduler().find(Actor.SYSTEM, STREAM)).isEmpty();
        }
    }

    @Test
    void settingsOutOfTheirBoundsAreRefused() {
        JdbcScheduler.Builder builder = JdbcScheduler.builder(source, scheduling());
        assertThatIllegalArgumentException().isThrownBy(() -> builder.threads(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.threads(257));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.pollingInterval(Duration.ofMillis(99)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.heartbeatInterval(Duration.ofMinutes(61)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.grace(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.healthInterval(Duration.ofMillis(999)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.name("x".repeat(51)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.tablePrefix("x; DROP"));
    }

    private static Scheduling scheduling() {
        InMemoryStore store = new InMemoryStore(Clock.systemUTC());
        return Integrations.builder(store, store).build().scheduling();
    }

    private void overwrite(byte[] content) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("UPDATE integration_scheduled_task SET task_data = ?")) {
            statement.setBytes(1, content);
            statement.executeUpdate();
        }
    }

    private String text(String query) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getObject(1) instanceof byte[] bytes
                    ? new String(bytes, StandardCharsets.UTF_8)
                    : rows.getString(1);
        }
    }

    /** Shows if it was ever made from bytes. */
    private static final class Trap implements Serializable {
        private static final long serialVersionUID = 1L;
        static final AtomicInteger SPRUNG = new AtomicInteger();

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            SPRUNG.incrementAndGet();
        }
    }
}

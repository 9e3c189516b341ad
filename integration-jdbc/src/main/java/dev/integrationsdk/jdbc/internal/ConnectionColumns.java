package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectionState;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.connector.Pause;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.SqlStatement;

/** How a connector stands with its remote: what is asked for has columns of its own, the rest stands by its fields. */
final class ConnectionColumns {
    private static final String SINCE = "since";
    private static final String CAUSE = "cause";
    private static final String MESSAGE = "message";
    private static final String RETRY_AT = "retry-at";
    private static final String ACCOUNT = "account";
    private static final String CHECKED_AT = "checked-at";

    private final Table table;
    private final TextFields fields;

    ConnectionColumns(Table table) {
        this.table = table;
        fields = new TextFields(table, "connection_fields");
    }

    static <S extends SqlStatement<S>> S bind(S statement, Connection connection) {
        return statement
                .bind("connection_state", connection.state().name())
                .bind("connection_revision", connection.revision())
                .bind("connection_fields", TextFields.written(fields(connection)))
                .bind("checked_at", Columns.at(connection.checkedAt().orElse(Instant.EPOCH)));
    }

    private static SortedMap<String, String> fields(Connection connection) {
        SortedMap<String, String> fields = new TreeMap<>();
        fields.put(SINCE, connection.since().toString());
        connection.cause().ifPresent(code -> fields.put(CAUSE, code.name()));
        fields.put(MESSAGE, connection.message());
        connection.retryAt().ifPresent(at -> fields.put(RETRY_AT, at.toString()));
        connection.account().ifPresent(account -> fields.put(ACCOUNT, account));
        connection.checkedAt().ifPresent(at -> fields.put(CHECKED_AT, at.toString()));
        connection.pauses().forEach((direction, pause) -> {
            fields.put(paused(direction, "by"), pause.by().value());
            fields.put(paused(direction, "since"), pause.since().toString());
            fields.put(paused(direction, "reason"), pause.reason());
        });
        return fields;
    }

    private static String paused(Direction direction, String what) {
        return direction.name().toLowerCase(Locale.ROOT) + ".paused-" + what;
    }

    Connection read(ResultSet row) throws SQLException {
        ConnectionState state =
                table.constant(ConnectionState.class, "connection_state", row.getString("connection_state"));
        long revision = row.getLong("connection_revision");
        SortedMap<String, String> left = fields.read(row.getString("connection_fields"));
        try {
            Connection connection = new Connection(
                    state,
                    take(left, SINCE).map(Instant::parse).orElseThrow(fields::foreign),
                    take(left, CAUSE).map(code -> table.constant(ErrorCode.class, CAUSE, code)),
                    take(left, MESSAGE).orElse(""),
                    take(left, RETRY_AT).map(Instant::parse),
                    take(left, ACCOUNT),
                    take(left, CHECKED_AT).map(Instant::parse),
                    pauses(left),
                    revision);
            if (left.isEmpty()) {
                return connection;
            }
        } catch (DateTimeException | IllegalArgumentException unreadable) {
            throw fields.foreign();
        }
        throw fields.foreign();
    }

    private Map<Direction, Pause> pauses(Map<String, String> left) {
        Map<Direction, Pause> pauses = new EnumMap<>(Direction.class);
        for (Direction direction : Direction.values()) {
            take(left, paused(direction, "by"))
                    .ifPresent(by -> pauses.put(
                            direction,
                            new Pause(
                                    Actor.of(by),
                                    take(left, paused(direction, "since"))
                                            .map(Instant::parse)
                                            .orElseThrow(fields::foreign),
                                    take(left, paused(direction, "reason")).orElseThrow(fields::foreign))));
        }
        return pauses;
    }

    private static Optional<String> take(Map<String, String> left, String name) {
        return Optional.ofNullable(left.remove(name));
    }
}

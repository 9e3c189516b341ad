package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.spi.pull.PullRange;
import dev.integrationsdk.store.ContentHash;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.argument.Argument;
import org.jspecify.annotations.Nullable;

/**
 * How values stand in columns. Instants are UTC, to the microsecond, and never pass through the zone of JVM, session or
 * database.
 */
final class Columns {
    private static final int HASH_BYTES = 16;

    private Columns() {}

    static LocalDateTime utc(Instant instant) {
        int micros = instant.getNano() / 1_000;
        return LocalDateTime.ofEpochSecond(instant.getEpochSecond(), micros * 1_000, ZoneOffset.UTC);
    }

    static @Nullable LocalDateTime utc(Optional<Instant> instant) {
        return instant.map(Columns::utc).orElse(null);
    }

    /** As it is: JDBI's own way leads through {@code java.sql.Timestamp} and the JVM's zone. */
    static Argument argument(@Nullable Object value) {
        return new Argument() {
            @Override
            public void apply(int position, PreparedStatement statement, org.jdbi.v3.core.statement.StatementContext of)
                    throws SQLException {
                statement.setObject(position, value);
            }

            @Override
            public String toString() {
                return "a value";
            }
        };
    }

    static Argument at(Instant instant) {
        return argument(utc(instant));
    }

    static Argument at(Optional<Instant> instant) {
        return argument(utc(instant));
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    static Optional<Instant> optionalInstant(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDateTime.class))
                .map(utc -> utc.toInstant(ZoneOffset.UTC));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDateTime.class))
                .map(utc -> utc.toInstant(ZoneOffset.UTC));
    }

    /** @param seconds since 1970 */
    static Instant instant(BigDecimal seconds) {
        long micros =
                seconds.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact();
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    static Optional<PullRange> range(ResultSet row) throws SQLException {
        Optional<Instant> from = optionalInstant(row, "range_from");
        return from.isEmpty() ? Optional.empty() : Optional.of(new PullRange(from.get(), instant(row, "range_until")));
    }

    static byte[] bytes(ContentHash hash) {
        return ByteBuffer.allocate(HASH_BYTES)
                .putLong(hash.high())
                .putLong(hash.low())
                .array();
    }

    static ContentHash hash(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new ContentHash(buffer.getLong(), buffer.getLong());
    }

    /** Cut to what the column holds, never through a character, the cut marked. */
    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
        return text.substring(0, end) + "…";
    }
}

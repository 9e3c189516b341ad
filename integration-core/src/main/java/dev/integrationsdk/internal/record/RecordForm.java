package dev.integrationsdk.internal.record;

import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Binary;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change as bytes, and back: every value with its type, so that nothing of it changes on the way. */
final class RecordForm {
    private static final int FORMAT = 1;

    private RecordForm() {}

    static byte[] bytes(Change change) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            write(out, change);
        } catch (IOException impossible) {
            throw new IllegalStateException("memory cannot fail to be written", impossible);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException if it has a form that this version does not know */
    static Change read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != FORMAT) {
                throw new IllegalArgumentException("unknown format");
            }
            return readChange(in);
        } catch (IOException cut) {
            throw new IllegalArgumentException("the form ends early", cut);
        }
    }

    private static void write(DataOutputStream out, Change change) throws IOException {
        if (change instanceof Change.Upserted upserted) {
            out.writeByte('u');
            write(out, upserted.record());
        } else if (change instanceof Change.Deleted deleted) {
            out.writeByte('d');
            text(out, deleted.externalId().value());
            text(out, deleted.kind().name());
        } else if (change instanceof Change.Merged merged) {
            out.writeByte('m');
            text(out, merged.externalId().value());
            text(out, merged.survivor().value());
        } else if (change instanceof Change.Rekeyed rekeyed) {
            out.writeByte('r');
            text(out, rekeyed.externalId().value());
            text(out, rekeyed.newId().value());
        }
    }

    private static Change readChange(DataInputStream in) throws IOException {
        char kind = (char) in.readByte();
        return switch (kind) {
            case 'u' -> Change.upserted(readRecord(in));
            case 'd' -> Change.deleted(id(in), Change.DeleteKind.valueOf(text(in)));
            case 'm' -> new Change.Merged(id(in), id(in));
            case 'r' -> new Change.Rekeyed(id(in), id(in));
            default -> throw new IllegalArgumentException("unknown kind of change");
        };
    }

    private static void write(DataOutputStream out, ExternalRecord record) throws IOException {
        text(out, record.externalId().value());
        optional(out, record.version());
        optional(out, record.modifiedAt().map(Instant::toString));
        Attributes attributes = record.attributes();
        out.writeInt(attributes.size());
        for (int i = 0; i < attributes.size(); i++) {
            text(out, attributes.nameAt(i));
            value(out, attributes.valueAt(i));
        }
    }

    private static ExternalRecord readRecord(DataInputStream in) throws IOException {
        ExternalId id = id(in);
        Optional<String> version = optional(in);
        Optional<String> modifiedAt = optional(in);
        Attributes.Builder attributes = Attributes.builder();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            attributes.put(text(in), value(in));
        }
        ExternalRecord record = ExternalRecord.of(id, attributes.build());
        record = version.isPresent() ? record.withVersion(version.get()) : record;
        return modifiedAt.isPresent() ? record.withModifiedAt(Instant.parse(modifiedAt.get())) : record;
    }

    private static void value(DataOutputStream out, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeByte('0');
        } else if (value instanceof List<?> list) {
            out.writeByte('l');
            out.writeInt(list.size());
            for (Object one : list) {
                value(out, one);
            }
        } else if (value instanceof Binary binary) {
            out.writeByte('b');
            block(out, binary.toByteArray());
        } else {
            out.writeByte(tag(value));
            text(out, value.toString());
        }
    }

    private static char tag(Object value) {
        if (value instanceof String) {
            return 's';
        }
        if (value instanceof Boolean) {
            return 't';
        }
        return value instanceof Long ? 'i' : value instanceof BigDecimal ? 'd' : value instanceof Instant ? 'm' : 'y';
    }

    private static @Nullable Object value(DataInputStream in) throws IOException {
        char tag = (char) in.readByte();
        return switch (tag) {
            case '0' -> null;
            case 'l' -> list(in);
            case 'b' -> Binary.of(block(in));
            case 's' -> text(in);
            case 't' -> Boolean.valueOf(text(in));
            case 'i' -> Long.valueOf(text(in));
            case 'd' -> new BigDecimal(text(in));
            case 'm' -> Instant.parse(text(in));
            case 'y' -> LocalDate.parse(text(in));
            default -> throw new IllegalArgumentException("unknown type of value");
        };
    }

    private static List<Object> list(DataInputStream in) throws IOException {
        int size = in.readInt();
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Object one = value(in);
            if (one == null) {
                throw new IllegalArgumentException("a list has a value that is none");
            }
            list.add(one);
        }
        return list;
    }

    private static void optional(DataOutputStream out, Optional<String> text) throws IOException {
        out.writeBoolean(text.isPresent());
        if (text.isPresent()) {
            text(out, text.get());
        }
    }

    private static Optional<String> optional(DataInputStream in) throws IOException {
        return in.readBoolean() ? Optional.of(text(in)) : Optional.empty();
    }

    private static ExternalId id(DataInputStream in) throws IOException {
        return ExternalId.of(text(in));
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        block(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(block(in), StandardCharsets.UTF_8);
    }

    private static void block(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] block(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IllegalArgumentException("the form ends early");
        }
        return in.readNBytes(length);
    }
}

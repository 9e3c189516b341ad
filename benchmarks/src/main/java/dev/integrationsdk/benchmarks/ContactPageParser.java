package dev.integrationsdk.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a page of HubSpot's contacts token by token, and nothing that is not used. Confined to one thread. */
final class ContactPageParser {
    private static final int RECORDS = 100;

    private final JsonFactory json = new JsonFactory();
    private final ContentMix mix = new ContentMix();
    private @Nullable String id;
    private @Nullable String updatedAt;
    private @Nullable String email;
    private @Nullable String firstName;
    private @Nullable String lastName;
    private @Nullable String phone;

    ContactPage parse(byte[] body) throws IOException {
        List<ListedContact> contacts = new ArrayList<>(RECORDS);
        String next = null;
        try (JsonParser parser = json.createParser(body)) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                switch (name) {
                    case "results" -> {
                        while (parser.nextToken() == JsonToken.START_OBJECT) {
                            contacts.add(contact(parser));
                        }
                    }
                    case "paging" -> next = cursor(parser);
                    default -> parser.skipChildren();
                }
            }
        }
        return new ContactPage(contacts, next);
    }

    private ListedContact contact(JsonParser parser) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            switch (name) {
                case "id" -> id = parser.nextTextValue();
                case "updatedAt" -> updatedAt = parser.nextTextValue();
                case "properties" -> {
                    parser.nextToken();
                    properties(parser);
                }
                default -> {
                    parser.nextToken();
                    parser.skipChildren();
                }
            }
        }
        mix.begin();
        mix.add(email);
        mix.add(firstName);
        mix.add(lastName);
        mix.add(phone);
        String version = Objects.requireNonNull(updatedAt);
        return new ListedContact(
                Objects.requireNonNull(id),
                email,
                firstName,
                lastName,
                phone,
                version,
                time(version),
                mix.high(),
                mix.low());
    }

    private void properties(JsonParser parser) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            String value = parser.nextTextValue();
            switch (name) {
                case "email" -> email = value;
                case "firstname" -> firstName = value;
                case "lastname" -> lastName = value;
                case "phone" -> phone = value;
                default -> {
                    // HubSpot adds dates and the id
                }
            }
        }
    }

    private static @Nullable String cursor(JsonParser parser) throws IOException {
        String after = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            for (String inner = parser.nextFieldName(); inner != null; inner = parser.nextFieldName()) {
                String value = parser.nextTextValue();
                after = inner.equals("after") ? value : after;
            }
        }
        return after;
    }

    /** Of the one form that HubSpot sends: {@code 2026-11-20T10:11:12.345Z}, the fraction at times left out. */
    private static LocalDateTime time(String text) {
        int fraction = text.length() == 24 ? number(text, 20, 23) * 1_000_000 : 0;
        return LocalDateTime.of(
                number(text, 0, 4),
                number(text, 5, 7),
                number(text, 8, 10),
                number(text, 11, 13),
                number(text, 14, 16),
                number(text, 17, 19),
                fraction);
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}

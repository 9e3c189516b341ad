package dev.integrationsdk.examples;

import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.testkit.hubspot.HubSpotSimulator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Companies, people and orders that nobody here made up arrive value by value. */
class RealCompanyDataTest {
    private static final List<String> COMPANY =
            List.of("customerID", "companyName", "address", "city", "region", "postalCode", "country", "phone", "fax");
    private static final List<String> CONTACT = List.of("customerID", "contactName", "contactTitle", "phone");
    private static final List<String> DEAL = List.of(
            "orderID",
            "customerID",
            "orderDate",
            "shippedDate",
            "freight",
            "shipName",
            "shipAddress",
            "shipCity",
            "shipRegion");

    @Test
    void customersArriveAsCompanies() throws Exception {
        assertArrives("customers.csv", "company", "companies", COMPANY, 91);
    }

    @Test
    void theirContactsArriveAsContacts() throws Exception {
        assertArrives("customers.csv", "contact", "contacts", CONTACT, 91);
    }

    @Test
    void ordersArriveAsDeals() throws Exception {
        assertArrives("orders.csv", "deal", "deals", DEAL, 830);
    }

    private static void assertArrives(String file, String entityType, String type, List<String> columns, int expected)
            throws Exception {
        List<Map<String, @Nullable String>> rows = RealInput.csv(
                RealInput.folder("northwind").resolve(file), file.equals("orders.csv") ? "shipAddress" : "address");
        assertThat(rows).hasSize(expected);
        try (HubSpotSimulator remote = HubSpotSimulator.builder().start()) {
            columns.forEach(column -> remote.portal().defineProperty(type, property(column), "string"));
            Map<String, Map<String, @Nullable String>> sent = new HashMap<>();
            rows.forEach(row -> sent.put(remote.portal().addRecord(type, properties(row, columns)), row));
            Tenant tenant =
                    Tenant.hubSpot("northwind", remote.baseUri().toString(), HubSpotSimulator.DEFAULT_TOKEN, true);
            FieldMapping.Builder mapping = FieldMapping.builder();
            columns.forEach(column -> mapping.field(property(column), column));

            Map<String, Attributes> arrived =
                    RealInput.pull(tenant.connector(), tenant.credentials(), entityType, mapping.build());

            assertThat(arrived.keySet()).isEqualTo(sent.keySet());
            sent.forEach((id, row) -> columns.forEach(column -> assertSame(row, arrived.get(id), column)));
        }
    }

    private static void assertSame(Map<String, @Nullable String> row, @Nullable Attributes arrived, String column) {
        Attributes record = Objects.requireNonNull(arrived);
        String sent = row.get(column);
        if (sent == null) {
            assertThat(record.isNull(column)).as(row + " " + column).isTrue();
        } else {
            assertThat(record.text(column)).as(row + " " + column).hasValue(sent);
        }
    }

    private static Map<String, String> properties(Map<String, @Nullable String> row, List<String> columns) {
        Map<String, String> properties = new HashMap<>();
        for (String column : columns) {
            String value = row.get(column);
            if (value != null) {
                properties.put(property(column), value);
            }
        }
        return properties;
    }

    /** HubSpot's names are in lower case; the prefix keeps them apart from its own. */
    private static String property(String column) {
        return "nw_" + column.toLowerCase(Locale.ROOT);
    }
}

package dev.integrationsdk.testkit.hubspot;

import dev.integrationsdk.testkit.generated.Company;
import dev.integrationsdk.testkit.generated.Deal;
import dev.integrationsdk.testkit.generated.GeneratedRecords;
import dev.integrationsdk.testkit.generated.Person;
import java.util.Map;

/** Invented records under HubSpot's property names. */
final class GeneratedProperties {
    private GeneratedProperties() {}

    static Map<String, String> of(ObjectType type, GeneratedRecords source, int index) {
        if (type.equals(ObjectType.CONTACTS)) {
            return contact(source.person(index));
        }
        if (type.equals(ObjectType.COMPANIES)) {
            return company(source.company(index));
        }
        if (type.equals(ObjectType.DEALS)) {
            return deal(source.deal(index));
        }
        String name = source.company(index).name();
        return Map.of(type.equals(ObjectType.TICKETS) ? "subject" : "name", name);
    }

    private static Map<String, String> contact(Person person) {
        return Map.of(
                "email", person.email(),
                "firstname", person.givenName(),
                "lastname", person.familyName(),
                "phone", person.phone(),
                "jobtitle", person.title());
    }

    private static Map<String, String> company(Company company) {
        return Map.of(
                "name", company.name(),
                "domain", company.domain(),
                "city", company.city(),
                "country", company.country());
    }

    private static Map<String, String> deal(Deal deal) {
        return Map.of(
                "dealname", deal.name(),
                "amount", deal.amount().toPlainString(),
                "dealstage", deal.stage(),
                "pipeline", "default",
                "closedate", deal.closeDate() + "T00:00:00Z");
    }
}

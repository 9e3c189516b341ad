package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.EntityTypeSpec;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.schema.Field;
import dev.integrationsdk.spi.schema.FieldType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EffectiveMappingTest {
    private static final Field LASTNAME = Field.of("lastname", FieldType.TEXT).withUsualName("surname");
    private static final Field CREATED =
            Field.of("createdate", FieldType.INSTANT).withUsualName("created").withReadOnly();
    private static final Field STAGE = Field.of("stage", FieldType.CHOICE)
            .withOptions(List.of(new Field.Option("lead", "Lead"), new Field.Option("won", "Won")));
    private static final List<Field> FIELDS = List.of(LASTNAME, CREATED, STAGE);
    private static final Optional<EntityTypeSpec> ADAPTER =
            Optional.of(EntityTypeSpec.of(EntityType.of("contact")).withFields(FIELDS));

    private static EffectiveMapping over(FieldMapping host, Map<String, String> overrides) {
        return EffectiveMapping.of(ADAPTER, host, new TreeMap<>(overrides));
    }

    private static MappingCheck checked(Map<String, String> rules, Optional<HostSchema> host) {
        return SchemaCheck.of(over(FieldMapping.parse(rules), Map.of()), new ExternalFields(FIELDS, true), host);
    }

    @Test
    void theTenantGoesBeforeTheHostAndTheHostBeforeTheAdapter() {
        FieldMapping host =
                FieldMapping.builder().field("mail", "email").proposals().build();

        EffectiveMapping effective = over(host, Map.of("email", "workmail | lower"));

        assertThat(effective.require().fields())
                .isEqualTo(Map.of("created", "createdate | pull", "surname", "lastname", "email", "workmail | lower"));
        assertThat(effective.origins())
                .isEqualTo(Map.of(
                        "created", MappingOrigin.ADAPTER,
                        "surname", MappingOrigin.ADAPTER,
                        "email", MappingOrigin.TENANT));
    }

    @Test
    void nothingIsProposedToAHostThatDoesNotAskForIt() {
        FieldMapping host = FieldMapping.builder().field("mail", "email").build();

        assertThat(over(host, Map.of()).require()).isSameAs(host);
        assertThat(over(FieldMapping.identity(), Map.of()).require()).isSameAs(FieldMapping.identity());
    }

    @Test
    void anOverrideThatDoesNotStandWithTheHostsRulesIsRefusedWithAllProblems() {
        FieldMapping host = FieldMapping.builder().field("mail", "email").build();

        EffectiveMapping effective = over(host, Map.of("login", "mail", "Email", "off", "x", "'"));

        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(effective::require)
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
                .withMessageContaining("login: writes the remote's 'mail', as 'email' does")
                .withMessageContaining("Email: is off, with nothing beneath it")
                .withMessageContaining("x: has a quote that is not closed");
    }

    @Test
    void allOverridesTogetherAreBounded() {
        Map<String, String> many = new TreeMap<>();
        for (int i = 0; i < 30; i++) {
            many.put("field" + i, "constant '" + "x".repeat(3_900) + "'");
        }

        assertThat(over(FieldMapping.identity(), many).problems().toString()).contains("more than 100000 characters");
    }

    @Test
    void aMappingIsComparedWithTheRemotesSchema() {
        MappingCheck check = checked(
                Map.of(
                        "a", "Lastname",
                        "b", "createdate",
                        "c", "lastname | day Europe/Berlin",
                        "d", "stage | choice lead=LEAD | pull",
                        "e", "stage | pull"),
                Optional.empty());

        assertThat(check.problems().toString())
                .contains("a: reads 'Lastname', which the remote does not have; it has 'lastname'")
                .contains("b: writes 'createdate', which the remote lets nobody write")
                .contains("c: has the converter 'day', which cannot read text")
                .contains("d: the choice table does not know the remote's 'won'")
                .doesNotContain(", e: ");
        assertThat(check.unchecked()).hasSize(1);
    }

    @Test
    void aMappingIsComparedWithTheHostsSchema() {
        HostSchema host = HostSchema.empty()
                .withRequired(Field.of("id", FieldType.TEXT))
                .with(Field.of("created", FieldType.DATE))
                .with(Field.of("names", FieldType.TEXT).withSeveralValues())
                .with(Field.of("stage", FieldType.CHOICE).withOptions(List.of(new Field.Option("lead", "Lead"))));

        MappingCheck wrong = checked(
                Map.of(
                        "created", "createdate | pull",
                        "names", "lastname",
                        "stage", "stage | pull",
                        "other", "stage | pull"),
                Optional.of(host));
        MappingCheck right = checked(
                Map.of(
                        "id", "constant 'x'",
                        "created", "createdate | pull | day Europe/Berlin",
                        "names", "lastname | list ';'",
                        "stage", "stage | pull | choice lead=lead else lead"),
                Optional.of(host));

        assertThat(wrong.problems().toString())
                .contains("created: gets instant, where the host wants date: it needs a converter")
                .contains("names: gets text, where the host wants text, several")
                .contains("stage: the host has no 'won'")
                .contains("other: is not a field of the host")
                .contains("id: is required by the host, and nothing is pulled into it");
        assertThat(right).isEqualTo(new MappingCheck(List.of(), List.of()));
    }
}

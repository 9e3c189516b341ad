package dev.integrationsdk.internal.call;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "/crm/v3/objects/contacts/search, /crm/v3/objects/contacts/search",
        "/crm/objects/2026-03/contacts, /crm/objects/2026-03/contacts",
        "/crm/v3/objects/contacts/51?archived=true, /crm/v3/objects/contacts/{id}",
        "/users/ann@example.com/photo#x, /users/{id}/photo",
        "/users/J%C3%BCrgen, /users/{id}",
        "/t/abcdefghijklmnopqrstuvwxyzabcdefghijklmno, /t/{id}",
        "{base-dn}, {base-dn}"
    })
    void whatMayNameSomebodyIsMasked(String endpoint, String template) {
        assertThat(Endpoint.template(endpoint)).isEqualTo(template);
    }
}

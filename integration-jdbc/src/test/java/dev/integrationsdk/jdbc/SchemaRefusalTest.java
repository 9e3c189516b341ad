package dev.integrationsdk.jdbc;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.integrationsdk.jdbc.Failing.exceptionOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What is refused before any schema is looked at. */
class SchemaRefusalTest {
    private final UrlSource source = new UrlSource(JdbcStore.memory());

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper_", "1_", "a-b", "a b", "x; DROP TABLE y", "twenty_one_characters"})
    void prefixOfAnotherFormIsRefused(String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdbcRepositories.builder(source).tablePrefix(prefix))
                .withMessageContaining("[a-z][a-z0-9_]{0,19}");
    }

    @Test
    void unknownProductIsRefusedByName() {
        IntegrationException refusal = exceptionOf(() -> JdbcRepositories.of(
                new FaultySource(JdbcStore.memory()).answering("getDatabaseProductName", () -> "Informix")));
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(refusal).hasMessageContaining("Informix").hasMessageContaining("h2");
    }

    @Test
    void unreachableDatabaseIsStoreUnavailable() {
        UrlSource unreachable = new UrlSource("jdbc:h2:tcp://127.0.0.1:1/nowhere");
        assertThat(Failing.codeOf(() -> JdbcRepositories.of(unreachable))).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    @Test
    void unknownDialectIsRefusedWithTheNamesOfThoseThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdbcSchema.scripts("oracle", "integration_"))
                .withMessageContaining("h2")
                .withMessageContaining("oracle");
    }
}

package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.mapping.FieldMappingVersion;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.ADA;
import static dev.integrationsdk.testkit.contract.Fixtures.NOW;
import static dev.integrationsdk.testkit.contract.Fixtures.SCOPE;
import static dev.integrationsdk.testkit.contract.Fixtures.mappingVersion;
import static org.assertj.core.api.Assertions.assertThat;

/** What a {@link dev.integrationsdk.store.FieldMappingRepository} must hold to. */
public interface FieldMappingRepositoryContract {
    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    default void versionsOfAFieldMappingAreAppendedAndTheLatestCounts() {
        StoreUnderTest store = store();
        for (int revision = 1; revision <= 3; revision++) {
            assertThat(append(store, mappingVersion(SCOPE, revision))).isTrue();
        }
        store.run(unit -> {
            var mappings = store.repositories().fieldMappings();
            assertThat(mappings.current(unit, SCOPE)).contains(mappingVersion(SCOPE, 3));
            assertThat(mappings.version(unit, SCOPE, 1)).contains(mappingVersion(SCOPE, 1));
            assertThat(mappings.version(unit, SCOPE, 4)).isEmpty();
            assertThat(mappings.versions(unit, SCOPE, Long.MAX_VALUE, 2))
                    .containsExactly(mappingVersion(SCOPE, 3), mappingVersion(SCOPE, 2));
            assertThat(mappings.versions(unit, SCOPE, 2, 9)).containsExactly(mappingVersion(SCOPE, 1));
        });
    }

    @Test
    default void fieldMappingsOfEntityTypesThatDifferByCaseAreKeptApart() {
        StoreUnderTest store = store();
        EntityScope other = new EntityScope(
                SCOPE.tenant(),
                SCOPE.connector(),
                EntityType.of(SCOPE.entityType().value().toUpperCase(java.util.Locale.ROOT)));
        append(store, mappingVersion(SCOPE, 1));
        store.run(unit -> assertThat(store.repositories().fieldMappings().current(unit, other))
                .isEmpty());
        assertThat(append(store, mappingVersion(other, 1))).isTrue();
    }

    @Test
    default void overridesComeBackAsTheyWere() {
        StoreUnderTest store = store();
        String text = "'|\\\"\u0001\u00e4\ud83d\ude00'";
        FieldMappingVersion version = FieldMappingVersion.of(
                SCOPE,
                Map.of(text, text, "a", "", "A", "x".repeat(90_000)),
                1,
                new FieldMappingVersion.Change(ADA, NOW));
        append(store, version);
        FieldMappingVersion none = FieldMappingVersion.of(SCOPE, Map.of(), 2, new FieldMappingVersion.Change(ADA, NOW));
        append(store, none);
        store.run(unit -> assertThat(store.repositories().fieldMappings().versions(unit, SCOPE, Long.MAX_VALUE, 9))
                .containsExactly(none, version));
    }

    @Test
    @DisplayName("R05: a version that does not follow the current one is refused, and the transaction can go on")
    default void versionThatDoesNotFollowTheCurrentOneIsRefused() {
        StoreUnderTest store = store();
        store.run(unit -> {
            var mappings = store.repositories().fieldMappings();
            assertThat(mappings.append(unit, mappingVersion(SCOPE, 2))).isFalse();
            assertThat(mappings.append(unit, mappingVersion(SCOPE, 1))).isTrue();
            assertThat(mappings.append(unit, mappingVersion(SCOPE, 1))).isFalse();
            assertThat(mappings.append(unit, mappingVersion(SCOPE, 3))).isFalse();
            assertThat(mappings.append(unit, mappingVersion(SCOPE, 2))).isTrue();
        });
    }

    @Test
    @DisplayName("R02: of several that append the same version at once, one does")
    default void ofSeveralThatAppendTheSameVersionAtOnceOneDoes() {
        StoreUnderTest store = store();
        AtomicInteger appended = new AtomicInteger();
        assertThat(Threads.run(6, thread -> {
                    if (append(store, mappingVersion(SCOPE, 1))) {
                        appended.incrementAndGet();
                    }
                }))
                .allSatisfy(refusal -> assertThat(refusal).isEqualTo(ErrorCode.STORE_CONFLICT));
        assertThat(appended).hasValue(1);
    }

    @Test
    @DisplayName("R03: rollback undoes the version of a field mapping")
    default void rollbackUndoesTheVersionOfAFieldMapping() {
        StoreUnderTest store = store();
        store.runAndRollBack(unit -> store.repositories().fieldMappings().append(unit, mappingVersion(SCOPE, 1)));
        store.run(unit -> assertThat(store.repositories().fieldMappings().current(unit, SCOPE))
                .isEmpty());
    }

    private static boolean append(StoreUnderTest store, FieldMappingVersion version) {
        return store.get(unit -> store.repositories().fieldMappings().append(unit, version));
    }
}

package dev.integrationsdk.store;

import dev.integrationsdk.audit.AuditEntry;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.ConnectorVersion;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.mapping.FieldMappingVersion;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RepositoriesTest {
    private static final int MOST_METHODS = 8;

    /** What a caller can only have for one tenant. */
    private static final Set<Class<?>> CARRIES_THE_TENANT = Set.of(
            TenantId.class,
            EntityScope.class,
            StreamId.class,
            ConnectorKey.class,
            ConnectorVersion.class,
            FieldMappingVersion.class,
            Lease.class,
            JobRun.class,
            DeadLetter.class,
            KeptRecord.class,
            DeferredRecord.class,
            IntegrationLogEntry.class,
            AuditEntry.Act.class,
            RateUse.Key.class,
            StoredCredential.class,
            PendingAuthorization.class,
            ReviewItem.class);

    @Test
    void everyMethodRequiresTheTenantButThoseAcrossTenants() {
        assertThat(methods().filter(method -> !isForOneTenant(method)).map(RepositoriesTest::shown))
                .containsExactlyInAnyOrder(
                        "CrossTenantRepository.fenceAll",
                        "CrossTenantRepository.connectorsToCheck",
                        "CrossTenantRepository.purge",
                        "CrossTenantRepository.credentialsNotUnder",
                        "CrossTenantRepository.credentialKeyIds",
                        "CrossTenantRepository.keptRecordsNotUnder");
    }

    @Test
    void everyMethodWorksInTheCallersTransaction() {
        assertThat(methods())
                .allSatisfy(method -> assertThat(method.getParameterTypes()[0]).isEqualTo(UnitOfWork.class));
    }

    @Test
    void noRepositoryHasMoreThanEightMethods() {
        assertThat(repositories())
                .hasSizeGreaterThan(8)
                .allSatisfy(repository ->
                        assertThat(repository.getDeclaredMethods()).hasSizeLessThanOrEqualTo(MOST_METHODS));
    }

    private static List<Class<?>> repositories() {
        return Arrays.stream(Repositories.class.getMethods())
                .<Class<?>>map(Method::getReturnType)
                .filter(Class::isInterface)
                .toList();
    }

    private static Stream<Method> methods() {
        return repositories().stream().flatMap(repository -> Arrays.stream(repository.getDeclaredMethods()));
    }

    private static boolean isForOneTenant(Method method) {
        return Arrays.stream(method.getGenericParameterTypes())
                .map(Type::getTypeName)
                .anyMatch(type -> CARRIES_THE_TENANT.stream()
                        .map(Class::getName)
                        .anyMatch(name -> type.equals(name) || type.equals("java.util.List<" + name + ">")));
    }

    private static String shown(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }
}

package dev.integrationsdk.examples;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** What each module may know of the others: nothing points back, adapters see neither each other nor a database. */
class LayeringTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.integrationsdk");

    private static final String[] ABOVE = {
        "dev.integrationsdk.jdbc..",
        "dev.integrationsdk.testkit..",
        "dev.integrationsdk.examples..",
        "java.sql..",
        "org.jdbi.."
    };

    @Test
    void allModulesAreLookedAt() {
        for (String type : new String[] {
            "Integrations", "jdbc.JdbcRepositories", "http.OkHttpTransportProvider",
            "adapters.hubspot.HubSpotConnectorProvider", "adapters.ldap.LdapConnectorProvider", "testkit.FakeConnector"
        }) {
            assertThat(ALL.contain("dev.integrationsdk." + type)).as(type).isTrue();
        }
    }

    @Test
    void adaptersSeeOnlyTheSpiAndTheTransport() {
        noClasses()
                .that()
                .resideInAPackage("dev.integrationsdk.adapters..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.integrationsdk",
                        "dev.integrationsdk.internal..",
                        "dev.integrationsdk.connector..",
                        "dev.integrationsdk.event..",
                        "dev.integrationsdk.host..",
                        "dev.integrationsdk.mapping..",
                        "dev.integrationsdk.retry..",
                        "dev.integrationsdk.run..",
                        "dev.integrationsdk.store..")
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage("dev.integrationsdk.adapters..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ABOVE)
                .check(ALL);
    }

    @Test
    void adaptersDoNotSeeEachOther() {
        slices().matching("dev.integrationsdk.adapters.(*)..")
                .should()
                .notDependOnEachOther()
                .check(ALL);
    }

    @Test
    void theDirectoryAdapterKnowsNoHttp() {
        noClasses()
                .that()
                .resideInAPackage("dev.integrationsdk.adapters.ldap..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.integrationsdk.http..", "okhttp3..", "com.fasterxml..")
                .check(ALL);
    }

    @Test
    void theTransportKnowsNothingButTheSpi() {
        noClasses()
                .that()
                .resideInAPackage("dev.integrationsdk.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.integrationsdk.adapters..", "dev.integrationsdk.store..", "java.sql..")
                .check(ALL);
    }

    @Test
    void packagesOfEveryModuleFormNoCycle() {
        slices().matching("dev.integrationsdk.(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void nobodyUsesJavaSerialisationOrScripts() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.script..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .check(ALL);
    }
}

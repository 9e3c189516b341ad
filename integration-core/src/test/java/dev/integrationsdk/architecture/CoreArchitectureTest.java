package dev.integrationsdk.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.integrationsdk.IntegrationsBuilder;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

class CoreArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.integrationsdk");

    @Test
    void theWholeCoreIsLookedAt() {
        assertThat(CORE.size()).isGreaterThan(100);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.integrationsdk.(**)").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void theSpiSeesOnlyTheJdkAndItself() {
        classes()
                .that()
                .resideInAPackage("dev.integrationsdk.spi..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.integrationsdk.spi..", "java..", "org.jspecify.annotations")
                .check(CORE);
    }

    @Test
    void nobodyImportsTheRootPackage() {
        noClasses()
                .that(not(resideInAPackage("dev.integrationsdk")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.integrationsdk")
                .check(CORE);
    }

    @Test
    void onlyTheBuilderWiresInternals() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.integrationsdk.internal..")
                .and()
                .haveNameNotMatching("dev\\.integrationsdk\\.(IntegrationsBuilder|Assembly).*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.integrationsdk.internal..")
                .check(CORE);
    }

    @Test
    void onlyTheBuilderKnowsASystemClock() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(IntegrationsBuilder.class.getName())
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .check(CORE);
    }
}

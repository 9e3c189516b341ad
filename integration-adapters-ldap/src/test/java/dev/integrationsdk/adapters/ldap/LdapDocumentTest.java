package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.settings.SettingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class LdapDocumentTest {
    private static final Path DOCUMENTS = Path.of("..", "docs", "adapters");

    @Test
    void thePageNamesEverySettingFeedAndEntityType() throws IOException {
        String page = Files.readString(DOCUMENTS.resolve("ldap.md"));
        var descriptor = new LdapConnectorProvider().descriptor();

        for (SettingSpec spec : descriptor.settings()) {
            assertThat(page).contains("`" + spec.key() + "`");
            spec.choices().forEach(choice -> assertThat(page).contains("`" + choice + "`"));
        }
        descriptor.entityTypes().forEach(type -> assertThat(page).contains("`" + type + "`"));
    }

    @Test
    void theReviewersPageNamesTestsThatExist() throws IOException {
        String page = Files.readString(DOCUMENTS.resolve("ldap-security.md"));
        Path tests = Path.of("src/test/java/dev/integrationsdk/adapters/ldap");

        assertThat(Pattern.compile("`(\\w+Test)`").matcher(page).results().map(match -> match.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(tests.resolve(name + ".java")).exists());
    }
}

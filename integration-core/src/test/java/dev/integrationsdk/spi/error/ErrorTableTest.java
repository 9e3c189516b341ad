package dev.integrationsdk.spi.error;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps docs/errors.md in step with the table; run with -Ddocs.write=true to write it anew. */
class ErrorTableTest {
    private static final Path PAGE = Path.of("..", "docs", "errors.md");

    @Test
    void theErrorPageIsTheTable() throws IOException {
        String page = page();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).hasContent(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Errors

                Generated from `ErrorCode`; do not edit. Every failure of the library and of its adapters has one of these codes.

                | code | class | what the engine does | may have taken effect | what to do |
                | --- | --- | --- | --- | --- |
                """);
        for (ErrorCode code : ErrorCode.values()) {
            page.append("| `%s` | %s | %s | %s | %s |\n"
                    .formatted(
                            code,
                            words(code.errorClass()),
                            words(code.disposition()),
                            code.mayHaveTakenEffect() ? "yes" : "no",
                            code.remedy()));
        }
        return page.toString();
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

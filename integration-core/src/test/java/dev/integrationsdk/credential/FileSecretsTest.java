package dev.integrationsdk.credential;

import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisabledOnOs(OS.WINDOWS)
class FileSecretsTest {
    private static final SecretOwner ACME = owner("acme");
    private static final SecretOwner GLOBEX = owner("globex");

    @TempDir
    private Path directory;

    private Path root;
    private FileSecrets secrets;

    @BeforeEach
    void prepare() throws IOException {
        root = Files.createDirectories(directory.resolve("root"));
        Files.createDirectories(root.resolve("acme"));
        Files.createDirectories(root.resolve("globex"));
        Files.createDirectories(directory.resolve("outside"));
        Files.createDirectories(directory.resolve("mine"));
        write(root.resolve("acme/token"), "acme-canary\n");
        write(root.resolve("globex/token"), "globex-canary");
        write(root.resolve("common"), "common-canary");
        write(directory.resolve("outside/token"), "outside-canary");
        write(directory.resolve("mine/key"), "mine-canary");
        secrets = FileSecrets.builder()
                .tenantsBelow(root)
                .root(TenantId.of("globex"), directory.resolve("mine"))
                .operatorRoot(directory.resolve("outside"))
                .build();
    }

    @Test
    void tenantReadsItsOwnAndNoOtherTenantDoes() {
        assertThat(read(ACME, root.resolve("acme/token"))).isEqualTo(Secret.of("acme-canary"));
        assertRefused(GLOBEX, root.resolve("acme/token"), "below no root");
        assertRefused(SecretOwner.operator(), root.resolve("acme/token"), "below no root");
        assertThat(read(GLOBEX, directory.resolve("mine/key"))).isEqualTo(Secret.of("mine-canary"));
        assertRefused(ACME, directory.resolve("mine/key"), "below no root");
        assertThat(read(SecretOwner.operator(), directory.resolve("outside/token")))
                .isEqualTo(Secret.of("outside-canary"));
    }

    @Test
    void whatIsOutsideIsRefusedWhetherItIsThereOrNot() {
        assertRefused(ACME, root.resolve("common"), "below no root");
        assertRefused(ACME, Path.of("/etc/passwd"), "below no root");
        assertRefused(ACME, Path.of("/etc/no-such-file"), "below no root");
        assertRefused(ACME, Path.of("/proc/self/environ"), "below no root");
        assertRefused(ACME, Path.of(root + "/acme/../globex/token"), "below no root");
        assertRefused(ACME, Path.of(root + "/acme/../../outside/token"), "below no root");
        assertRefused(ACME, Path.of(root + "-other/acme/token"), "below no root");
    }

    @Test
    void linkOutOfTheRootIsRefused() throws IOException {
        link("acme/out", directory.resolve("outside/token"));
        link("acme/other", root.resolve("globex/token"));
        link("acme/environ", Path.of("/proc/self/environ"));
        link("acme/down", directory.resolve("outside"));
        for (String name : new String[] {"acme/out", "acme/other", "acme/environ", "acme/down/token"}) {
            assertRefused(ACME, root.resolve(name), "below no root");
        }
    }

    @Test
    void linkWithinTheRootIsFollowed() throws IOException {
        link("acme/present", root.resolve("acme/token"));
        assertThat(read(ACME, root.resolve("acme/present"))).isEqualTo(Secret.of("acme-canary"));
    }

    @Test
    void directoryOfATenantThatIsALinkIsRefused() throws IOException {
        link("initech", root.resolve("acme"));
        assertRefused(owner("initech"), root.resolve("initech/token"), "link");
    }

    @Test
    @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void pipeDeviceAndDirectoryAreRefusedWithoutBlocking() throws Exception {
        Path pipe = root.resolve("acme/pipe");
        Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assertThat(made.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertRefused(ACME, pipe, "no regular file");
        assertRefused(ACME, root.resolve("acme"), "below no root");
        Files.createDirectories(root.resolve("acme/folder"));
        assertRefused(ACME, root.resolve("acme/folder"), "no regular file");
        FileSecrets devices =
                FileSecrets.builder().root(TenantId.of("acme"), Path.of("/dev")).build();
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> devices.resolve(ACME, new SecretReference("file", "/dev/zero")))
                .withMessageContaining("no regular file");
    }

    @Test
    void fileOfTheLargestSizeIsReadAndALargerOneIsNot() throws IOException {
        Path file = root.resolve("acme/large");
        write(file, "x".repeat(FileSecrets.MOST_BYTES));
        assertThat(read(ACME, file).reveal()).hasSize(FileSecrets.MOST_BYTES);
        write(file, "x".repeat(FileSecrets.MOST_BYTES + 1));
        assertRefused(ACME, file, "more than 65536 bytes");
    }

    @Test
    void exactlyOneNewlineAtTheEndIsCut() throws IOException {
        Path file = root.resolve("acme/lines");
        write(file, " a\n\n");
        assertThat(read(ACME, file).reveal()).isEqualTo(" a\n");
        write(file, "a\r\n");
        assertThat(read(ACME, file).reveal()).isEqualTo("a");
        write(file, "\n");
        assertRefused(ACME, file, "empty");
    }

    @Test
    void brokenUtf8AndAMissingFileAreRefused() throws IOException {
        Path file = root.resolve("acme/latin");
        Files.write(file, new byte[] {'c', 'a', 'n', (byte) 0xE4});
        assertRefused(ACME, file, "not UTF-8");
        assertRefused(ACME, root.resolve("acme/missing"), "not there");
    }

    @Test
    void contentIsNoReferenceAgain() throws IOException {
        write(root.resolve("acme/again"), "env:PATH");
        assertThat(read(ACME, root.resolve("acme/again")).reveal()).isEqualTo("env:PATH");
    }

    @Test
    void rotatedFileIsSeenAtOnce() throws IOException {
        read(ACME, root.resolve("acme/token"));
        write(root.resolve("acme/token"), "renewed");
        assertThat(read(ACME, root.resolve("acme/token"))).isEqualTo(Secret.of("renewed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "acme/token", "./token", "~/token"})
    void relativePathIsRefused(String path) {
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> secrets.resolve(ACME, new SecretReference("file", path)))
                .withMessageContaining("absolute");
    }

    private static SecretOwner owner(String tenant) {
        return SecretOwner.of(TenantId.of(tenant), ConnectorId.of("crm"));
    }

    private Secret read(SecretOwner whose, Path path) {
        return secrets.resolve(whose, new SecretReference("file", path.toString()));
    }

    private void assertRefused(SecretOwner whose, Path path, String reason) {
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> read(whose, path))
                .withMessageContaining(reason)
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
                    assertThat(refusal.getMessage()).doesNotContain("-canary");
                });
    }

    private void link(String name, Path target) throws IOException {
        Files.createSymbolicLink(root.resolve(name), target);
    }

    private static void write(Path file, String content) throws IOException {
        Files.writeString(file, content);
    }
}

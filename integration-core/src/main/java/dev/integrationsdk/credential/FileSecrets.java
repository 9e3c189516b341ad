package dev.integrationsdk.credential;

import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.TenantId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds {@code file:/path} below the roots that the operator gives, for the tenant whose root it is and for nobody else.
 * Nothing is cached. Thread-safe.
 *
 * <p>Read is a regular file of at most {@value #MOST_BYTES} bytes of UTF-8, whose real path, after all links, is below
 * the root; one newline at the end is cut. Whoever may write below a root decides what is read there.
 */
public final class FileSecrets implements SecretResolver {
    /** The largest file that is read. */
    public static final int MOST_BYTES = 64 * 1024;

    private final List<Path> tenantsBelow;
    private final Map<Optional<TenantId>, List<Path>> roots;

    private FileSecrets(Builder builder) {
        this.tenantsBelow = List.copyOf(builder.tenantsBelow);
        this.roots = new HashMap<>();
        builder.roots.forEach((whose, paths) -> this.roots.put(whose, List.copyOf(paths)));
    }

    /** Without any root, so that nothing can be read yet. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String scheme() {
        return "file";
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public Secret resolve(SecretOwner whose, SecretReference reference) {
        Path path = path(whose, reference);
        try {
            return Secret.of(text(read(realPath(whose, reference, path))));
        } catch (CharacterCodingException failure) {
            throw refusal(whose, reference, "is not UTF-8");
        } catch (NoSuchFileException missing) {
            throw refusal(whose, reference, "is not there");
        } catch (AccessDeniedException denied) {
            throw refusal(whose, reference, "may not be read by this process");
        } catch (IOException failure) {
            throw refusal(whose, reference, "could not be read");
        } catch (NotReadable refused) {
            throw refusal(whose, reference, refused.reason);
        }
    }

    private static Path path(SecretOwner whose, SecretReference reference) {
        try {
            Path path = Path.of(reference.rest());
            if (path.isAbsolute()) {
                return path.normalize();
            }
        } catch (InvalidPathException ignored) {
            // is no absolute path either
        }
        throw refusal(whose, reference, "has no absolute path");
    }

    /** Nothing is said about a path that is below no root: not even whether it is there. */
    private Path realPath(SecretOwner whose, SecretReference reference, Path path) throws IOException {
        for (Root root : rootsOf(whose)) {
            if (path.startsWith(root.path())) {
                Path realRoot = root.real();
                Path real = path.toRealPath();
                if (real.startsWith(realRoot) && !real.equals(realRoot)) {
                    return real;
                }
            }
        }
        throw refusal(whose, reference, "is below no root that the operator gave " + whose + " in FileSecrets");
    }

    private List<Root> rootsOf(SecretOwner whose) {
        List<Root> found = new ArrayList<>();
        roots.getOrDefault(whose.tenant(), List.of()).forEach(path -> found.add(new Root(path, Optional.empty())));
        whose.tenant()
                .ifPresent(tenant -> tenantsBelow.forEach(path -> found.add(new Root(path, Optional.of(tenant)))));
        return found;
    }

    private static byte[] read(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new NotReadable("is no regular file");
        }
        ByteBuffer content = ByteBuffer.allocate(MOST_BYTES + 1);
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            while (content.hasRemaining() && channel.read(content) >= 0) {
                // goes on to the end
            }
        }
        if (!content.hasRemaining()) {
            throw new NotReadable("has more than " + MOST_BYTES + " bytes");
        }
        byte[] bytes = new byte[content.flip().remaining()];
        content.get(bytes);
        return bytes;
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        String cut = text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (cut.isBlank()) {
            throw new NotReadable("is empty");
        }
        return cut;
    }

    private static IntegrationException refusal(SecretOwner whose, SecretReference reference, String reason) {
        return new IntegrationException(
                ErrorCode.INVALID_CONFIGURATION,
                "the secret file of " + reference + ", asked for by " + whose + ", " + reason
                        + ": correct the file or the" + " reference");
    }

    /**
     * A place whose files somebody may have.
     *
     * @param given as the operator gave it, absolute and normalised
     * @param tenant whose directory below it is meant; empty for the whole
     */
    private record Root(Path given, Optional<TenantId> tenant) {
        Path path() {
            return tenant.map(name -> given.resolve(name.value())).orElse(given);
        }

        /** The directory of a tenant is no link, and has its name in the same letters. */
        Path real() throws IOException {
            Path realGiven = given.toRealPath();
            if (tenant.isEmpty()) {
                return realGiven;
            }
            Path expected = realGiven.resolve(tenant.get().value());
            if (!expected.toRealPath().toString().equals(expected.toString())) {
                throw new NotReadable("is in a tenant's directory that is a link");
            }
            return expected;
        }
    }

    private static final class NotReadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String reason;

        NotReadable(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }
    }

    /** Collects the roots. Not thread-safe. */
    public static final class Builder {
        private final List<Path> tenantsBelow = new ArrayList<>();
        private final Map<Optional<TenantId>, List<Path>> roots = new HashMap<>();

        private Builder() {}

        /** Adds a root below which every tenant has a directory named as the tenant. */
        public Builder tenantsBelow(Path root) {
            tenantsBelow.add(root.toAbsolutePath().normalize());
            return this;
        }

        /** Adds a root of one tenant alone. */
        public Builder root(TenantId tenant, Path root) {
            return root(Optional.of(tenant), root);
        }

        /** Adds a root of the operator alone. */
        public Builder operatorRoot(Path root) {
            return root(Optional.empty(), root);
        }

        private Builder root(Optional<TenantId> whose, Path root) {
            roots.computeIfAbsent(whose, missing -> new ArrayList<>())
                    .add(root.toAbsolutePath().normalize());
            return this;
        }

        public FileSecrets build() {
            return new FileSecrets(this);
        }
    }
}

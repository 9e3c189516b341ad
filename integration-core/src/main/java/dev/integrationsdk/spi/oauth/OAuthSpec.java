package dev.integrationsdk.spi.oauth;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a system is connected by OAuth 2. The adapter fixes the addresses; no tenant can. Immutable; the {@code with}
 * methods return a changed copy.
 */
public final class OAuthSpec {
    /** Who agrees that the connector gets a token. */
    public enum Flow {
        /** A person, in a browser. */
        AUTHORIZATION_CODE,
        /** Nobody: the client id and the secret are enough. */
        CLIENT_CREDENTIALS
    }

    /** Where the token request carries the client id and the secret. */
    public enum ClientAuthentication {
        /** Among the parameters of the body. */
        POST,
        /** In the header {@code Authorization}. */
        BASIC
    }

    private final Flow flow;
    private final Optional<URI> authorizeUrl;
    private final URI tokenUrl;
    private final Optional<URI> revokeUrl;
    private final List<String> scopes;
    private final ClientAuthentication clientAuthentication;
    private final boolean pkce;

    private OAuthSpec(Flow flow, Optional<URI> authorizeUrl, URI tokenUrl, Options options) {
        this.flow = flow;
        this.authorizeUrl = authorizeUrl;
        this.tokenUrl = tokenUrl;
        this.revokeUrl = options.revokeUrl();
        this.scopes = List.copyOf(options.scopes());
        this.clientAuthentication = options.clientAuthentication();
        this.pkce = options.pkce();
    }

    private record Options(
            Optional<URI> revokeUrl, List<String> scopes, ClientAuthentication clientAuthentication, boolean pkce) {
        private static final Options DEFAULT =
                new Options(Optional.empty(), List.of(), ClientAuthentication.POST, true);
    }

    /**
     * A person agrees. PKCE is sent, and the client authenticates in the body, unless changed.
     *
     * @throws IllegalArgumentException if an address is not absolute, not of HTTP, or has user information or a fragment
     */
    public static OAuthSpec authorizationCode(URI authorizeUrl, URI tokenUrl) {
        return new OAuthSpec(
                Flow.AUTHORIZATION_CODE, Optional.of(address(authorizeUrl)), address(tokenUrl), Options.DEFAULT);
    }

    /**
     * The client id and the secret are enough.
     *
     * @throws IllegalArgumentException if the address is not absolute, not of HTTP, or has user information or a fragment
     */
    public static OAuthSpec clientCredentials(URI tokenUrl) {
        return new OAuthSpec(Flow.CLIENT_CREDENTIALS, Optional.empty(), address(tokenUrl), Options.DEFAULT);
    }

    private static URI address(URI uri) {
        boolean isHttp = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!isHttp || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "an address of OAuth begins with https://, names a host, and has neither user information nor a"
                            + " fragment");
        }
        return uri;
    }

    /** Where tokens are given back when a connector is disconnected. */
    public OAuthSpec withRevokeUrl(URI url) {
        return with(new Options(Optional.of(address(url)), scopes, clientAuthentication, pkce));
    }

    /** What is asked for; nothing unless set. */
    public OAuthSpec withScopes(String... names) {
        return with(new Options(revokeUrl, List.of(names), clientAuthentication, pkce));
    }

    public OAuthSpec withClientAuthentication(ClientAuthentication where) {
        return with(new Options(revokeUrl, scopes, Objects.requireNonNull(where, "where"), pkce));
    }

    /** For the rare server that refuses a code challenge. */
    public OAuthSpec withoutPkce() {
        return with(new Options(revokeUrl, scopes, clientAuthentication, false));
    }

    private OAuthSpec with(Options options) {
        return new OAuthSpec(flow, authorizeUrl, tokenUrl, options);
    }

    public Flow flow() {
        return flow;
    }

    /** Empty where nobody is asked. */
    public Optional<URI> authorizeUrl() {
        return authorizeUrl;
    }

    public URI tokenUrl() {
        return tokenUrl;
    }

    public Optional<URI> revokeUrl() {
        return revokeUrl;
    }

    public List<String> scopes() {
        return scopes;
    }

    public ClientAuthentication clientAuthentication() {
        return clientAuthentication;
    }

    /** Whether a code challenge (S256) is sent. */
    public boolean isPkce() {
        return pkce;
    }

    @Override
    public String toString() {
        return "OAuthSpec[" + flow + ", " + tokenUrl + ", scopes " + scopes + "]";
    }
}

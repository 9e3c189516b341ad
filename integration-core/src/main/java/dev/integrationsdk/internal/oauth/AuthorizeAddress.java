package dev.integrationsdk.internal.oauth;

import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.oauth.OAuthSpec;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Where a person's browser is sent to agree. */
final class AuthorizeAddress {
    private AuthorizeAddress() {}

    static URI of(OAuthSpec spec, String clientId, URI redirectUri, String state, Secret verifier) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", clientId);
        parameters.put("redirect_uri", redirectUri.toString());
        parameters.put("state", state);
        if (!spec.scopes().isEmpty()) {
            parameters.put("scope", String.join(" ", spec.scopes()));
        }
        if (spec.isPkce()) {
            byte[] challenge = sha256(verifier.reveal());
            parameters.put(
                    "code_challenge", Base64.getUrlEncoder().withoutPadding().encodeToString(challenge));
            parameters.put("code_challenge_method", "S256");
        }
        String query = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        String address = spec.authorizeUrl().orElseThrow().toString();
        return URI.create(address + (address.contains("?") ? "&" : "?") + query);
    }

    /** In hexadecimal digits. */
    static String hash(String state) {
        return HexFormat.of().formatHex(sha256(state));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}

package dev.integrationsdk.testkit.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the server has given to whom. Used under its lock. */
final class Grants {
    private static final Duration CODE_LIFE = Duration.ofMinutes(5);

    private final Clock clock;
    private final Duration life;
    private final Duration grace;
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, Access> access = new HashMap<>();
    private final Map<String, Refresh> refresh = new HashMap<>();
    private final Set<Integer> endedFamilies = new HashSet<>();
    private int number;
    private int refreshes;
    private int reuses;

    Grants(Clock clock, Duration life, Duration grace) {
        this.clock = clock;
        this.life = life;
        this.grace = grace;
    }

    int refreshes() {
        return refreshes;
    }

    int reuses() {
        return reuses;
    }

    String code(String account, String redirectUri, @Nullable String challenge) {
        String code = "canary-code-" + ++number;
        codes.put(
                code, new Code(account, redirectUri, challenge, clock.instant().plus(CODE_LIFE), number));
        return code;
    }

    @Nullable
    Map<String, Object> exchange(Map<String, String> form) {
        Code code = codes.get(form.getOrDefault("code", ""));
        if (code == null) {
            return null;
        }
        if (refresh.values().stream().anyMatch(token -> token.family() == code.family())) {
            end(code.family());
            return null;
        }
        boolean isGood = clock.instant().isBefore(code.until())
                && code.redirectUri().equals(form.get("redirect_uri"))
                && (code.challenge() == null || code.challenge().equals(challenge(form.get("code_verifier"))));
        return isGood ? tokens(code.account(), code.family()) : null;
    }

    @Nullable
    Map<String, Object> refresh(String token) {
        Refresh used = refresh.get(token);
        if (used == null || endedFamilies.contains(used.family())) {
            return null;
        }
        if (used.answer() != null) {
            if (clock.instant().isBefore(used.usedAt().plus(grace))) {
                return used.answer();
            }
            end(used.family());
            return null;
        }
        refreshes++;
        Map<String, Object> answer = tokens(used.account(), used.family());
        refresh.put(token, new Refresh(used.account(), used.family(), clock.instant(), answer));
        return answer;
    }

    Map<String, Object> ofClient() {
        String token = "canary-access-" + ++number;
        access.put(
                token,
                new Access(
                        AuthorizationServerSimulator.CLIENT_ID,
                        number,
                        clock.instant().plus(life)));
        return Map.of("access_token", token, "token_type", "Bearer", "expires_in", life.toSeconds());
    }

    private Map<String, Object> tokens(String account, int family) {
        String accessToken = "canary-access-" + ++number;
        String refreshToken = "canary-refresh-" + number;
        access.put(accessToken, new Access(account, family, clock.instant().plus(life)));
        refresh.put(refreshToken, new Refresh(account, family, Instant.EPOCH, null));
        return Map.of(
                "access_token",
                accessToken,
                "refresh_token",
                refreshToken,
                "token_type",
                "bearer",
                "expires_in",
                life.toSeconds(),
                "scope",
                "contacts.read contacts.write");
    }

    String accountOf(String token) {
        Access found = access.get(token);
        if (found == null || endedFamilies.contains(found.family())) {
            return "";
        }
        return clock.instant().isBefore(found.until()) ? found.account() : "";
    }

    void revoke(String token) {
        Refresh found = refresh.get(token);
        Access other = access.get(token);
        if (found != null) {
            endedFamilies.add(found.family());
        } else if (other != null) {
            endedFamilies.add(other.family());
        }
    }

    void revokeAll(String account) {
        refresh.values().stream()
                .filter(token -> token.account().equals(account))
                .forEach(token -> endedFamilies.add(token.family()));
    }

    private void end(int family) {
        if (endedFamilies.add(family)) {
            reuses++;
        }
    }

    private static String challenge(@Nullable String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((verifier == null ? "" : verifier).getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private record Code(
            String account, String redirectUri, @Nullable String challenge, Instant until, int family) {}

    private record Access(String account, int family, Instant until) {}

    private record Refresh(
            String account,
            int family,
            Instant usedAt,
            @Nullable Map<String, Object> answer) {}
}

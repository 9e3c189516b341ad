package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.oauth.AccountIdentity;
import dev.integrationsdk.spi.probe.Finding;
import dev.integrationsdk.spi.probe.Probe;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says whose account it is, and looks whether it lets itself be read and written: by what the token says of itself, which
 * only a private app's does, and by the least request of each type. Immutable.
 */
final class AccountCheck implements Probe, AccountIdentity {
    private static final String TOKEN_INFO = "/oauth/v2/private-apps/get/access-token-info";
    private static final String PRIVATE_APP = "pat-";

    private final Exchange exchange;
    private final Optional<String> expectedPortal;

    /** @param expectedPortal the account's id; empty if any will do */
    AccountCheck(Exchange exchange, Optional<String> expectedPortal) {
        this.exchange = exchange;
        this.expectedPortal = expectedPortal;
    }

    @Override
    public String accountOf(Secret accessToken, CallContext call) {
        return portal(exchange.get("account", exchange.version().account("details"), accessToken, call));
    }

    private static String portal(JsonNode details) {
        JsonNode id = details.path("portalId");
        if (!id.isIntegralNumber() && !id.asText("").matches("\\d{1,20}")) {
            throw new IntegrationException(ErrorCode.INVALID_PAYLOAD, "HubSpot's answer to 'account' has no portalId");
        }
        return id.asText();
    }

    @Override
    public List<Finding> check(Set<EntityType> entityTypes, CallContext call) {
        List<Finding> findings = new ArrayList<>();
        Optional<IntegrationException> problem = account(findings, call);
        if (problem.isPresent()) {
            for (EntityType type : entityTypes) {
                findings.add(new Finding(
                        "read " + type,
                        Optional.of(type),
                        Optional.of(problem.get().code()),
                        "Not looked at."));
            }
            return findings;
        }
        Optional<Set<String>> scopes = scopes(call);
        for (EntityType type : new LinkedHashSet<>(entityTypes)) {
            findings.add(readable(type, call));
            scopes.flatMap(granted -> writable(type, granted)).ifPresent(findings::add);
        }
        quota(call).ifPresent(findings::add);
        return findings;
    }

    private Optional<IntegrationException> account(List<Finding> findings, CallContext call) {
        try {
            String portal = accountOf(exchange.token(), call);
            findings.add(good("reachable", "HubSpot answers."));
            findings.add(good("authenticated", "The token is good."));
            findings.add(
                    expectedPortal.filter(expected -> !expected.equals(portal)).isPresent()
                            ? new Finding(
                                    "portal",
                                    Optional.empty(),
                                    Optional.of(ErrorCode.INVALID_CONFIGURATION),
                                    "The token opens portal " + portal + ", and not the one that is set.")
                            : good("portal", portal));
            return Optional.empty();
        } catch (IntegrationException failure) {
            boolean answered = failure.code() == ErrorCode.AUTHENTICATION_FAILED
                    || failure.code() == ErrorCode.PERMISSION_DENIED
                    || failure.code() == ErrorCode.CREDENTIALS_MISSING;
            findings.add(answered ? good("reachable", "HubSpot answers.") : bad("reachable", failure));
            findings.add(bad("authenticated", failure));
            return Optional.of(failure);
        }
    }

    /** Of a private app's token alone: those of others are told by an endpoint that wants the application's secret. */
    private Optional<Set<String>> scopes(CallContext call) {
        String token = exchange.token().reveal();
        if (!token.startsWith(PRIVATE_APP)) {
            return Optional.empty();
        }
        try {
            JsonNode answer = Exchange.json(
                    "token",
                    exchange.required(
                            "token",
                            exchange.post(
                                    TOKEN_INFO,
                                    JsonNodeFactory.instance.objectNode().put("tokenKey", token),
                                    call)));
            Set<String> scopes = new TreeSet<>();
            answer.path("scopes").forEach(scope -> scopes.add(scope.asText()));
            return Optional.of(scopes);
        } catch (IntegrationException notTold) {
            // It is not part of HubSpot's published API: without it the check tells less.
            return Optional.empty();
        }
    }

    private Finding readable(EntityType type, CallContext call) {
        String subject = "read " + type;
        try {
            exchange.get(subject, smallestRead(type), call);
            return new Finding(subject, Optional.of(type), Optional.empty(), "It can be read.");
        } catch (IntegrationException failure) {
            return new Finding(subject, Optional.of(type), Optional.of(failure.code()), "" + failure.getMessage());
        }
    }

    private String smallestRead(EntityType type) {
        ApiVersion version = exchange.version();
        return ReferenceType.find(type)
                .map(reference -> reference
                        .pipelinesOf()
                        .map(of -> version.crm("pipelines") + of.path())
                        .orElseGet(() -> version.owners() + "?limit=1"))
                .orElseGet(() -> version.objects(ObjectType.of(type)) + "?limit=1");
    }

    private static Optional<Finding> writable(EntityType type, Set<String> granted) {
        return ObjectType.find(type).map(object -> {
            String scope = object.scopes() + ".write";
            boolean may = granted.contains(scope)
                    || (object.equals(ObjectType.TICKET) && granted.contains("tickets"))
                    || (object.equals(ObjectType.PRODUCT) && granted.contains("e-commerce"));
            return new Finding(
                    "write " + type,
                    Optional.of(type),
                    may ? Optional.empty() : Optional.of(ErrorCode.PERMISSION_DENIED),
                    may ? "It can be written." : "The scope " + scope + " is missing.");
        });
    }

    /** Accounts of applications from the marketplace have no such number. */
    private Optional<Finding> quota(CallContext call) {
        try {
            JsonNode answer =
                    exchange.get("daily use", exchange.version().account("api-usage/daily/private-apps"), call);
            JsonNode use = answer.path("results").path(0);
            if (!use.path("usageLimit").isNumber()) {
                return Optional.empty();
            }
            long limit = use.path("usageLimit").asLong();
            long left = Math.max(0, limit - use.path("currentUsage").asLong());
            return Optional.of(new Finding(
                    "quota",
                    Optional.empty(),
                    left == 0 ? Optional.of(ErrorCode.RATE_LIMITED) : Optional.empty(),
                    left + " of " + limit + " calls are left today."));
        } catch (IntegrationException notTold) {
            return Optional.empty();
        }
    }

    private static Finding good(String subject, String detail) {
        return new Finding(subject, Optional.empty(), Optional.empty(), detail);
    }

    private static Finding bad(String subject, IntegrationException failure) {
        return new Finding(subject, Optional.empty(), Optional.of(failure.code()), "" + failure.getMessage());
    }
}

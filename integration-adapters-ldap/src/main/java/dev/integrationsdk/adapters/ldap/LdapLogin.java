package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.integrationsdk.adapters.ldap.DirectorySession.Search;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.query.QueryHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Checks a person's name and password: searches for the name, and binds as what was found on a connection of its own. Never
 * remembers a success, and never uses a connection that reads. Thread-safe.
 */
final class LdapLogin implements QueryHandler {
    private final PagedScan.Source source;

    LdapLogin(PagedScan.Source source) {
        this.source = source;
    }

    @Override
    public List<Bound<?, ?>> queries() {
        return List.of(new Bound<>(
                LoginResult.QUERY,
                (attempt, page, call) -> new Answer<>(List.of(check(attempt, call)), Optional.empty())));
    }

    private LoginResult check(LoginAttempt attempt, CallContext call) {
        if (attempt.login().isBlank() || attempt.password().isEmpty()) {
            // A directory takes a bind without a password as anonymous, and answers success.
            return LoginResult.of(LoginResult.Outcome.REJECTED);
        }
        Deadline deadline = Deadline.of(call, source.clock());
        try {
            return attempt(attempt, deadline);
        } catch (IntegrationException failure) {
            source.logger()
                    .log(
                            System.Logger.Level.WARNING,
                            () -> "a log-in could not be checked: " + failure.code() + "; correlation id "
                                    + call.correlationId());
            return LoginResult.of(LoginResult.Outcome.UNAVAILABLE);
        }
    }

    private LoginResult attempt(LoginAttempt attempt, Deadline deadline) {
        List<SearchResultEntry> found = new ArrayList<>();
        Optional<ExternalId> id = Optional.empty();
        try (DirectorySession session = source.dialer().open(deadline)) {
            FieldSelection nothing = new FieldSelection(Set.of(FieldSelection.DN), LdapConnectorProvider.USER);
            FeedContext context = FeedContext.of(session, source.settings(), Optional.empty(), nothing, deadline);
            found.addAll(find(attempt.login(), context));
            if (found.size() == 1) {
                id = context.idOf(found.get(0));
            }
        }
        boolean unique = found.size() == 1 && id.isPresent();
        // Nobody of that name is refused as slowly as a wrong password is.
        String dn = unique
                ? found.get(0).getDN()
                : "cn=" + UUID.randomUUID() + "," + source.settings().search().baseDn();
        BindVerdict verdict = source.dialer().check(dn, attempt.password(), deadline);
        return unique
                ? new LoginResult(verdict.outcome(), verdict.isProven() ? id : Optional.empty())
                : LoginResult.of(LoginResult.Outcome.REJECTED);
    }

    private List<SearchResultEntry> find(String login, FeedContext context) {
        List<Filter> names = source.settings().loginAttributes().stream()
                .map(name -> Filter.createEqualityFilter(name, login))
                .toList();
        Filter wanted = Filter.createANDFilter(
                source.settings().search().filters().of(LdapConnectorProvider.USER), Filter.createORFilter(names));
        SearchPage page = context.session()
                .page(
                        new Search(
                                source.settings().search().baseDn(),
                                wanted,
                                List.of(context.id().name())),
                        2,
                        null,
                        context.deadline());
        page.limit().ifPresent(limit -> {
            throw new IntegrationException(ErrorCode.PERMISSION_DENIED, "the search for a name was cut short");
        });
        return page.cookie().isPresent() ? List.of() : page.entries();
    }
}

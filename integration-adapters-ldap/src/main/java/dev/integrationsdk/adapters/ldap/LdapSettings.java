package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import dev.integrationsdk.adapters.ldap.DirectoryAddress.Protection;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one connector, checked against each other. Immutable.
 *
 * @param addresses at least one, in the order in which they are tried
 * @param serverKind empty where it is to be found out
 * @param idAttribute empty where it is to be found out
 * @param feed empty where the best is to be found out
 * @param overlap how far a reading by times reaches back
 * @param loginAttributes what people may type as their name
 * @param writableAttributes what may be written at all
 * @param caFile empty where the Java runtime's certificates are trusted
 */
record LdapSettings(
        List<DirectoryAddress> addresses,
        SearchSettings search,
        Optional<ServerKind> serverKind,
        Optional<IdAttribute> idAttribute,
        Optional<FeedKind> feed,
        Duration overlap,
        List<String> loginAttributes,
        List<String> writableAttributes,
        Optional<String> caFile) {
    private static final String AUTO = ServerKind.AUTO;
    private static final int MAX_ADDRESSES = 10;
    private static final long MAX_PAGE_SIZE = 10_000;
    private static final Pattern ATTRIBUTE_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

    /** What is searched for, where. */
    record SearchSettings(String baseDn, DirectoryFilters filters, int pageSize) {}

    /** @throws IntegrationException INVALID_CONFIGURATION naming everything that is wrong */
    static LdapSettings read(ConnectorContext context) {
        return new Reading(context).read();
    }

    /** Collects what is wrong, so that a person is told all of it at once. */
    private static final class Reading {
        private final Settings settings;
        private final boolean onPremise;
        private final List<String> problems = new ArrayList<>();

        Reading(ConnectorContext context) {
            this.settings = context.settings();
            this.onPremise = context.isOnPremise();
        }

        LdapSettings read() {
            List<DirectoryAddress> addresses = new ArrayList<>();
            DirectoryAddress first = checked(
                    LdapConnectorProvider.URL,
                    () -> address(settings.url(LdapConnectorProvider.URL).orElseThrow()));
            if (first != null) {
                addresses.add(first);
            }
            checked(LdapConnectorProvider.FURTHER_URLS, () -> addresses.addAll(furtherAddresses()));
            Optional<IdAttribute> id = checked(LdapConnectorProvider.ID_ATTRIBUTE, this::idAttribute);
            SearchSettings search = search();
            List<String> login = checked(
                    LdapConnectorProvider.LOGIN_ATTRIBUTES, () -> names(LdapConnectorProvider.LOGIN_ATTRIBUTES));
            List<String> writable =
                    settings.text(LdapConnectorProvider.WRITABLE_ATTRIBUTES).isEmpty()
                            ? List.of()
                            : checked(
                                    LdapConnectorProvider.WRITABLE_ATTRIBUTES,
                                    () -> names(LdapConnectorProvider.WRITABLE_ATTRIBUTES));
            if (first == null
                    || id == null
                    || login == null
                    || writable == null
                    || search == null
                    || !problems.isEmpty()) {
                throw new IntegrationException(
                        ErrorCode.INVALID_CONFIGURATION, "settings are not valid: " + String.join("; ", problems));
            }
            return new LdapSettings(
                    List.copyOf(addresses),
                    search,
                    ServerKind.named(settings.requiredText(LdapConnectorProvider.SERVER_TYPE)),
                    id,
                    FeedKind.named(settings.requiredText(LdapConnectorProvider.FEED)),
                    settings.duration(LdapConnectorProvider.OVERLAP).orElseThrow(),
                    login,
                    writable,
                    settings.text(LdapConnectorProvider.CA_FILE));
        }

        private @Nullable SearchSettings search() {
            String base = checked(LdapConnectorProvider.BASE_DN, this::baseDn);
            Map<EntityType, Filter> filters = new HashMap<>();
            for (EntityType type : DirectoryTypes.ofEntries()) {
                String key = DirectoryFilters.setting(type);
                Filter filter = checked(key, () -> DirectoryFilters.parse(settings.requiredText(key)));
                if (filter != null) {
                    filters.put(type, filter);
                }
            }
            Integer pageSize = checked(LdapConnectorProvider.PAGE_SIZE, this::pageSize);
            if (base == null || pageSize == null) {
                return null;
            }
            return new SearchSettings(base, new DirectoryFilters(filters), pageSize);
        }

        private List<DirectoryAddress> furtherAddresses() {
            List<DirectoryAddress> further = new ArrayList<>();
            String text = settings.text(LdapConnectorProvider.FURTHER_URLS).orElse("");
            for (String url : text.isBlank() ? new String[0] : text.split(",", -1)) {
                URI uri = URI.create(url.strip());
                if (uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
                    throw new IllegalArgumentException("must be addresses like url, separated by commas");
                }
                further.add(address(uri));
            }
            if (further.size() >= MAX_ADDRESSES) {
                throw new IllegalArgumentException("must have fewer than " + MAX_ADDRESSES + " addresses");
            }
            return further;
        }

        private DirectoryAddress address(URI url) {
            DirectoryAddress address = DirectoryAddress.of(url, settings.isTrue(LdapConnectorProvider.START_TLS));
            if (!onPremise && !address.hasUsualPort()) {
                throw new IllegalArgumentException("must have port 389, 636, 3268 or 3269 unless it is on-premise");
            }
            boolean plain = address.protection() == Protection.PLAIN;
            if (plain && !(onPremise && settings.isTrue(LdapConnectorProvider.ALLOW_PLAIN))) {
                throw new IllegalArgumentException("would send the password without encryption: use ldaps://, or set"
                        + " start-tls, or mark the connector as on-premise and set allow-plain");
            }
            return address;
        }

        private String baseDn() {
            String text = settings.requiredText(LdapConnectorProvider.BASE_DN).strip();
            if (!DN.isValidDN(text)) {
                throw new IllegalArgumentException("is not a distinguished name");
            }
            return text;
        }

        private Optional<IdAttribute> idAttribute() {
            String name =
                    settings.requiredText(LdapConnectorProvider.ID_ATTRIBUTE).strip();
            if (name.equals(AUTO)) {
                return Optional.empty();
            }
            if (!ATTRIBUTE_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("is not the name of an attribute");
            }
            return Optional.of(IdAttribute.named(name));
        }

        /** Attributes, separated by commas. */
        private List<String> names(String key) {
            List<String> names = new ArrayList<>();
            for (String name : settings.text(key).orElse("").split(",", -1)) {
                if (!ATTRIBUTE_NAME.matcher(name.strip()).matches()) {
                    throw new IllegalArgumentException("must be names of attributes, separated by commas");
                }
                names.add(name.strip());
            }
            return List.copyOf(names);
        }

        private int pageSize() {
            long size = settings.integer(LdapConnectorProvider.PAGE_SIZE).orElseThrow();
            if (size < 1 || size > MAX_PAGE_SIZE) {
                throw new IllegalArgumentException("must be 1 to " + MAX_PAGE_SIZE);
            }
            return (int) size;
        }

        private <T> @Nullable T checked(String key, Supplier<T> reading) {
            try {
                return reading.get();
            } catch (IllegalArgumentException wrong) {
                problems.add(key + " " + wrong.getMessage());
                return null;
            }
        }
    }
}

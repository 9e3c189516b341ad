package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpReply;
import dev.integrationsdk.spi.http.RetryAfter;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The calls of HubSpot's CRM API that read records. Immutable. */
final class HubSpotApi {
    /** Most records of one page of a listing, and most ids of one batch. */
    static final int MAX_PAGE = 100;

    private static final int MAX_URL_LENGTH = 6 * 1024;
    private static final String OBJECT_NOT_FOUND = "OBJECT_NOT_FOUND";

    private final Exchange exchange;

    HubSpotApi(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * One page of a listing.
     *
     * @param after empty for the first page
     */
    record Listing(Wanted wanted, int limit, String after, boolean archived) {}

    /** Whether every proxy on the way takes the encoded address. */
    boolean fitsIntoUrl(ObjectType type, Listing listing) {
        return exchange.address(path(type, listing)).length() <= MAX_URL_LENGTH;
    }

    RecordPage list(ObjectType type, Listing listing, CallContext call) {
        String operation = "list " + (listing.archived() ? "archived " : "") + type.path();
        HttpReply reply = exchange.read(path(type, listing), call);
        if (!reply.isSuccess()) {
            throw listing.after().isEmpty()
                    ? exchange.errors(operation).of(reply)
                    : exchange.errors(operation).ofCallWithCursor(reply);
        }
        return page(operation, reply);
    }

    RecordPage search(ObjectType type, ObjectNode query, CallContext call) {
        String operation = "search " + type.path();
        HttpReply reply = exchange.search(exchange.version().objects(type) + "/search", query, call);
        return page(operation, exchange.required(operation, reply));
    }

    /**
     * Asks for records by id, or by the value of a unique property.
     *
     * @param ids at most {@value #MAX_PAGE}
     * @param idProperty empty for HubSpot's own ids
     */
    record Lookup(Collection<String> ids, Wanted wanted, String idProperty, boolean archived) {
        static Lookup live(Collection<String> ids, Wanted wanted) {
            return new Lookup(ids, wanted, "", false);
        }
    }

    /** The live records with these ids, as {@link #read(ObjectType, Lookup, CallContext)}. */
    RecordPage read(ObjectType type, Collection<String> ids, Wanted wanted, CallContext call) {
        return read(type, Lookup.live(ids, wanted), call);
    }

    /**
     * The records that were looked up, in any order. Those that are gone are absent; one that was merged into another may
     * come back as that one.
     */
    RecordPage read(ObjectType type, Lookup lookup, CallContext call) {
        if (lookup.ids().isEmpty()) {
            return RecordPage.EMPTY;
        }
        String operation = "read " + type.path();
        String path = exchange.version().objects(type) + "/batch/read" + (lookup.archived() ? "?archived=true" : "");
        HttpReply reply = exchange.post(path, query(lookup), call);
        HubSpotErrors errors = exchange.errors(operation);
        if (reply.status() == 404 && errors.category(reply).equals(OBJECT_NOT_FOUND)) {
            return RecordPage.EMPTY;
        }
        RecordPage page = page(operation, exchange.required(operation, reply));
        if (!Set.of(OBJECT_NOT_FOUND).containsAll(page.errorCategories())) {
            throw new IntegrationException(
                    ErrorCode.SERVICE_UNAVAILABLE, "HubSpot answered '" + operation + "' only in part");
        }
        return page;
    }

    private static ObjectNode query(Lookup lookup) {
        ObjectNode query = JsonNodeFactory.instance.objectNode();
        ArrayNode inputs = query.putArray("inputs");
        lookup.ids().forEach(id -> inputs.addObject().put("id", id));
        lookup.wanted().properties().forEach(query.putArray("properties")::add);
        if (!lookup.wanted().histories().isEmpty()) {
            lookup.wanted().histories().forEach(query.putArray("propertiesWithHistory")::add);
        }
        if (!lookup.idProperty().isEmpty()) {
            query.put("idProperty", lookup.idProperty());
        }
        return query;
    }

    private String path(ObjectType type, Listing listing) {
        return exchange.version().objects(type) + "?limit=" + listing.limit()
                + names("properties", listing.wanted().properties())
                + names("propertiesWithHistory", listing.wanted().histories())
                + (listing.archived() ? "&archived=true" : "")
                + (listing.after().isEmpty() ? "" : "&after=" + Names.encoded(listing.after()));
    }

    private static String names(String parameter, Collection<String> names) {
        return names.isEmpty()
                ? ""
                : "&" + parameter + "=" + names.stream().map(Names::encoded).collect(Collectors.joining(","));
    }

    private static RecordPage page(String operation, HttpReply reply) {
        Exchange.requireJson(operation, reply);
        Optional<String> date = reply.header("Date");
        return RecordPageReader.read(operation, reply.body()).withAnsweredAt(date.flatMap(RetryAfter::httpDate));
    }
}

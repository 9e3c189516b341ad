package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Active Directory by change numbers, with its tombstones where the account may read them. */
final class UsnFeed implements Feed {
    private static final String STAMP = "uSNChanged";

    private final FeedContext context;
    private final ActiveDirectoryTraits traits;

    UsnFeed(FeedContext context) {
        this.context = context;
        this.traits = new ActiveDirectoryTraits(context);
    }

    @Override
    public FeedKind kind() {
        return FeedKind.USN;
    }

    @Override
    public Optional<String> obstacle() {
        return traits.isIdentified() && number(context.server().rootDse()) >= 0
                ? Optional.empty()
                : Optional.of("the account may not read the domain controller's invocationId or highestCommittedUSN");
    }

    @Override
    public Optional<String> blindness() {
        return traits.blindness();
    }

    @Override
    public String identity() {
        return traits.identity();
    }

    @Override
    public Optional<String> now() {
        return Optional.of(""
                + context.read("", "highestCommittedUSN").map(UsnFeed::number).orElse(-1L));
    }

    @Override
    public Changes since(String position) {
        long from = Long.parseLong(position);
        long until = Long.parseLong(now().orElseThrow());
        if (until < from) {
            throw new GapException("the domain controller counts from before what was read already");
        }
        Changes changes = new Changes("" + until);
        Filter range = Filter.createANDFilter(
                Filter.createGreaterOrEqualFilter(STAMP, "" + (from + 1)),
                Filter.createLessOrEqualFilter(STAMP, "" + until));
        List<String> wanted = List.of(context.id().name(), "isDeleted", "objectClass");
        String root = context.namingContext();
        context.each(root, range, wanted, entry -> context.idOf(entry).ifPresent(changes::touch));
        Filter gone = Filter.createANDFilter(Filter.createEqualityFilter("isDeleted", "TRUE"), range);
        Control showDeleted = new Control(ActiveDirectoryTraits.SHOW_DELETED, true);
        context.each(
                root, gone, wanted, entry -> ActiveDirectoryTraits.addTombstone(entry, context, changes), showDeleted);
        return changes;
    }

    private static long number(Entry rootDse) {
        @Nullable Long number = rootDse.getAttributeValueAsLong("highestCommittedUSN");
        return number == null ? -1 : number;
    }
}

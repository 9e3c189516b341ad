package dev.integrationsdk.adapters.hubspot;

import java.util.ArrayList;
import java.util.List;

/** What a token has to be good for. */
final class Scopes {
    static final String LISTS = "crm.lists.write";

    private Scopes() {}

    /**
     * What is asked of a person who connects an account: whatever every plan can grant. The scopes of custom objects are the
     * dearest plan's, and asking for them would shut the others out.
     */
    static String[] usual() {
        List<String> scopes = new ArrayList<>(List.of("oauth", "crm.objects.owners.read"));
        for (ObjectType type : List.of(ObjectType.COMPANY, ObjectType.CONTACT, ObjectType.DEAL, ObjectType.LINE_ITEM)) {
            scopes.add(type.scopes() + ".read");
            scopes.add(type.scopes() + ".write");
        }
        scopes.add("tickets");
        scopes.add("e-commerce");
        return scopes.toArray(String[]::new);
    }
}

package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.identity.ExternalId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class GroupGraphTest {
    private final GroupGraph graph = new GroupGraph();

    @Test
    void nestedGroupsReachTheirUsersOverEveryWayOnce() {
        user("ada");
        group("inner");
        group("left");
        group("right");
        group("outer");
        graph.addMember("inner", "ada");
        graph.addMember("left", "inner");
        graph.addMember("right", "inner");
        graph.addMember("outer", "left");
        graph.addMember("outer", "right");

        assertThat(graph.ids(graph.directGroups("ada"))).containsExactly("inner");
        assertThat(graph.ids(graph.effectiveGroups("ada"))).containsExactly("inner", "left", "outer", "right");
        assertThat(graph.ids(graph.directMembers("outer"))).containsExactly("left", "right");
        assertThat(graph.ids(graph.effectiveUsers("outer"))).containsExactly("ada");
    }

    @Test
    void aCircleOfGroupsEndsAndNobodyIsInThemselves() {
        user("ada");
        group("one");
        group("two");
        graph.addMember("one", "two");
        graph.addMember("two", "one");
        graph.addMember("two", "ada");
        graph.addMember("one", "one");

        assertThat(graph.ids(graph.effectiveGroups("one"))).containsExactly("two");
        assertThat(graph.ids(graph.effectiveUsers("one"))).containsExactly("ada");
        assertThat(graph.ids(graph.effectiveGroups("ada"))).containsExactly("one", "two");
    }

    @Test
    void thePrimaryGroupCountsAlthoughNobodyListsIt() {
        graph.addUser("ada", ExternalId.of("ada"), Optional.empty(), Optional.of("S-1-5-21-1-2-3-513"), true);
        graph.addGroup("users", ExternalId.of("users"), "Domain Users", Optional.of("S-1-5-21-1-2-3-513"));
        graph.addPrimaryGroups();

        assertThat(graph.names(graph.directGroups("ada"))).containsExactly("Domain Users");
        assertThat(graph.ids(graph.effectiveUsers("users"))).containsExactly("ada");
    }

    @Test
    void aMemberThatNobodyIsStaysAName() {
        group("staff");
        graph.addMember("staff", "CN=S-1-5-21-9,CN=ForeignSecurityPrincipals");
        graph.addMemberUid("staff", "nosuch");

        assertThat(graph.unknownMembers("staff"))
                .containsExactly("CN=S-1-5-21-9,CN=ForeignSecurityPrincipals", "nosuch");
        assertThat(graph.ids(graph.directMembers("staff"))).isEmpty();
        assertThat(graph.ids(graph.effectiveGroups("nobody"))).isEmpty();
    }

    @Test
    void twoGroupsOfOneNameAreTwoGroupsAndMachinesAreNoPeople() {
        graph.addUser("pc", ExternalId.of("pc"), Optional.empty(), Optional.empty(), false);
        graph.addGroup("a", ExternalId.of("a"), "Team", Optional.empty());
        graph.addGroup("b", ExternalId.of("b"), "Team", Optional.empty());
        graph.addMember("a", "pc");
        graph.addMember("b", "pc");

        assertThat(graph.ids(graph.directGroups("pc"))).containsExactly("a", "b");
        assertThat(graph.names(graph.directGroups("pc"))).containsExactly("Team");
        assertThat(graph.ids(graph.effectiveUsers("a"))).isEmpty();
    }

    private void user(String name) {
        graph.addUser(name, ExternalId.of(name), Optional.of(name), Optional.empty(), true);
    }

    private void group(String name) {
        graph.addGroup(name, ExternalId.of(name), name, Optional.empty());
    }
}

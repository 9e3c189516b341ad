package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Entry;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

final class AccountStateTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "active | userAccountControl: 512",
                "active | userAccountControl: 66048, pwdLastSet: 0",
                "disabled | userAccountControl: 514",
                "disabled | userAccountControl: 514, pwdLastSet: 0",
                "disabled | userAccountControl: 514, lockoutTime: 133000000000000000, accountExpires: 130000000000000000",
                "expired | userAccountControl: 512, accountExpires: 130000000000000000, pwdLastSet: 0",
                "active | userAccountControl: 512, accountExpires: 0",
                "active | userAccountControl: 512, accountExpires: 9223372036854775807",
                "locked | userAccountControl: 512, lockoutTime: 133000000000000000",
                "active | userAccountControl: 512, lockoutTime: 1, msDS-User-Account-Control-Computed: 0",
                "locked | userAccountControl: 512, msDS-User-Account-Control-Computed: 16",
                "must-change-password | userAccountControl: 512, msDS-User-Account-Control-Computed: 8388608",
                "must-change-password | userAccountControl: 512, pwdLastSet: 0",
                "disabled | pwdAccountLockedTime: 000001010000Z",
                "locked | pwdAccountLockedTime: 20261121075900Z",
                "must-change-password | pwdReset: TRUE",
                "disabled | nsAccountLock: true",
                "locked | accountUnlockTime: 20261121080100Z",
                "active | accountUnlockTime: 20261121075900Z",
                "must-change-password | passwordExpirationTime: 19700101000000Z",
                "active | passwordExpirationTime: 20270101000000Z",
                "expired | shadowExpire: 20000",
                "active | shadowExpire: -1",
                "disabled | loginDisabled: TRUE",
                "active | userAccountControl: no number",
                "active | cn: somebody"
            })
    void itIsTheMostRestrictiveThatHolds(String word, String attributes) {
        assertThat(AccountState.of(entry(attributes), NOW).word()).isEqualTo(word);
    }

    @Test
    void eachPartIsKeptBesideTheWord() {
        AccountState state = AccountState.of(
                entry("userAccountControl: 514, msDS-User-Account-Control-Computed: 16, pwdLastSet: 0"), NOW);

        assertThat(state).isEqualTo(new AccountState(true, false, true, true));
        assertThat(state.value(AccountState.LOCKED)).isEqualTo(true);
        assertThat(state.value(AccountState.STATE)).isEqualTo("disabled");
    }

    private static Entry entry(String attributes) {
        Entry entry = new Entry("cn=somebody");
        for (String attribute : attributes.split(", ", -1)) {
            String[] parts = attribute.split(": ", 2);
            entry.addAttribute(parts[0], parts[1]);
        }
        return entry;
    }
}

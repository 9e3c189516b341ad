package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Entry;
import dev.integrationsdk.spi.schema.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether an account can be used, from whatever attributes its directory keeps that in: Active Directory's flags and file
 * times, the password policy of OpenLDAP and 389, {@code shadowExpire}, eDirectory's {@code loginDisabled}. Immutable.
 *
 * @param disabled switched off by a person; wins over everything else
 * @param expired its time is over
 * @param locked after too many wrong passwords, or by an administrator
 * @param mustChange its password has expired or must be changed before anything else
 */
record AccountState(boolean disabled, boolean expired, boolean locked, boolean mustChange) {
    static final String STATE = "accountState";
    static final String DISABLED = "accountDisabled";
    static final String EXPIRED = "accountExpired";
    static final String LOCKED = "accountLocked";
    static final String MUST_CHANGE = "accountMustChangePassword";

    static final Set<String> NAMES = Set.of(STATE, DISABLED, EXPIRED, LOCKED, MUST_CHANGE);

    /** What must be asked for. */
    static final List<String> ATTRIBUTES = List.of(
            "userAccountControl",
            "msDS-User-Account-Control-Computed",
            "accountExpires",
            "lockoutTime",
            "pwdLastSet",
            "pwdAccountLockedTime",
            "pwdReset",
            "nsAccountLock",
            "accountUnlockTime",
            "passwordExpirationTime",
            "shadowExpire",
            "loginDisabled");

    private static final long UAC_DISABLED = 0x2;
    private static final long UAC_LOCKED = 0x10;
    private static final long UAC_NEVER_EXPIRES = 0x10000;
    private static final long UAC_PASSWORD_EXPIRED = 0x800000;
    /** 100 ns since 1601 at the beginning of 1970, and "never". */
    private static final long FILE_TIME_OF_1970 = 116_444_736_000_000_000L;

    /** An administrator's lock of OpenLDAP, for ever. */
    private static final String LOCKED_FOR_EVER = "000001010000Z";

    /** @param now by which times are judged */
    static AccountState of(Entry entry, Instant now) {
        long flags = number(entry, "userAccountControl");
        long computed = number(entry, "msDS-User-Account-Control-Computed");
        String policyLock = text(entry, "pwdAccountLockedTime");
        boolean lockedForEver = policyLock.equals(LOCKED_FOR_EVER);
        return new AccountState(
                (flags & UAC_DISABLED) != 0
                        || isTrue(entry, "nsAccountLock")
                        || isTrue(entry, "loginDisabled")
                        || lockedForEver,
                fileTime(entry).filter(end -> !end.isAfter(now)).isPresent()
                        || shadowExpiry(entry).filter(end -> !end.isAfter(now)).isPresent(),
                (computed & UAC_LOCKED) != 0
                        || (!entry.hasAttribute("msDS-User-Account-Control-Computed")
                                && number(entry, "lockoutTime") > 0)
                        || !policyLock.isEmpty()
                        || isLater(entry, "accountUnlockTime", now),
                (computed & UAC_PASSWORD_EXPIRED) != 0
                        || (text(entry, "pwdLastSet").equals("0") && (flags & UAC_NEVER_EXPIRES) == 0)
                        || isTrue(entry, "pwdReset")
                        || isEarlier(entry, "passwordExpirationTime", now));
    }

    /** One word: the most restrictive that holds. */
    String word() {
        if (disabled) {
            return "disabled";
        }
        if (expired) {
            return "expired";
        }
        if (locked) {
            return "locked";
        }
        return mustChange ? "must-change-password" : "active";
    }

    /** The value of one of the attributes of {@link #NAMES}. */
    Object value(String name) {
        return switch (name) {
            case DISABLED -> disabled;
            case EXPIRED -> expired;
            case LOCKED -> locked;
            case MUST_CHANGE -> mustChange;
            default -> word();
        };
    }

    static List<Field.Option> options() {
        return List.of(
                new Field.Option("active", "active"),
                new Field.Option("disabled", "disabled"),
                new Field.Option("expired", "expired"),
                new Field.Option("locked", "locked"),
                new Field.Option("must-change-password", "must change the password"));
    }

    private static String text(Entry entry, String name) {
        @Nullable String value = entry.getAttributeValue(name);
        return value == null ? "" : value.strip();
    }

    private static boolean isTrue(Entry entry, String name) {
        return text(entry, name).equalsIgnoreCase("true");
    }

    /** 0 for what is missing or no number: flags of nobody. */
    private static long number(Entry entry, String name) {
        try {
            return Long.parseLong(text(entry, name));
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    /** Empty for an account that never expires, which is written as 0 or as the greatest number. */
    private static Optional<Instant> fileTime(Entry entry) {
        long ticks = number(entry, "accountExpires");
        return ticks <= 0 || ticks == Long.MAX_VALUE
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli((ticks - FILE_TIME_OF_1970) / 10_000));
    }

    /** Days since 1970; nothing and negative numbers mean never. */
    private static Optional<Instant> shadowExpiry(Entry entry) {
        long days = text(entry, "shadowExpire").isEmpty() ? -1 : number(entry, "shadowExpire");
        return days < 0 || days > 1_000_000 ? Optional.empty() : Optional.of(Instant.EPOCH.plus(Duration.ofDays(days)));
    }

    private static boolean isLater(Entry entry, String name, Instant now) {
        return GeneralizedTime.parse(text(entry, name))
                .filter(time -> time.isAfter(now))
                .isPresent();
    }

    private static boolean isEarlier(Entry entry, String name, Instant now) {
        String text = text(entry, name);
        // The beginning of time is 389's way to say that the password was reset.
        return GeneralizedTime.parse(text).filter(time -> !time.isAfter(now)).isPresent();
    }
}

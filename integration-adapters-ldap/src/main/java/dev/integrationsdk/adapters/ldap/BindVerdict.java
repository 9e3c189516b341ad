package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ErrorType;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a directory's answer to a person's bind means for that person. */
enum BindVerdict {
    ACCEPTED(LoginResult.Outcome.ACCEPTED),
    REJECTED(LoginResult.Outcome.REJECTED),
    PASSWORD_MUST_CHANGE(LoginResult.Outcome.PASSWORD_MUST_CHANGE),
    ACCOUNT_UNUSABLE(LoginResult.Outcome.ACCOUNT_UNUSABLE);

    private static final Pattern SUB_CODE = Pattern.compile("\\bdata ([0-9a-fA-F]{1,8})\\b");

    private final LoginResult.Outcome outcome;

    BindVerdict(LoginResult.Outcome outcome) {
        this.outcome = outcome;
    }

    LoginResult.Outcome outcome() {
        return outcome;
    }

    /** Whether the password was right. */
    boolean isProven() {
        return this != REJECTED;
    }

    /** Of a bind that succeeded. */
    static BindVerdict accepted(@Nullable DraftBeheraLDAPPasswordPolicy10ResponseControl policy) {
        return policy != null && policy.getErrorType() == DraftBeheraLDAPPasswordPolicy10ErrorType.CHANGE_AFTER_RESET
                ? PASSWORD_MUST_CHANGE
                : ACCEPTED;
    }

    /** Empty if the refusal says nothing about name and password. */
    static Optional<BindVerdict> refused(
            LDAPException refusal, @Nullable DraftBeheraLDAPPasswordPolicy10ResponseControl policy) {
        return switch (refusal.getResultCode().intValue()) {
            case ResultCode.INVALID_CREDENTIALS_INT_VALUE -> Optional.of(invalid(refusal, policy));
            case ResultCode.NO_SUCH_OBJECT_INT_VALUE,
                    ResultCode.INVALID_DN_SYNTAX_INT_VALUE,
                    ResultCode.INAPPROPRIATE_AUTHENTICATION_INT_VALUE,
                    ResultCode.CONSTRAINT_VIOLATION_INT_VALUE,
                    ResultCode.UNWILLING_TO_PERFORM_INT_VALUE -> Optional.of(REJECTED);
            default -> Optional.empty();
        };
    }

    private static BindVerdict invalid(
            LDAPException refusal, @Nullable DraftBeheraLDAPPasswordPolicy10ResponseControl policy) {
        if (policy != null && policy.getErrorType() == DraftBeheraLDAPPasswordPolicy10ErrorType.PASSWORD_EXPIRED) {
            return PASSWORD_MUST_CHANGE;
        }
        Matcher code = SUB_CODE.matcher(String.valueOf(refusal.getDiagnosticMessage()));
        return switch (code.find() ? code.group(1).toLowerCase(Locale.ROOT) : "") {
            case "532", "773" -> PASSWORD_MUST_CHANGE;
            case "52f", "530", "531", "533", "701" -> ACCOUNT_UNUSABLE;
            default -> REJECTED;
        };
    }
}

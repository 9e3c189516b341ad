package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a directory answers into the library's errors. Messages say the step and the result code only: a directory's
 * own texts name people.
 */
final class LdapErrors {
    /** What was being done. */
    enum Step {
        CONNECT("connecting to the directory"),
        START_TLS("encrypting the connection (start-tls)"),
        BIND("signing in to the directory"),
        SEARCH("searching below base-dn"),
        /** With a cookie of the page before. */
        NEXT_PAGE("asking for the next page"),
        READ("reading one entry"),
        WRITE("changing one entry");

        private final String words;

        Step(String words) {
            this.words = words;
        }
    }

    private static final Pattern AD_SUB_CODE = Pattern.compile("\\bdata ([0-9a-fA-F]{1,8})\\b");
    private static final Map<String, String> AD_REASONS = Map.of(
            "525", "the account or its password is wrong",
            "52e", "the account or its password is wrong",
            "52f", "an account restriction forbids it",
            "530", "the account may not sign in at this time",
            "531", "the account may not sign in from this machine",
            "532", "the account's password has expired",
            "533", "the account is disabled",
            "701", "the account has expired",
            "773", "the account's password must be changed first",
            "775", "the account is locked");

    private LdapErrors() {}

    static IntegrationException of(LDAPException failure, Step step) {
        if (isCertificateProblem(failure)) {
            return certificate(failure, step);
        }
        if (isTooLarge(failure)) {
            return new IntegrationException(
                    ErrorCode.INVALID_PAYLOAD,
                    step.words + " failed: an entry is larger than " + DirectoryDialer.MAX_MESSAGE_BYTES
                            + " bytes; ask for fewer attributes",
                    failure);
        }
        if (step == Step.WRITE && isAboutTheRecord(failure.getResultCode())) {
            return new IntegrationException(ErrorCode.RECORD_REJECTED, message(step, failure), failure);
        }
        ErrorCode code = step == Step.NEXT_PAGE && isLostCookie(failure.getResultCode())
                ? ErrorCode.CURSOR_EXPIRED
                : step == Step.START_TLS ? startTls(failure.getResultCode()) : code(failure.getResultCode());
        return step == Step.CONNECT && code == ErrorCode.NETWORK_FAILED
                ? unreachable(failure)
                : new IntegrationException(code, message(step, failure), failure);
    }

    /** In the same words whatever the reason: a tenant must not learn which ports are open. */
    static IntegrationException unreachable(@Nullable Throwable cause) {
        return new IntegrationException(ErrorCode.NETWORK_FAILED, "the directory cannot be reached at url", cause);
    }

    /** A limit that left nothing at all to deliver. */
    static IntegrationException limit(ResultCode limit, int pageSize) {
        String reached = "the directory stopped the search before the first entry: " + shown(limit) + "; ";
        return switch (limit.intValue()) {
            case ResultCode.ADMIN_LIMIT_EXCEEDED_INT_VALUE ->
                new IntegrationException(
                        ErrorCode.INVALID_CONFIGURATION,
                        reached + "the page size of " + pageSize
                                + " is above its limit for this account, or the account may"
                                + " not page (slapd: size.pr, size.prtotal): lower page-size or have the limit raised");
            case ResultCode.TIME_LIMIT_EXCEEDED_INT_VALUE ->
                new IntegrationException(
                        ErrorCode.TIMED_OUT,
                        reached + "lower page-size, have the filter's attributes indexed or the time limit raised");
            default ->
                new IntegrationException(
                        ErrorCode.PERMISSION_DENIED,
                        reached + "have the account's size limit raised (slapd: size.prtotal)");
        };
    }

    /** Such as {@code size limit exceeded (4)}. */
    static String shown(ResultCode code) {
        return code.getName() + " (" + code.intValue() + ")";
    }

    private static IntegrationException certificate(Throwable failure, Step step) {
        return new IntegrationException(
                ErrorCode.INVALID_CONFIGURATION,
                step.words
                        + " failed: the directory's certificate is not trusted, has expired or has another name; see url"
                        + " and ca-file",
                failure);
    }

    private static boolean isCertificateProblem(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }

    /** The SDK reports it as a lost connection, and tells it apart by its text alone, in which our bound stands. */
    private static boolean isTooLarge(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException
                    && String.valueOf(cause.getMessage()).contains("" + DirectoryDialer.MAX_MESSAGE_BYTES)) {
                return true;
            }
        }
        return false;
    }

    private static String message(Step step, LDAPException failure) {
        String reason = subCode(failure.getDiagnosticMessage());
        return step.words + " failed: " + shown(failure.getResultCode()) + (reason == null ? "" : ", " + reason);
    }

    private static @Nullable String subCode(@Nullable String diagnostic) {
        Matcher code = AD_SUB_CODE.matcher(diagnostic == null ? "" : diagnostic);
        return code.find() ? AD_REASONS.get(code.group(1).toLowerCase(Locale.ROOT)) : null;
    }

    /** Active Directory answers 53 to a cookie of another connection, Samba too, slapd 2; 1 after it forgot the bind. */
    private static boolean isLostCookie(ResultCode result) {
        return switch (result.intValue()) {
            case ResultCode.UNWILLING_TO_PERFORM_INT_VALUE,
                    ResultCode.UNAVAILABLE_CRITICAL_EXTENSION_INT_VALUE,
                    ResultCode.OPERATIONS_ERROR_INT_VALUE,
                    ResultCode.PROTOCOL_ERROR_INT_VALUE,
                    ResultCode.E_SYNC_REFRESH_REQUIRED_INT_VALUE -> true;
            default -> false;
        };
    }

    private static boolean isAboutTheRecord(ResultCode result) {
        return switch (result.intValue()) {
            case ResultCode.UNDEFINED_ATTRIBUTE_TYPE_INT_VALUE,
                    ResultCode.CONSTRAINT_VIOLATION_INT_VALUE,
                    ResultCode.ATTRIBUTE_OR_VALUE_EXISTS_INT_VALUE,
                    ResultCode.INVALID_ATTRIBUTE_SYNTAX_INT_VALUE,
                    ResultCode.NO_SUCH_ATTRIBUTE_INT_VALUE,
                    ResultCode.INVALID_DN_SYNTAX_INT_VALUE,
                    ResultCode.OBJECT_CLASS_VIOLATION_INT_VALUE,
                    ResultCode.NOT_ALLOWED_ON_RDN_INT_VALUE,
                    ResultCode.UNWILLING_TO_PERFORM_INT_VALUE,
                    ResultCode.ENTRY_ALREADY_EXISTS_INT_VALUE -> true;
            default -> false;
        };
    }

    /** A directory that does not offer it says so with one of many codes; none of them goes away by itself. */
    private static ErrorCode startTls(ResultCode result) {
        boolean answered = result.intValue() < ResultCode.SERVER_DOWN_INT_VALUE && !result.equals(ResultCode.BUSY);
        return answered ? ErrorCode.INVALID_CONFIGURATION : code(result);
    }

    private static ErrorCode code(ResultCode result) {
        return switch (result.intValue()) {
            case ResultCode.INVALID_CREDENTIALS_INT_VALUE,
                    ResultCode.INAPPROPRIATE_AUTHENTICATION_INT_VALUE,
                    ResultCode.STRONG_AUTH_REQUIRED_INT_VALUE,
                    ResultCode.CONFIDENTIALITY_REQUIRED_INT_VALUE,
                    ResultCode.AUTH_METHOD_NOT_SUPPORTED_INT_VALUE -> ErrorCode.AUTHENTICATION_FAILED;
            case ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE, ResultCode.SIZE_LIMIT_EXCEEDED_INT_VALUE ->
                ErrorCode.PERMISSION_DENIED;
            case ResultCode.OPERATIONS_ERROR_INT_VALUE,
                    ResultCode.BUSY_INT_VALUE,
                    ResultCode.UNAVAILABLE_INT_VALUE,
                    ResultCode.OTHER_INT_VALUE -> ErrorCode.SERVICE_UNAVAILABLE;
            case ResultCode.SERVER_DOWN_INT_VALUE,
                    ResultCode.CONNECT_ERROR_INT_VALUE,
                    ResultCode.LOCAL_ERROR_INT_VALUE -> ErrorCode.NETWORK_FAILED;
            case ResultCode.TIMEOUT_INT_VALUE, ResultCode.TIME_LIMIT_EXCEEDED_INT_VALUE -> ErrorCode.TIMED_OUT;
            case ResultCode.NO_SUCH_OBJECT_INT_VALUE -> ErrorCode.NOT_FOUND;
            case ResultCode.PROTOCOL_ERROR_INT_VALUE,
                    ResultCode.REFERRAL_INT_VALUE,
                    ResultCode.ADMIN_LIMIT_EXCEEDED_INT_VALUE,
                    ResultCode.UNAVAILABLE_CRITICAL_EXTENSION_INT_VALUE,
                    ResultCode.UNDEFINED_ATTRIBUTE_TYPE_INT_VALUE,
                    ResultCode.INAPPROPRIATE_MATCHING_INT_VALUE,
                    ResultCode.INVALID_ATTRIBUTE_SYNTAX_INT_VALUE,
                    ResultCode.INVALID_DN_SYNTAX_INT_VALUE,
                    ResultCode.UNWILLING_TO_PERFORM_INT_VALUE -> ErrorCode.INVALID_CONFIGURATION;
            case ResultCode.E_SYNC_REFRESH_REQUIRED_INT_VALUE -> ErrorCode.CURSOR_EXPIRED;
            default -> ErrorCode.INVALID_PAYLOAD;
        };
    }
}

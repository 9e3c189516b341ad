package dev.integrationsdk.testkit.ldap;

import com.unboundid.ldap.sdk.ResultCode;

/**
 * Which searches meet a fault, and which fault.
 *
 * <p>First say which searches ({@link #skipping}), then name one kind of fault, which sets it. Confined to the thread
 * that builds it.
 */
public final class SearchFault {
    private enum Kind {
        UNSET,
        RESULT,
        ENTRIES_THEN_RESULT,
        DROP
    }

    private final DirectoryFaults faults;
    private int left;
    private int toSkip;
    private Kind kind = Kind.UNSET;
    private ResultCode resultCode = ResultCode.SUCCESS;
    private int entriesBeforeDrop;

    SearchFault(DirectoryFaults faults, int count) {
        this.faults = faults;
        this.left = count;
    }

    /** Lets the first {@code count} searches pass, which may be pages of one listing. Default 0. */
    public SearchFault skipping(int count) {
        this.toSkip = count;
        return this;
    }

    /** Answers without an entry and with a result code, such as 51 for busy. */
    public void resultCode(int code) {
        resultCode = ResultCode.valueOf(code);
        set(Kind.RESULT);
    }

    /** Answers with the entries of the search or page and then with a result code, such as 4 for a size limit. */
    public void entriesThenResultCode(int code) {
        resultCode = ResultCode.valueOf(code);
        set(Kind.ENTRIES_THEN_RESULT);
    }

    /** Closes all open connections once this many entries of the search were handed out; 0 for without an answer. */
    public void dropAfterEntries(int entries) {
        entriesBeforeDrop = entries;
        set(Kind.DROP);
    }

    private void set(Kind named) {
        if (kind != Kind.UNSET) {
            throw new IllegalStateException("this fault has its kind already");
        }
        kind = named;
        faults.add(this);
    }

    boolean takes() {
        if (toSkip > 0) {
            toSkip--;
            return false;
        }
        left--;
        return true;
    }

    boolean isUsedUp() {
        return left == 0;
    }

    boolean answersAtOnce() {
        return kind == Kind.RESULT;
    }

    boolean replacesResult() {
        return kind == Kind.ENTRIES_THEN_RESULT;
    }

    boolean drops(int entriesSoFar) {
        return kind == Kind.DROP && entriesSoFar >= entriesBeforeDrop;
    }

    ResultCode resultCode() {
        return resultCode;
    }
}

package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which page of which open search comes next: the cursor of a checkpoint. Immutable.
 *
 * @param scanId random, so that no other process and no later search answers to it
 * @param page from 1
 */
record ScanPosition(String scanId, int page) {
    private static final Pattern FORM = Pattern.compile("([0-9a-f-]{36}):(\\d{1,9})");

    /**
     * Empty at the beginning of a scan.
     *
     * @throws IntegrationException CURSOR_EXPIRED if the cursor is none of ours
     */
    static Optional<ScanPosition> of(Optional<SyncCheckpoint> from) {
        if (from.isEmpty() || from.get().cursor().isEmpty()) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(from.get().cursor().get());
        if (from.get().format() != Watermark.FORMAT || !form.matches()) {
            throw expired();
        }
        return Optional.of(new ScanPosition(form.group(1), Integer.parseInt(form.group(2))));
    }

    static IntegrationException expired() {
        return new IntegrationException(
                ErrorCode.CURSOR_EXPIRED, "the paged search of this cursor is no longer open: the scan begins again");
    }

    @Override
    public String toString() {
        return scanId + ":" + page;
    }
}

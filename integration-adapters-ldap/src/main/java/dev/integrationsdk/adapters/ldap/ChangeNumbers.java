package dev.integrationsdk.adapters.ldap;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * OpenLDAP's context change sequence numbers, one for each server that takes writes; numbers of different servers cannot be
 * compared. Immutable.
 */
record ChangeNumbers(Map<String, String> byServer) {
    private static final int PARTS = 4;

    static ChangeNumbers of(List<String> numbers) {
        Map<String, String> byServer = new TreeMap<>();
        for (String number : numbers) {
            String[] parts = number.split("#", -1);
            if (parts.length == PARTS) {
                byServer.merge(parts[2], number, (one, other) -> one.compareTo(other) > 0 ? one : other);
            }
        }
        return new ChangeNumbers(byServer);
    }

    static ChangeNumbers parse(String text) {
        return of(List.of(text.split(";", -1)));
    }

    /** Whether one of them is later than that of the same server there, or missing there. */
    boolean areAheadOf(ChangeNumbers other) {
        return byServer.entrySet().stream().anyMatch(own -> {
            String there = other.byServer.get(own.getKey());
            return there == null || own.getValue().compareTo(there) > 0;
        });
    }

    @Override
    public String toString() {
        return String.join(";", byServer.values());
    }
}

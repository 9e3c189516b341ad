package dev.integrationsdk.connector;

import dev.integrationsdk.spi.error.Disposition;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.probe.Finding;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a look at the remote has shown. Immutable.
 *
 * @param findings of what was looked at, the reading of one record included
 */
public record ConnectorCheck(List<Finding> findings) {
    public ConnectorCheck {
        findings = List.copyOf(findings);
    }

    /** What a person must mend, the first one first. */
    public List<Finding> problems() {
        return findings.stream()
                .filter(finding -> finding.problem().map(code -> !passes(code)).orElse(false))
                .toList();
    }

    /** What passes by itself, or once an account is connected or a secret given: it says nothing against the configuration. */
    public List<Finding> passing() {
        return findings.stream()
                .filter(finding -> finding.problem().map(ConnectorCheck::passes).orElse(false))
                .toList();
    }

    /** The worst of it; empty if all is well. */
    public Optional<Finding> worst() {
        return problems().stream().findFirst().or(() -> passing().stream().findFirst());
    }

    private static boolean passes(ErrorCode code) {
        Disposition disposition = Objects.requireNonNull(code, "code").disposition();
        return disposition == Disposition.RETRY
                || disposition == Disposition.RETRY_AT
                || disposition == Disposition.RESTART_SCAN
                || code == ErrorCode.REAUTHORIZATION_REQUIRED
                || code == ErrorCode.CREDENTIALS_MISSING;
    }
}

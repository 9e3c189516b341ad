package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.call.RateSignal;
import dev.integrationsdk.spi.call.RequestGate;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.PullRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class RequestGateTest {
    @Test
    void everyOperationPassesTheGateAndNamesNoEntry() throws LDAPException {
        List<String> passed = new ArrayList<>();
        RequestGate gate = new RequestGate() {
            @Override
            public void before(String method, String endpoint) {
                passed.add(method + " " + endpoint);
            }

            @Override
            public void signal(RateSignal signal) {}
        };
        try (TestDirectory directory = TestDirectory.plain().withUsers(3);
                Scanning scanning = Scanning.users(TestContext.plain(directory))) {
            PullRequest plain = scanning.request(ScanKind.FULL, Optional.empty());
            CallContext call = plain.call();
            scanning.source()
                    .pull(new PullRequest(
                            plain.entityType(),
                            plain.scanKind(),
                            plain.from(),
                            plain.fields(),
                            plain.maxRecords(),
                            new CallContext(call.correlationId(), call.deadline(), call.attempt(), gate)));
        }

        assertThat(passed).startsWith("BIND ").contains("SEARCH {base-dn}").allMatch(one -> !one.contains("uid="));
    }
}

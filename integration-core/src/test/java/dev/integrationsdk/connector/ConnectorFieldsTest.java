package dev.integrationsdk.connector;

import dev.integrationsdk.access.Share;
import dev.integrationsdk.call.CallLimits;
import dev.integrationsdk.policy.ConflictPolicy;
import dev.integrationsdk.policy.DeletePolicy;
import dev.integrationsdk.policy.DeletionGuard;
import dev.integrationsdk.policy.EntityPolicy;
import dev.integrationsdk.policy.Side;
import dev.integrationsdk.retry.RetryPolicy;
import dev.integrationsdk.spi.call.RateLimit;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ConnectorFieldsTest {
    private static final ConnectorKey KEY = new ConnectorKey(TenantId.of("acme"), ConnectorId.of("crm"));
    private static final SystemCode SYSTEM = SystemCode.of("hubspot");

    @RepeatedTest(200)
    void whatIsWrittenIsReadBack(RepetitionInfo repetition) {
        ConnectorConfig config = random(new Random(repetition.getCurrentRepetition()));

        ConnectorConfig read = ConnectorFields.parse(KEY, SYSTEM, config.fields());

        assertThat(read).isEqualTo(config);
        assertThat(read.limits()).isEqualTo(config.limits());
        assertThat(read.retryPolicy()).isEqualTo(config.retryPolicy());
        assertThat(read.policies()).isEqualTo(config.policies());
        assertThat(read.shares()).isEqualTo(config.shares());
        assertThat(read.directions()).isEqualTo(config.directions());
    }

    private static ConnectorConfig random(Random random) {
        ConnectorConfig.Builder builder = ConnectorConfig.builder(KEY.tenant(), KEY.id(), SYSTEM)
                .name("n" + random.nextInt())
                .onPremise(random.nextBoolean())
                .directions(random.nextBoolean() ? EnumSet.allOf(Direction.class) : Set.of());
        if (random.nextBoolean()) {
            builder.description("ümläut, = and \n")
                    .variant("cloud")
                    .pollInterval(Duration.ofSeconds(1 + random.nextInt(99)));
        }
        if (random.nextBoolean()) {
            builder.credential("token", "env:A").credential(Direction.PUSH, "token", "file:/b");
        }
        if (random.nextBoolean()) {
            builder.setting("a.b", "").setting("c", "d=e").share(Actor.of("ada.b c"), Share.READ);
        }
        if (random.nextBoolean()) {
            builder.limits(CallLimits.ofDefaults()
                    .withRates(List.of(
                            new RateLimit(1 + random.nextInt(9), Duration.ofSeconds(1)),
                            new RateLimit(100, Duration.ofDays(1))))
                    .withConcurrency(1 + random.nextInt(999))
                    .withCircuit(1 + random.nextInt(99), Duration.ofSeconds(1 + random.nextInt(99))));
        }
        if (random.nextBoolean()) {
            builder.retryPolicy(RetryPolicy.ofDefaults()
                    .withMaxAttempts(1 + random.nextInt(9))
                    .withDelays(Duration.ofSeconds(2), Duration.ofSeconds(3)));
        }
        if (random.nextBoolean()) {
            builder.policy(
                    EntityType.of("crm.contact"),
                    EntityPolicy.ofDefaults()
                            .withDeletes(random.nextBoolean() ? DeletePolicy.ASK : DeletePolicy.UNLINK)
                            .withGuard(new DeletionGuard(random.nextInt(999), random.nextDouble()))
                            .withConflicts(random.nextBoolean() ? ConflictPolicy.ASK : ConflictPolicy.OWNER_WINS)
                            .withOwner("name.family", random.nextBoolean() ? Side.EXTERNAL : Side.INTERNAL));
        }
        return builder.build();
    }

    @Test
    void everyFieldThatCannotBeReadIsNamedAndItsValueIsNot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectorFields.parse(
                        KEY,
                        SYSTEM,
                        Map.ofEntries(
                                entry("colour", "hunter2"),
                                entry("on-premise", "hunter2"),
                                entry("directions", "hunter2"),
                                entry("poll-interval", "hunter2"),
                                entry("limits.rates", "1/PT1S,2/PT1S"),
                                entry("limits.concurrency", "0"),
                                entry("retry.first-delay", "PT9S"),
                                entry("sync.contact.deletes", "hunter2"),
                                entry("sync.contact.guard-share", "1.5"),
                                entry("sync.contact.guard-most", "-1"),
                                entry("sync.contact.owners.email", "hunter2"),
                                entry("shares.ada", "hunter2"))))
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains(
                                "colour",
                                "on-premise",
                                "directions",
                                "poll-interval",
                                "limits.rates",
                                "limits.concurrency",
                                "retry.longest-wait",
                                "sync.contact.deletes",
                                "sync.contact.guard-share",
                                "sync.contact.guard-most",
                                "sync.contact.owners.email",
                                "shares.ada")
                        .doesNotContain("hunter2"));
    }

    @Test
    void aCredentialForOneDirectionGoesBeforeOneForBoth() {
        ConnectorConfig config = ConnectorFields.parse(
                KEY, SYSTEM, Map.of("credentials.token", "env:BOTH", "push.credentials.token", "env:PUSH"));

        assertThat(config.credentials(Direction.PULL)).containsEntry("token", "env:BOTH");
        assertThat(config.credentials(Direction.PUSH)).containsEntry("token", "env:PUSH");
    }

    @Test
    void settingsAndReferencesCanBeReplacedAsAWhole() {
        ConnectorConfig before = ConnectorConfig.builder(KEY.tenant(), KEY.id(), SYSTEM)
                .setting("a", "1")
                .setting("b", "2")
                .credential("token", "env:A")
                .build();

        ConnectorConfig after = before.toBuilder()
                .settings(Map.of("b", "3"))
                .credentials(Direction.PULL, Map.of())
                .build();

        assertThat(after.settings()).isEqualTo(Map.of("b", "3"));
        assertThat(after.credentials(Direction.PULL)).isEmpty();
        assertThat(after.credentials(Direction.PUSH)).isEqualTo(Map.of("token", "env:A"));
    }
}

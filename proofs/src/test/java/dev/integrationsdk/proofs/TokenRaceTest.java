package dev.integrationsdk.proofs;

import dev.integrationsdk.databases.SharedServers;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Processes whose threads all need the token of one connection, from a server that ends the connection if a refresh token
 * is used twice. {@code -Dtoken.expiries=100} for a longer race.
 */
class TokenRaceTest {
    private static final int EXPIRIES = Integer.getInteger("token.expiries", 4);
    private static final int PROCESSES = 4;
    private static final Duration STILL_GOOD = TokenRace.LIFE.minusMinutes(2);
    private static final Duration GRACE = Duration.ofMinutes(5);

    @Test
    void tokenIsRenewedOnceForEachExpiryWhoeverAsks() {
        try (TokenRace race = race(Duration.ZERO)) {
            race.start(PROCESSES, TokenWorker.Mode.SOUND);
            for (int expiry = 1; expiry <= EXPIRIES; expiry++) {
                race.turn(expiry % 2 == 0 ? STILL_GOOD : TokenRace.LIFE);

                TokenRace.Asked asked = race.ask();

                requireGood(race, asked, PROCESSES);
                assertThat(race.server().refreshes()).isEqualTo(expiry);
                assertThat(race.server().tokenRequests()).isEqualTo(1 + expiry);
            }
            assertThat(race.server().reuses()).isZero();
        }
    }

    @Test
    void claimsThatAllGetAreFoundOut() {
        try (TokenRace race = race(Duration.ZERO)) {
            race.start(2, TokenWorker.Mode.CLAIMS_FOR_ALL);
            for (int expiry = 1; expiry <= EXPIRIES && race.server().reuses() == 0; expiry++) {
                race.turn(TokenRace.LIFE);
                race.ask();
            }

            assertThat(race.server().reuses()).isPositive();
        }
    }

    @Test
    void answerThatDiedWithItsProcessIsReportedOnceAndNobodyGoesOnTrying() {
        try (TokenRace race = race(Duration.ZERO)) {
            race.start(2, TokenWorker.Mode.SOUND);
            race.turn(STILL_GOOD);
            race.killOneWithTheAnswer();
            requireGood(race, race.ask(), 2);
            int before = race.server().tokenRequests();

            race.turn(TokenRace.LIFE.minus(STILL_GOOD));
            race.endClaims();

            assertThat(race.ask()).isEqualTo(new TokenRace.Asked(1, refusals(2)));
            assertThat(race.ask()).isEqualTo(new TokenRace.Asked(0, refusals(2)));
            assertThat(race.server().tokenRequests()).isEqualTo(before + 1);
            assertThat(race.server().reuses()).isEqualTo(1);
        }
    }

    @Test
    void answerThatDiedWithItsProcessIsGivenAgainWithinTheGrace() {
        try (TokenRace race = race(GRACE)) {
            race.start(2, TokenWorker.Mode.SOUND);
            race.turn(STILL_GOOD);
            race.killOneWithTheAnswer();
            int before = race.server().tokenRequests();

            race.turn(TokenRace.LIFE.minus(STILL_GOOD));
            race.endClaims();

            requireGood(race, race.ask(), 2);
            assertThat(race.server().tokenRequests()).isEqualTo(before + 1);
            assertThat(race.server().reuses()).isZero();
        }
    }

    private static TokenRace race(Duration grace) {
        return new TokenRace(SharedServers.postgreSql().create(), grace);
    }

    private static void requireGood(TokenRace race, TokenRace.Asked asked, int processes) {
        assertThat(asked.reported()).isZero();
        assertThat(asked.got())
                .hasSize(processes * TokenWorker.THREADS)
                .allSatisfy(token -> assertThat(race.server().accountOf(token)).isEqualTo(TokenRace.ACCOUNT));
    }

    private static List<String> refusals(int processes) {
        return Collections.nCopies(processes * TokenWorker.THREADS, "REAUTHORIZATION_REQUIRED");
    }
}

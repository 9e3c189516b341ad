package dev.integrationsdk.internal.operate;

import dev.integrationsdk.call.CallUse;
import dev.integrationsdk.call.CircuitState;
import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.health.Obstacle;
import dev.integrationsdk.internal.call.CalledConnector;
import dev.integrationsdk.internal.connector.ConnectorOffice;
import dev.integrationsdk.internal.connector.KnownConnector;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.settings.SettingProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Lists every reason why a connector does not run. Immutable. */
public final class Diagnosis {
    private final ConnectorOffice office;
    private final StreamHistory history;
    private final Surroundings surroundings;

    Diagnosis(ConnectorOffice office, StreamHistory history, Surroundings surroundings) {
        this.office = office;
        this.history = history;
        this.surroundings = surroundings;
    }

    /**
     * What others know. Immutable.
     *
     * @param hasHandler whether somebody applies this system's entity type
     * @param calls how a connector's calls stand in this process
     */
    public record Surroundings(
            BiPredicate<SystemCode, EntityType> hasHandler, Function<CalledConnector, CallUse> calls) {}

    List<Obstacle> of(KnownConnector known) {
        List<Obstacle> obstacles = new ArrayList<>();
        Optional<ErrorCode> cause = known.stored()
                .map(StoredConnector::connection)
                .filter(this::isObstacle)
                .flatMap(Connection::cause);
        switches(known, cause, obstacles);
        configuration(known.effective().config(), obstacles);
        known.stored().map(StoredConnector::connection).ifPresent(connection -> connection(connection, obstacles));
        handlers(known, obstacles);
        calls(known, obstacles);
        history.lastRuns(known).stream()
                .flatMap(run -> lastRun(run).stream())
                .filter(obstacle -> !cause.equals(Optional.of(obstacle.code())))
                .forEach(obstacles::add);
        return List.copyOf(obstacles);
    }

    /** Why the connection stands as it does is told once, and not again by what the library paused for it. */
    private static void switches(KnownConnector known, Optional<ErrorCode> cause, List<Obstacle> obstacles) {
        if (!known.effective().enabled()) {
            known.whyOff(Direction.PULL)
                    .ifPresent(
                            why -> obstacles.add(all(ErrorCode.SWITCHED_OFF, "connector " + known.key() + ": " + why)));
            return;
        }
        for (Direction direction : Direction.values()) {
            known.whyOff(direction)
                    .filter(why -> cause.isEmpty() || !known.isPausedFor(direction, cause.get()))
                    .ifPresent(
                            why -> obstacles.add(all(ErrorCode.SWITCHED_OFF, "connector " + known.key() + ": " + why)));
        }
    }

    private void configuration(ConnectorConfig config, List<Obstacle> obstacles) {
        for (SettingProblem problem : office.problems(config)) {
            obstacles.add(all(ErrorCode.INVALID_CONFIGURATION, problem.toString()));
        }
        for (String variable : office.overlayProblems(config)) {
            obstacles.add(all(ErrorCode.INVALID_CONFIGURATION, variable));
        }
    }

    private void connection(Connection connection, List<Obstacle> obstacles) {
        if (!isObstacle(connection)) {
            return;
        }
        ErrorCode code = connection.cause().orElse(ErrorCode.SWITCHED_OFF);
        obstacles.add(all(
                code,
                sentence("the connection is " + connection.state() + " since " + connection.since()
                                + (connection.message().isEmpty() ? "" : ": " + connection.message())
                                + connection
                                        .retryAt()
                                        .map(at -> "; the remote answers again at " + at)
                                        .orElse(""))
                        + " " + code.remedy()));
    }

    private boolean isObstacle(Connection connection) {
        return switch (connection.state()) {
            case PENDING, CONNECTED -> false;
            case RATE_LIMITED ->
                connection.retryAt().filter(at -> at.isAfter(now())).isPresent();
            case ERROR, UNAUTHORIZED, DISCONNECTED -> true;
        };
    }

    /** What the deployment lays over it cannot be read, so that nothing else is known. */
    static List<Obstacle> ofUnreadable(IntegrationException unreadable) {
        return List.of(all(unreadable.code(), "" + unreadable.getMessage()));
    }

    private void handlers(KnownConnector known, List<Obstacle> obstacles) {
        ConnectorConfig config = known.effective().config();
        List<EntityType> types = office.entityTypes(known);
        if (!types.isEmpty()
                && types.stream().noneMatch(type -> surroundings.hasHandler().test(config.system(), type))) {
            obstacles.add(all(
                    ErrorCode.INVALID_CONFIGURATION,
                    "no handler is registered for any entity type of system '" + config.system() + "', which has "
                            + types));
        }
    }

    private void calls(KnownConnector known, List<Obstacle> obstacles) {
        if (office.entityTypes(known).isEmpty()) {
            return;
        }
        CallUse use = surroundings.calls().apply(office.called(known));
        use.openUntil()
                .filter(at -> use.circuit() == CircuitState.OPEN)
                .ifPresent(at -> obstacles.add(all(
                        ErrorCode.CIRCUIT_OPEN, "the remote failed too often in a row; it is tried again at " + at)));
        use.blockedUntil()
                .filter(at -> at.isAfter(now()))
                .ifPresent(at ->
                        obstacles.add(all(ErrorCode.RATE_LIMITED, "the remote lets nothing through before " + at)));
        use.limits().stream()
                .filter(limit -> limit.left() < 1)
                .forEach(limit -> obstacles.add(all(
                        ErrorCode.RATE_LIMITED,
                        "the limit " + limit.limit() + " is used up until " + limit.resetsAt())));
    }

    private Optional<Obstacle> lastRun(JobRun run) {
        Optional<Instant> retryAt =
                run.failure().flatMap(JobRun.Failure::retryAt).filter(at -> at.isAfter(now()));
        return switch (run.status()) {
            case SUCCEEDED, PARTIAL, NO_PROGRESS, CANCELLED, INTERRUPTED, SKIPPED -> Optional.empty();
            case RUNNING ->
                Optional.of(of(
                        ErrorCode.ALREADY_RUNNING,
                        run.stream(),
                        "run " + run.id() + " is in hand since " + run.startedAt()
                                + "; if its process has died, the stream is free once its lease has run out"));
            case INCOMPLETE ->
                retryAt.map(at -> of(
                        run.failure().orElseThrow().code(),
                        run.stream(),
                        "rests until " + at + ": " + run.failure().orElseThrow().message()));
            case FAILED ->
                run.failure()
                        .map(why -> of(
                                why.code(),
                                run.stream(),
                                sentence("its last run failed: " + why.message()) + " "
                                        + why.code().remedy()));
        };
    }

    /** Messages end with a full stop or without. */
    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    private static Obstacle all(ErrorCode code, String message) {
        return new Obstacle(code, Optional.empty(), message);
    }

    private static Obstacle of(ErrorCode code, StreamId stream, String message) {
        return new Obstacle(code, Optional.of(stream), message);
    }

    private Instant now() {
        return office.clock().instant();
    }
}

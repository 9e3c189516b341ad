package dev.integrationsdk.oauth;

import dev.integrationsdk.connector.ConnectorKey;
import java.util.Objects;
import java.util.Optional;

/**
 * How an attempt to connect ended. Immutable.
 *
 * @param status for the program
 * @param connector empty if it is not known which was meant
 */
public record ConnectionOutcome(Status status, Optional<ConnectorKey> connector) {
    public ConnectionOutcome {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(connector, "connector");
    }

    public boolean isConnected() {
        return status == Status.CONNECTED;
    }

    /** What happened, and what a person does then. */
    public enum Status {
        CONNECTED("The connector is connected."),
        /** Made up, used before, or made for another tenant. */
        STATE_UNKNOWN("This attempt is not known or has been completed before. Begin again."),
        STATE_EXPIRED("The attempt took longer than ten minutes. Begin again."),
        OTHER_ACTOR("Somebody else has begun this attempt. Begin one of your own."),
        DENIED("The remote says that access was denied. Begin again and agree."),
        REFUSED("The remote has refused the attempt. Check the application's registration there."),
        CODE_REFUSED("The remote does not accept its own code any more. Begin again."),
        OTHER_ACCOUNT(
                "That is another account than the connector had before. Log in there with the right one, or allow it.");

        private final String advice;

        Status(String advice) {
            this.advice = advice;
        }

        /** One or two sentences. */
        public String advice() {
            return advice;
        }
    }
}

package dev.integrationsdk.testkit.hubspot;

/** Ends the handling of a request with an error answer. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    Refusal(Answer answer) {
        super("answered with " + answer.status());
        this.answer = answer;
    }

    Refusal(Answer answer, Throwable cause) {
        super("answered with " + answer.status(), cause);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}

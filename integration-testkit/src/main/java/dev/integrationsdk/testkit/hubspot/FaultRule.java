package dev.integrationsdk.testkit.hubspot;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Which requests meet a fault, and which fault.
 *
 * <p>First say which requests ({@link #onPath}, {@link #ofToken}, {@link #skipping}), then name one kind of fault,
 * which sets it. Confined to the thread that builds it.
 */
public final class FaultRule {
    static final int FOR_EVER = -1;
    private static final Map<String, String> TEN_SECONDLY_HEADERS = Map.of(
            "X-HubSpot-RateLimit-Max", "190",
            "X-HubSpot-RateLimit-Remaining", "0",
            "X-HubSpot-RateLimit-Interval-Milliseconds", "10000",
            "Retry-After", "10");
    private static final Map<String, String> DAILY_HEADERS = Map.of(
            "X-HubSpot-RateLimit-Max", "190",
            "X-HubSpot-RateLimit-Remaining", "189",
            "X-HubSpot-RateLimit-Interval-Milliseconds", "10000",
            "X-HubSpot-RateLimit-Daily", "650000",
            "X-HubSpot-RateLimit-Daily-Remaining", "0");

    private final Faults faults;
    private int left;
    private int toSkip;
    private String pathPart = "";
    private String token = "";
    private boolean onlyWithAfter;
    private @Nullable Fault fault;

    FaultRule(Faults faults, int count) {
        this.faults = faults;
        this.left = count;
    }

    /** Limits the fault to paths that contain {@code pathPart}. Default: every path. */
    public FaultRule onPath(String pathPart) {
        this.pathPart = Objects.requireNonNull(pathPart, "pathPart");
        return this;
    }

    /** Limits the fault to one portal's token. Default: every portal. */
    public FaultRule ofToken(String token) {
        this.token = Objects.requireNonNull(token, "token");
        return this;
    }

    /** Lets the first {@code count} requests that match pass. Default 0. */
    public FaultRule skipping(int count) {
        this.toSkip = count;
        return this;
    }

    /** Answers with a status and what HubSpot, or the proxy before it, sends along. */
    public void status(int status) {
        answer(ErrorAnswers.ofStatus(status));
    }

    /** Answers with a status and a body of the caller's. */
    public void status(int status, String contentType, String body) {
        answer(Answer.text(status, contentType, body));
    }

    /** Answers 429 for the ten seconds, with headers and {@code Retry-After: 10}. */
    public void tenSecondlyLimit() {
        answer(ErrorAnswers.rateLimited("TEN_SECONDLY_ROLLING").withHeaders(TEN_SECONDLY_HEADERS));
    }

    /** Answers 429 for the day, with headers but no {@code Retry-After}. */
    public void dailyLimit() {
        answer(ErrorAnswers.rateLimited("DAILY").withHeaders(DAILY_HEADERS));
    }

    /** Answers 429 for the second, without any rate header, as search does. */
    public void secondlyLimit() {
        answer(ErrorAnswers.rateLimited("SECONDLY"));
    }

    /** Closes the connection without a byte of answer. */
    public void dropBeforeAnswer() {
        deliver(Delivery.NOTHING);
    }

    /** Answers correctly as on a connection to be kept, then closes it. */
    public void dropAfterAnswer() {
        deliver(Delivery.WHOLE_THEN_CLOSE);
    }

    /** Announces the full length, sends half the body and closes. */
    public void truncateAnnouncedBody() {
        deliver(Delivery.HALF_OF_ANNOUNCED_LENGTH);
    }

    /** Announces no length, sends half the body and closes: valid HTTP, broken JSON. */
    public void truncateUnannouncedBody() {
        deliver(Delivery.HALF_UNTIL_CLOSE);
    }

    /** Sends half of the answer's body, and the rest once {@code gate} is at zero. */
    public void holdBackUntil(CountDownLatch gate) {
        deliver(Delivery.heldBackBy(gate));
    }

    /** Sends the answer byte by byte with a pause in real time before each, until the simulator is closed. */
    public void drip(Duration pausePerByte) {
        deliver(Delivery.drip(pausePerByte, faults.stopped()));
    }

    /** Answers 200 with a page for a person, as a captive portal does. */
    public void htmlOk() {
        answer(Answer.html(200, "Sign in to continue"));
    }

    /** Answers 200 with the content type of JSON and no content. */
    public void emptyOk() {
        answer(Answer.json(200, new byte[0]));
    }

    /** Gives out the request's own cursor as the next one, so that a listing turns in a circle. */
    public void repeatAfter() {
        set(BodyFaults.REPEAT_AFTER);
    }

    /** Sends the page's first record twice. */
    public void duplicateRecord() {
        set(BodyFaults.DUPLICATE_RECORD);
    }

    /** Sends the page's first record without its id. */
    public void recordWithoutId() {
        set(BodyFaults.RECORD_WITHOUT_ID);
    }

    /** Makes one value of the page's first record {@code length} characters long. */
    public void hugeValue(int length) {
        set(BodyFaults.hugeValue(length));
    }

    /** Answers 400 to requests that carry a cursor; those without one neither meet nor use up the fault. */
    public void expireAfter() {
        onlyWithAfter = true;
        answer(ErrorAnswers.validation("The paging cursor has expired"));
    }

    private void answer(Answer answer) {
        set((request, correct) -> answer);
    }

    private void deliver(Delivery delivery) {
        set((request, correct) -> correct.get().deliveredBy(delivery));
    }

    private void set(Fault kind) {
        if (fault != null) {
            throw new IllegalStateException("this fault has its kind already");
        }
        fault = kind;
        faults.add(this);
    }

    boolean takes(HttpRequest request) {
        if (!request.path().contains(pathPart)
                || !(token.isEmpty() || token.equals(Router.token(request)))
                || (onlyWithAfter && Paging.requestedAfter(request) == null)) {
            return false;
        }
        if (toSkip > 0) {
            toSkip--;
            return false;
        }
        if (left > 0) {
            left--;
        }
        return true;
    }

    boolean isUsedUp() {
        return left == 0;
    }

    boolean isForEver() {
        return left == FOR_EVER;
    }

    Fault fault() {
        return Objects.requireNonNull(fault, "fault");
    }
}

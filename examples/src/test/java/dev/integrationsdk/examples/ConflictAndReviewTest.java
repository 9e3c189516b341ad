package dev.integrationsdk.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConflictAndReviewTest {
    @Test
    void peopleAreAskedAndWhatTheyDecideIsDone() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        ConflictAndReview.run(new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8).lines().map(String::strip))
                .containsExactly(
                        "Six people, one of whom is a Chief",
                        "FULL SUCCEEDED, read 6 {CREATED=6}",
                        "UNKNOWN_VALUE: the field mapping does not know a value of role, and takes it as 'READER' until"
                                + " somebody decides",
                        "decided ALWAYS_MAP_TO: CLOSED",
                        "FULL SUCCEEDED, read 6 {UPDATED=1, UNCHANGED=5}",
                        "Both sides rename the same person",
                        "INCREMENTAL SUCCEEDED, read 1 {IN_REVIEW=1}",
                        "CONFLICT: both sides have changed [name]: is the remote's value to be taken?",
                        "decided REJECT: CLOSED",
                        "PUSH SUCCEEDED, read 1 {UPDATED=1}",
                        "here:  Named here",
                        "there: Named here",
                        "The only administrator is deleted over there",
                        "INCREMENTAL SUCCEEDED, read 2 {SKIPPED=1, IN_REVIEW=1} {echo=1}",
                        "HOST_RULE: nobody would be left who may administer",
                        "decided REJECT: CLOSED",
                        "Three more are not listed any more",
                        "FULL SUCCEEDED, read 2 {UNCHANGED=2}",
                        "MASS_DELETION: 4 of 6 known records are not listed any more: are they to be deleted?",
                        "decided APPROVE: CLOSED",
                        "3 rows are left");
    }
}

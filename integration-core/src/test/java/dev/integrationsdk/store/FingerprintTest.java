package dev.integrationsdk.store;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FingerprintTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void anotherLengthIsRefused(int length) {
        assertThatIllegalArgumentException().isThrownBy(() -> Fingerprint.of(new byte[length]));
    }

    @Test
    void nobodyCanChangeOne() {
        byte[] given = filled(7);
        Fingerprint fingerprint = Fingerprint.of(given);
        given[0] = 0;
        fingerprint.bytes()[1] = 0;
        assertThat(fingerprint).isEqualTo(Fingerprint.of(filled(7))).hasSameHashCodeAs(Fingerprint.of(filled(7)));
    }

    @Test
    void orderIsThatOfUnsignedBytes() {
        assertThat(Fingerprint.of(filled(-1))).isGreaterThan(Fingerprint.of(filled(1)));
    }

    @Test
    void printingShowsOnlyItsBeginning() {
        assertThat(Fingerprint.of(filled(-1))).hasToString("Fingerprint[ffffffff…]");
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[Fingerprint.BYTES];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}

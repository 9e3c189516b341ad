package dev.integrationsdk.benchmarks;

import org.jspecify.annotations.Nullable;

/** A fast hash of 128 bits, not made to withstand anybody. Confined to one thread; used again and again. */
final class ContentMix {
    private static final long LEFT_STEP = 0x9E3779B97F4A7C15L;
    private static final long RIGHT_STEP = 0xC2B2AE3D27D4EB4FL;

    private long left;
    private long right;

    void begin() {
        left = LEFT_STEP;
        right = RIGHT_STEP;
    }

    void add(@Nullable String text) {
        if (text == null) {
            step(-1);
            return;
        }
        int length = text.length();
        step(length);
        int index = 0;
        for (; index + 4 <= length; index += 4) {
            step(text.charAt(index)
                    | (long) text.charAt(index + 1) << 16
                    | (long) text.charAt(index + 2) << 32
                    | (long) text.charAt(index + 3) << 48);
        }
        for (; index < length; index++) {
            step(text.charAt(index));
        }
    }

    private void step(long value) {
        left = Long.rotateLeft((left ^ value) * RIGHT_STEP, 29);
        right = Long.rotateLeft((right + value) * LEFT_STEP, 33);
    }

    long high() {
        return finished(left + Long.rotateLeft(right, 17));
    }

    long low() {
        return finished(right ^ Long.rotateLeft(left, 41));
    }

    private static long finished(long value) {
        long mixed = (value ^ value >>> 33) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ mixed >>> 33;
    }
}

package dev.muster.bridge.job;

import dev.muster.model.job.JobId;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Makes ids that sort by time: a ULID (github.com/ulid/spec) in lower case, 48 bits of milliseconds and 80 random bits.
 * Within one millisecond, or when the clock goes back, the random part counts up, so that ids of one bridge never go back.
 */
final class JobIds {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int TIME_CHARS = 10;
    private static final int RANDOM_CHARS = 16;
    private static final int RANDOM_BITS = 79; // one bit less than there is room for: counting up never overflows

    private final Clock clock;
    private final RandomGenerator random = new SecureRandom();
    private long millis = -1;
    private BigInteger tail = BigInteger.ZERO;

    JobIds(Clock clock) {
        this.clock = clock;
    }

    synchronized JobId next() {
        long now = clock.millis();
        if (now > millis) {
            millis = now;
            byte[] bytes = new byte[RANDOM_BITS / 8];
            random.nextBytes(bytes);
            tail = new BigInteger(1, bytes);
        } else {
            tail = tail.add(BigInteger.ONE);
        }
        return new JobId(text(BigInteger.valueOf(millis), TIME_CHARS) + text(tail, RANDOM_CHARS));
    }

    private static String text(BigInteger value, int chars) {
        StringBuilder out = new StringBuilder(chars);
        for (int i = chars - 1; i >= 0; i--) {
            out.append(ALPHABET.charAt(value.shiftRight(5 * i).intValue() & 31));
        }
        return out.toString();
    }
}

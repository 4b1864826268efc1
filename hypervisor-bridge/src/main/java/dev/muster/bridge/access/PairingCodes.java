package dev.muster.bridge.access;

import dev.muster.model.access.AccessQuery.PairingCode;
import dev.muster.model.access.Role;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The pairing codes that are open right now, in memory only: a restart closes them all. A code has 60 random bits, opens
 * the door once, for ten minutes. A try says nothing about which code it was made with, so a wrong one counts against
 * every open code, and the third closes it.
 */
public final class PairingCodes {
    /** How long a code is good for. */
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    /** So many wrong tries close a code. */
    public static final int TRIES = 3;

    /** So many codes are open at once; one more closes the oldest. */
    static final int OPEN_AT_ONCE = 4;

    /** Crockford's base 32, which has no I, L, O and U. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int LENGTH = 12;

    private final Clock clock;
    private final SecureRandom random;
    private final List<Open> open = new ArrayList<>();

    /** No codes yet. */
    public PairingCodes(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** Opens the door for one client of that role. */
    public synchronized PairingCode open(Role role) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        Instant expires = clock.instant().plus(LIFETIME);
        dropExpired();
        if (open.size() >= OPEN_AT_ONCE) {
            open.removeFirst();
        }
        open.add(new Open(code.toString(), role, expires));
        return new PairingCode(grouped(code.toString()), role, expires);
    }

    /**
     * Uses up the code that fits.
     *
     * @param fits whether a code, in its normal form, explains the proof a client sent
     * @return the code used up and the role it admits to
     * @throws dev.muster.model.error.MusterException {@code PAIRING_CLOSED} where no code is open;
     *     {@code PAIRING_CODE_WRONG} where none fits
     */
    public synchronized Admission redeem(Predicate<String> fits) {
        dropExpired();
        if (open.isEmpty()) {
            throw Problem.of(
                            ErrorCode.PAIRING_CLOSED,
                            "No pairing code is open at this bridge.",
                            "Nothing was changed.",
                            "Have an administrator make a new code there; one is good once and for ten minutes.")
                    .toException();
        }
        Optional<Open> found =
                open.stream().filter(candidate -> fits.test(candidate.code)).findFirst();
        if (found.isPresent()) {
            open.remove(found.get());
            return new Admission(found.get().code, found.get().role);
        }
        for (Open candidate : open) {
            candidate.wrongTries++;
        }
        open.removeIf(candidate -> candidate.wrongTries >= TRIES);
        throw Problem.of(
                        ErrorCode.PAIRING_CODE_WRONG,
                        "The pairing code is wrong.",
                        "Nothing was changed. After " + TRIES + " wrong tries a code is closed.",
                        "Type the code as the bridge shows it, or make a new one there.")
                .toException();
    }

    /**
     * The form in which codes are compared: upper case, without separators, with the letters people misread put right as
     * Crockford's base 32 says.
     *
     * @throws dev.muster.model.error.MusterException {@code USAGE_INVALID} where it cannot be a code
     */
    public static String normal(String typed) {
        String code = typed.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        if (code.length() != LENGTH || code.chars().anyMatch(c -> ALPHABET.indexOf(c) < 0)) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "That is not a pairing code.",
                            "Nothing was changed.",
                            "A code has 12 letters and digits, such as 4F7K-92QD-M3XW.")
                    .toException();
        }
        return code;
    }

    private static String grouped(String code) {
        return code.substring(0, 4) + "-" + code.substring(4, 8) + "-" + code.substring(8);
    }

    private void dropExpired() {
        Instant now = clock.instant();
        open.removeIf(candidate -> !now.isBefore(candidate.expires));
    }

    /**
     * What a code was good for.
     *
     * @param code in its normal form
     * @param role what the client may do
     */
    public record Admission(String code, Role role) {}

    private static final class Open {
        final String code;
        final Role role;
        final Instant expires;
        int wrongTries;

        Open(String code, Role role, Instant expires) {
            this.code = code;
            this.role = role;
            this.expires = expires;
        }
    }
}

package dev.muster.bridge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.access.AccessQuery.PairingCode;
import dev.muster.model.access.Role;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PairingCodesTest {
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-01T10:00:00Z"));
    private final PairingCodes codes = new PairingCodes(clock, new SecureRandom());

    @Test
    void a_code_opens_the_door_once_for_its_role() {
        PairingCode code = codes.open(Role.OPERATOR);

        assertThat(code.code()).matches("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}");
        assertThat(redeem(code).role()).isEqualTo(Role.OPERATOR);
        refused(ErrorCode.PAIRING_CLOSED, () -> redeem(code));
    }

    @Test
    void a_code_is_good_for_ten_minutes() {
        PairingCode code = codes.open(Role.VIEWER);
        clock.advance(Duration.ofMinutes(10));

        refused(ErrorCode.PAIRING_CLOSED, () -> redeem(code));
    }

    @Test
    void the_third_wrong_try_burns_a_code() {
        PairingCode code = codes.open(Role.VIEWER);

        for (int i = 0; i < 3; i++) {
            refused(ErrorCode.PAIRING_CODE_WRONG, () -> codes.redeem(any -> false));
        }
        refused(ErrorCode.PAIRING_CLOSED, () -> redeem(code));
    }

    @Test
    void two_wrong_tries_leave_it_usable() {
        PairingCode code = codes.open(Role.VIEWER);
        refused(ErrorCode.PAIRING_CODE_WRONG, () -> codes.redeem(any -> false));
        refused(ErrorCode.PAIRING_CODE_WRONG, () -> codes.redeem(any -> false));

        assertThat(redeem(code).role()).isEqualTo(Role.VIEWER);
    }

    @Test
    void a_fifth_code_closes_the_oldest() {
        PairingCode first = codes.open(Role.VIEWER);
        for (int i = 0; i < 4; i++) {
            codes.open(Role.OPERATOR);
        }
        refused(ErrorCode.PAIRING_CODE_WRONG, () -> redeem(first));
    }

    @Test
    void what_people_misread_and_how_they_write_it_does_not_matter() {
        assertThat(PairingCodes.normal(" o1lI-abcd efgh ")).isEqualTo("0111ABCDEFGH");
        refused(ErrorCode.USAGE_INVALID, () -> PairingCodes.normal("0111-ABCD-EFG"));
        refused(ErrorCode.USAGE_INVALID, () -> PairingCodes.normal("0111-ABCD-EFGU"));
    }

    private PairingCodes.Admission redeem(PairingCode code) {
        return codes.redeem(PairingCodes.normal(code.code())::equals);
    }

    private static void refused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }
}

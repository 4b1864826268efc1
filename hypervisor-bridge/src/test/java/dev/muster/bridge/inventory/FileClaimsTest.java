package dev.muster.bridge.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.bridge.job.JobDefinition.Claim;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.job.JobId;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileClaimsTest {
    private static final JobId WIPE = JobId.of("00000000-0000-7000-8000-000000000001");
    private static final JobId START = JobId.of("00000000-0000-7000-8000-000000000002");
    private static final JobId OTHER = JobId.of("00000000-0000-7000-8000-000000000003");

    private final FileClaims claims = new FileClaims();

    @Test
    void who_changes_a_file_has_it_alone_until_it_lets_go() {
        Claim wipe = claims.claim(WIPE, List.of("h 1:2"), List.of(), "Wipe volume data");

        assertThat(refusal(() -> claims.hold(START, List.of("h 3:4", "h 1:2"), "Start web")
                        .close()))
                .contains("Wipe volume data");
        assertThat(refusal(() ->
                        claims.claim(OTHER, List.of(), List.of("h 1:2"), "Copy").release()))
                .contains("Wipe volume data");
        claims.hold(WIPE, List.of("h 1:2"), "a step of the same job").close();
        wipe.release();
        wipe.release();
        claims.hold(START, List.of("h 1:2"), "Start web").close();
    }

    @Test
    void those_who_leave_it_as_it_is_share_it_and_nobody_changes_it_meanwhile() {
        try (FileClaims.Hold _ = claims.hold(START, List.of("h 1:2"), "Start web");
                FileClaims.Hold _ = claims.hold(OTHER, List.of("h 1:2"), "Start db")) {
            assertThat(refusal(() -> claims.claim(WIPE, List.of("h 1:2"), List.of(), "Wipe")
                            .release()))
                    .contains("Start");
        }
        claims.claim(WIPE, List.of("h 1:2"), List.of(), "Wipe").release();
    }

    private static String refusal(Runnable work) {
        MusterException refused = catchThrowableOfType(MusterException.class, work::run);
        assertThat(refused).isNotNull();
        assertThat(refused.problem().code()).isEqualTo(ErrorCode.VOLUME_BUSY);
        return refused.problem().what();
    }
}

package dev.muster.app.recovery;

import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.StandingRecovery;
import dev.muster.model.recovery.StandingRecovery.OldCopy;
import dev.muster.model.recovery.StandingRecovery.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A recovery that stands and is still to be decided about. */
final class SampleStanding {
    private SampleStanding() {}

    static StandingRecovery of(PlanId plan) {
        Instant since = Instant.now().minus(Duration.ofMinutes(38));
        return new StandingRecovery(
                plan,
                JobId.of("sample-standing"),
                RunKind.RECOVERY,
                since,
                Optional.of(since.plus(Duration.ofHours(8))),
                Optional.empty(),
                List.of(
                        copy("h1", 1, "billing-db", State.KEPT_OFF),
                        copy("h1", 2, "billing-app", State.KEPT_OFF),
                        copy("h2", 3, "billing-archive", State.AWAITED)));
    }

    private static OldCopy copy(String host, int number, String name, State state) {
        return new OldCopy(name, new VmId(HostId.of(host), new UUID(7, number)), name, state);
    }
}

package dev.muster.model.finding;

import dev.muster.model.backup.PointId;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.job.StepState;
import dev.muster.model.recovery.MachineRun;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.RunRecord;
import dev.muster.model.recovery.RunResult;
import dev.muster.model.recovery.RunSummary;
import dev.muster.model.recovery.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Runs of a plan of a shop. */
final class FindingExamples {
    static final Instant BEGUN = Instant.parse("2026-11-30T10:00:00Z");
    static final PlanId SHOP = PlanId.of("shop");
    static final String CLEAN = "0 frames were seen on 3 links";

    private FindingExamples() {}

    static VmId vm(int number) {
        return new VmId(new HostId("h1"), new UUID(0, number));
    }

    /** Machines named m1, m2, … of VMs of those numbers. */
    static PlanSpec plan(int... vms) {
        return PlanSpec.of(List.of(new Tier(
                "all",
                10,
                Arrays.stream(vms)
                        .<PlanItem>mapToObj(number ->
                                PlanMachine.of("m" + number, new MachineSource.OfVm(vm(number), "vm-" + number)))
                        .toList())));
    }

    static MachineRun up(String key) {
        return machine(key, StepState.DONE, Optional.of(BEGUN.plusSeconds(20)), "");
    }

    static MachineRun down(String key) {
        return machine(key, StepState.WAIVED, Optional.empty(), "tcp:80 was not met in 90 s");
    }

    static MachineRun machine(String key, StepState state, Optional<Instant> ready, String note) {
        return new MachineRun(
                key,
                key,
                new PointId(new RepositoryId("main"), new UUID(0, 1), "20261129T000000Z"),
                BEGUN.minusSeconds(3600),
                state,
                Optional.of(BEGUN),
                Optional.of(BEGUN.plusSeconds(1)),
                ready,
                1,
                List.of(),
                "",
                note);
    }

    static RunRecord run(String job, Instant ended, RunResult result, String isolation, MachineRun... machines) {
        return new RunRecord(
                new RunSummary(
                        JobId.of(job),
                        job,
                        SHOP,
                        1,
                        RunKind.TEST,
                        "anna",
                        BEGUN,
                        Optional.of(ended),
                        result,
                        Optional.of(Duration.ofMinutes(1)),
                        Optional.of(Duration.ofSeconds(50)),
                        machines.length,
                        (int) Stream.of(machines)
                                .filter(machine -> machine.ready().isPresent())
                                .count(),
                        isolation,
                        List.of(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty()),
                List.of(machines));
    }
}

package dev.muster.app.shots;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Progress;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Jobs of the sample: one done, one failed, one that runs, and a backup that came to nothing. */
final class SampleJobs {
    /** The VM whose page the pictures show. */
    private static final String WEB_10 = new VmId(new HostId("h1"), new UUID(1, 0)).text();

    private SampleJobs() {}

    /** The newest last. */
    static List<Job> all() {
        Problem busy = Problem.of(
                ErrorCode.HYPERVISOR_TIMEOUT,
                "db-21 did not answer in time.",
                "The host took the request; it may still come to be.",
                "Look at the host's connection and its log.");
        return List.of(
                job(
                        1,
                        "Start web-10",
                        JobState.DONE,
                        new Progress(1, 1, "steps", 0, Optional.empty()),
                        Optional.empty()),
                job(
                        2,
                        "Start 4 VMs",
                        JobState.FAILED,
                        new Progress(3, 4, "steps", 0, Optional.empty()),
                        Optional.of(busy)),
                backup(),
                job(
                        3,
                        "Create build-17 on h1",
                        JobState.RUNNING,
                        new Progress(6L << 30, 10L << 30, "bytes", 180 << 20, Optional.of(Duration.ofSeconds(23))),
                        Optional.empty()));
    }

    /** A backup that came to nothing. */
    private static Job backup() {
        Instant began = Instant.now().minus(Duration.ofMinutes(42));
        Optional<Problem> full = Optional.of(Problem.of(
                ErrorCode.DISK_FULL,
                "The repository is full.",
                "Nothing of this is kept. VMs go on, and restore points that are whole stay so.",
                "Make room there, then run it again."));
        return new Job(
                JobId.of("sample-0"),
                "backup.run",
                "Back up mail-13 to offsite",
                "operator",
                JobState.UNDONE,
                1,
                false,
                Progress.NONE,
                List.of(new Step(
                        0,
                        "Back up mail-13",
                        new VmId(new HostId("h1"), new UUID(1, 3)).text(),
                        List.of(),
                        StepState.FAILED,
                        "",
                        1,
                        Progress.NONE,
                        Optional.of(began),
                        Optional.of(began.plusSeconds(371)),
                        full)),
                began,
                Optional.of(began),
                Optional.of(began.plusSeconds(371)),
                full,
                "",
                Optional.empty());
    }

    /** The VM of the one that started one is shut down again. */
    static JobQuery.Reversal reversal(JobId job, InventoryImage image) {
        List<Vm> started = job.text().equals("sample-1")
                ? image.vms().values().stream()
                        .filter(vm -> vm.id().text().equals(WEB_10))
                        .toList()
                : List.of();
        return started.isEmpty()
                ? JobQuery.Reversal.NONE
                : new JobQuery.Reversal(
                        Optional.of(new VmCommand.Power(
                                PowerAction.SHUT_DOWN,
                                started.stream().map(Vm::id).toList())),
                        "Shut down " + started.getFirst().name(),
                        started.stream().map(Vm::name).toList());
    }

    private static Job job(int number, String title, JobState state, Progress progress, Optional<Problem> problem) {
        Instant created = Instant.now().minus(Duration.ofMinutes(12)).plusSeconds(180L * number);
        boolean ended = state.isEnded();
        return new Job(
                JobId.of("sample-" + number),
                "vm.power",
                title,
                "operator",
                state,
                1,
                !ended,
                progress,
                steps(number == 1 ? WEB_10 : "", state, created, problem),
                created,
                Optional.of(created),
                ended ? Optional.of(created.plusSeconds(31)) : Optional.empty(),
                problem,
                "",
                Optional.empty());
    }

    private static List<Step> steps(String subject, JobState state, Instant begun, Optional<Problem> problem) {
        int count = state == JobState.FAILED ? 4 : 1;
        return IntStream.range(0, count)
                .mapToObj(index -> step(subject, index, index == 1 ? last(state) : StepState.DONE, begun, problem))
                .toList();
    }

    private static StepState last(JobState state) {
        return state == JobState.FAILED ? StepState.FAILED : StepState.DONE;
    }

    private static Step step(String subject, int index, StepState state, Instant begun, Optional<Problem> problem) {
        List<String> names = List.of("web-20", "db-21", "lb-22", "mail-23");
        return new Step(
                index,
                "Start " + names.get(index),
                subject,
                List.of(),
                state,
                "",
                1,
                Progress.NONE,
                Optional.of(begun),
                Optional.of(begun.plusSeconds(1)),
                state == StepState.FAILED ? problem : Optional.empty());
    }
}

package dev.muster.app.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Progress;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VmJobsTest {
    private final Vm web = Samples.vm("web-01", VmState.RUNNING);
    private final Vm other = Samples.vm("web-011", VmState.RUNNING);

    @Test
    void a_job_is_about_a_vm_when_one_of_its_steps_works_on_it() {
        Job both = job(step(web), step(other));
        assertThat(VmJobs.about(both, web.id())).isTrue();
        assertThat(VmJobs.about(both, other.id())).isTrue();
    }

    @Test
    void a_job_about_a_vm_of_a_like_name_is_not() {
        assertThat(VmJobs.about(job(step(other)), web.id())).isFalse();
        assertThat(VmJobs.about(job(), web.id())).isFalse();
    }

    private static Step step(Vm vm) {
        return new Step(
                0,
                "Start " + vm.name(),
                vm.id().text(),
                List.of(),
                StepState.WAITING,
                "",
                1,
                Progress.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Job job(Step... steps) {
        return new Job(
                JobId.of("1"),
                "vm.power",
                "Start",
                "anna",
                JobState.QUEUED,
                1,
                true,
                Progress.NONE,
                List.of(steps),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty());
    }
}

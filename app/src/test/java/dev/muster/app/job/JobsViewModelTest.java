package dev.muster.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.i18n.Texts;
import dev.muster.model.bridge.BridgeEvent;
import dev.muster.model.bridge.Stamp;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Progress;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobsViewModelTest {
    private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");
    private final JobsViewModel jobs = new JobsViewModel();
    private final JobWords words = new JobWords(new Texts(Locale.ENGLISH));

    private static Job job(String id, JobState state, long revision, Progress progress, List<Step> steps) {
        return new Job(
                JobId.of(id),
                "vm.power",
                "Start " + id,
                "anna",
                state,
                revision,
                true,
                progress,
                steps,
                T0.plusSeconds(Long.parseLong(id)),
                Optional.of(T0),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty());
    }

    private static Job job(String id, JobState state, long revision) {
        return job(id, state, revision, Progress.NONE, List.of());
    }

    private static List<Step> steps(int done, int all) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            StepState state = i < done ? StepState.DONE : i == done ? StepState.RUNNING : StepState.WAITING;
            String waits = i == done ? "db-01 port 5432" : "";
            steps.add(new Step(
                    i,
                    "s" + i,
                    "",
                    List.of(),
                    state,
                    waits,
                    1,
                    Progress.NONE,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
        }
        return steps;
    }

    private List<String> order() {
        return jobs.rows().stream().map(row -> row.id().text()).toList();
    }

    @Test
    void what_still_goes_stands_first_and_the_newest_above() {
        jobs.replaceAll(
                List.of(job("1", JobState.RUNNING, 1), job("2", JobState.DONE, 1), job("3", JobState.QUEUED, 1)));
        assertThat(order()).containsExactly("3", "1", "2");
        assertThat(jobs.runningProperty().get()).isEqualTo(2);
        jobs.put(job("3", JobState.FAILED, 2));
        assertThat(order()).containsExactly("1", "3", "2");
        assertThat(jobs.failedProperty().get()).isEqualTo(1);
    }

    @Test
    void progress_changes_a_row_in_place_and_an_older_snapshot_is_not_heeded() {
        jobs.put(job("1", JobState.RUNNING, 5));
        JobRow row = jobs.rows().getFirst();
        jobs.put(job("1", JobState.RUNNING, 6, Progress.NONE, steps(1, 2)));
        jobs.put(job("1", JobState.QUEUED, 4));
        assertThat(jobs.rows().getFirst()).isSameAs(row);
        assertThat(row.job().revision()).isEqualTo(6);
        assertThat(row.fraction()).isEqualTo(0.5);
    }

    @Test
    void what_changed_of_a_job_is_taken_over_and_the_other_steps_stay() {
        Job before = job("1", JobState.RUNNING, 1, Progress.NONE, steps(0, 3));
        Job after = job("1", JobState.RUNNING, 2, Progress.NONE, steps(1, 3));
        var changed = BridgeEvent.JobStepsChanged.between(new Stamp("e", 2), before, after)
                .orElseThrow();
        jobs.apply(changed);
        assertThat(jobs.rows()).as("a job that is not known").isEmpty();
        jobs.put(before);
        jobs.apply(changed);
        assertThat(changed.changed()).hasSize(2);
        assertThat(jobs.rows().getFirst().job()).isEqualTo(after);
    }

    @Test
    void a_snapshot_keeps_the_rows_of_jobs_that_are_still_known() {
        jobs.put(job("1", JobState.RUNNING, 1));
        JobRow row = jobs.rows().getFirst();
        jobs.replaceAll(List.of(job("1", JobState.DONE, 2), job("2", JobState.RUNNING, 1)));
        assertThat(jobs.rows()).contains(row);
        assertThat(row.job().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void progress_is_a_figure_with_step_rate_and_time_left() {
        Progress half = new Progress(50, 100, "bytes", 2 << 20, Optional.of(Duration.ofSeconds(75)));
        jobs.put(job("1", JobState.RUNNING, 1, half, steps(4, 8)));
        JobRow row = jobs.rows().getFirst();
        assertThat(words.progress(row)).isEqualTo("50 % · step 5/8 · 2 MiB/s · 1 min 15 s left");
        assertThat(row.waitingFor()).isEqualTo("db-01 port 5432");
    }

    @Test
    void a_job_of_which_nothing_is_known_is_indeterminate() {
        jobs.put(job("1", JobState.RUNNING, 1));
        assertThat(jobs.rows().getFirst().fraction()).isNegative();
    }

    @Test
    void ended_jobs_do_not_pile_up() {
        for (int i = 1; i <= JobsViewModel.ENDED_KEPT + 20; i++) {
            jobs.put(job(Integer.toString(i), JobState.DONE, 1));
        }
        assertThat(jobs.rows()).hasSize(JobsViewModel.ENDED_KEPT);
        assertThat(jobs.row(JobId.of("1"))).isEmpty();
    }
}

package dev.muster.app.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.feature.Alert;
import dev.muster.app.host.HostFeature;
import dev.muster.app.i18n.Texts;
import dev.muster.app.shots.SampleBridge;
import dev.muster.app.vm.VmFeature;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Progress;
import dev.muster.model.job.Question;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertsViewModelTest {
    private static final Instant NOW = Instant.parse("2026-01-02T10:00:00Z");
    private final InventoryImage image = new SampleBridge().inventory();
    private final List<String> kept = new ArrayList<>();
    private final Texts texts = new Texts(Locale.ENGLISH);
    private final AlertsViewModel model = new AlertsViewModel(
            () -> List.of(HostFeature.lost(texts), VmFeature.faults(texts), AlertFeature.failures(texts)),
            "job:old",
            kept::add);

    @Test
    void a_vm_paused_by_a_fault_is_told_until_it_goes_on() {
        Vm vm = image.vms().values().stream()
                .filter(one -> one.state() == VmState.RUNNING)
                .findFirst()
                .orElseThrow();
        Vm stopped = vm.in(VmState.PAUSED, "I/O error: no space for vda on /srv/vm", Optional.empty());

        model.update(image.with(new InventoryChange.VmPut(stopped)), List.of(), NOW);
        assertThat(model.alerts()).anySatisfy(alert -> {
            assertThat(alert.what()).contains("was paused by a fault").contains("no space for vda on /srv/vm");
            assertThat(alert.remedy()).contains("resume it");
        });
        model.update(image.with(new InventoryChange.VmPut(vm)), List.of(), NOW);
        assertThat(model.alerts()).noneMatch(alert -> alert.what().contains("paused"));
    }

    @Test
    void a_lost_host_and_crashed_vms_are_told_with_what_to_do() {
        model.update(image, List.of(), NOW);
        long crashed = image.vms().values().stream()
                .filter(vm -> vm.state() == VmState.CRASHED)
                .count();
        assertThat(crashed).isPositive();
        assertThat(model.countProperty().get()).isEqualTo((int) crashed + 1);
        assertThat(model.alerts())
                .allMatch(Alert::grave)
                .noneMatch(alert -> alert.remedy().isBlank());
        assertThat(model.alerts()).anyMatch(alert -> alert.what().equals("h3 does not answer."));
    }

    @Test
    void a_failed_job_says_why_and_stands_after_what_is_lost() {
        model.update(image, List.of(job("new", JobState.FAILED, NOW.minusSeconds(60))), NOW);
        assertThat(model.alerts().getLast().what()).isEqualTo("The job “Start new” failed. h2 did not answer.");
        assertThat(model.alerts().getLast().grave()).isFalse();
    }

    @Test
    void a_job_that_failed_days_ago_or_went_well_is_no_alert() {
        model.update(
                InventoryImage.EMPTY,
                List.of(
                        job("a", JobState.FAILED, NOW.minus(Duration.ofDays(2))),
                        job("b", JobState.DONE, NOW),
                        job("c", JobState.CANCELLED, NOW)),
                NOW);
        assertThat(model.alerts()).isEmpty();
    }

    @Test
    void what_was_dismissed_stays_away_and_is_kept() {
        List<Job> jobs = List.of(job("one", JobState.FAILED, NOW), job("old", JobState.UNDONE, NOW));
        model.update(InventoryImage.EMPTY, jobs, NOW);
        assertThat(model.alerts()).singleElement().satisfies(model::dismiss);
        assertThat(model.countProperty().get()).isZero();
        model.update(InventoryImage.EMPTY, jobs, NOW);
        assertThat(model.alerts()).isEmpty();
        assertThat(kept).containsExactly("job:old job:one");
    }

    @Test
    void a_lost_host_cannot_be_dismissed() {
        model.update(image, List.of(), NOW);
        int before = model.alerts().size();
        model.dismiss(model.alerts().getFirst());
        assertThat(model.alerts()).hasSize(before);
    }

    @Test
    void a_job_that_asks_is_an_alert_until_it_was_told() {
        AlertsViewModel questions = new AlertsViewModel(() -> List.of(AlertFeature.questions(texts)), "", kept::add);
        Question question = new Question(
                "Has the database been checked?",
                List.of(new Question.Choice("yes", "Yes", false)),
                NOW,
                Optional.empty(),
                "");
        Step step = new Step(
                0,
                "ask",
                "Ask",
                "",
                List.of(),
                StepState.ASKING,
                "",
                0,
                Progress.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(question),
                List.of());
        Job job = job("one", JobState.RUNNING, NOW).withSteps(List.of(step));
        questions.update(InventoryImage.EMPTY, List.of(job), NOW);
        assertThat(questions.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.what()).isEqualTo("Start one waits for an answer: Has the database been checked?");
            assertThat(alert.target()).isEqualTo(new Alert.Target.OfJob(JobId.of("one")));
        });
        questions.update(InventoryImage.EMPTY, List.of(job.withSteps(List.of())), NOW);
        assertThat(questions.alerts()).isEmpty();
    }

    private static Job job(String id, JobState state, Instant ended) {
        Problem why = Problem.of(ErrorCode.BRIDGE_UNREACHABLE, "h2 did not answer.", "", "Look whether h2 is up.");
        return new Job(
                JobId.of(id),
                "vm.power",
                "Start " + id,
                "anna",
                state,
                1,
                false,
                Progress.NONE,
                List.of(),
                ended,
                Optional.of(ended),
                Optional.of(ended),
                Optional.of(why),
                "",
                Optional.empty());
    }
}

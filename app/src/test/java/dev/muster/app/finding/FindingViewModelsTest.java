package dev.muster.app.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.ask.Asks;
import dev.muster.app.ask.Submission;
import dev.muster.app.feature.Alert;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.app.job.JobsViewModel;
import dev.muster.app.navigation.Place;
import dev.muster.app.platform.UiThread;
import dev.muster.app.shots.SampleBridge;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.finding.CoverageMap;
import dev.muster.model.finding.CoverageMap.Coverage;
import dev.muster.model.finding.CoverageMap.FunctionCoverage;
import dev.muster.model.finding.CoverageMap.PlanExercise;
import dev.muster.model.finding.Finding;
import dev.muster.model.finding.FindingChange;
import dev.muster.model.finding.FindingCommand;
import dev.muster.model.finding.FindingQuery;
import dev.muster.model.finding.FindingSeverity;
import dev.muster.model.finding.FindingStatus;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Progress;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RecoveryPlan;
import dev.muster.model.recovery.RunQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FindingViewModelsTest {
    private static final PlanId SHOP = new PlanId("shop");

    private final Texts texts = new Texts(Locale.ENGLISH);
    private final SampleBridge bridge = new SampleBridge();
    private final InventoryImage image = bridge.inventory();
    private final LiveInventory inventory = new LiveInventory(new AtOnce());
    private final JobsViewModel jobs = new JobsViewModel();
    private final AsksAtHand asks = new AsksAtHand();
    private final RegisterViewModel register = new RegisterViewModel(inventory);

    @Test
    void what_is_left_to_do_is_shown_first_the_worst_on_top() {
        inventory.replace(image);
        register.activate();
        assertThat(shown())
                .extracting(Finding::severity)
                .containsExactly(FindingSeverity.CRITICAL, FindingSeverity.HIGH, FindingSeverity.MEDIUM);
        assertThat(shown()).allMatch(finding -> finding.status().isPending());
        register.scopeProperty().set(RegisterViewModel.Scope.ALL);
        assertThat(shown()).hasSize(6);
        register.planProperty().set(Optional.of(SHOP));
        assertThat(shown()).hasSize(4).allMatch(finding -> finding.plan().equals(SHOP));
        assertThat(register.plans()).hasSize(4).contains(Optional.empty(), Optional.of(SHOP));
    }

    @Test
    void an_empty_register_says_why() {
        inventory.replace(InventoryImage.EMPTY);
        register.activate();
        assertThat(register.emptiness()).isEqualTo(RegisterViewModel.Emptiness.NO_FINDINGS);
        Finding closed = of(FindingStatus.CLOSED);
        inventory.replace(InventoryImage.EMPTY.with(new InventoryChange.ObjectPut(closed)));
        assertThat(register.emptiness()).isEqualTo(RegisterViewModel.Emptiness.NONE_PENDING);
        inventory.replace(image);
        register.planProperty().set(Optional.of(new PlanId("month-end")));
        assertThat(register.emptiness()).isEqualTo(RegisterViewModel.Emptiness.NONE_OF_PLAN);
        register.planProperty().set(Optional.empty());
        assertThat(register.emptiness()).isEqualTo(RegisterViewModel.Emptiness.NOT_EMPTY);
    }

    @Test
    void a_plan_whose_findings_are_gone_is_no_longer_the_filter() {
        inventory.replace(image);
        register.activate();
        register.planProperty().set(Optional.of(SHOP));
        Finding other = of(FindingStatus.FIXED);
        inventory.replace(InventoryImage.EMPTY.with(new InventoryChange.ObjectPut(other)));
        assertThat(register.planProperty().get()).isEmpty();
        assertThat(shown()).containsExactly(other);
    }

    @Test
    void only_what_is_changed_is_sent() {
        Finding overdue = overdue();
        EditFindingViewModel edit = edit(overdue, overdue.status());
        assertThat(edit.problem()).isEqualTo("Nothing is changed yet.");
        edit.ownerProperty().set(" carla ");
        edit.due().textProperty().set("2027-01-31");
        edit.submit();
        assertThat(asks.submitted)
                .containsExactly(new FindingCommand.Set(
                        overdue.id(),
                        new FindingChange(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("carla"),
                                Optional.of(LocalDate.of(2027, 1, 31)),
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())));
    }

    @Test
    void a_due_day_is_taken_away_and_one_that_is_none_is_refused() {
        EditFindingViewModel edit = edit(overdue(), FindingStatus.OPEN);
        edit.due().textProperty().set("tomorrow");
        assertThat(edit.problem()).startsWith("Enter the due day as YYYY-MM-DD");
        edit.submit();
        assertThat(asks.submitted).isEmpty();
        edit.due().textProperty().set("");
        edit.submit();
        assertThat(asks.submitted)
                .singleElement()
                .satisfies(command -> assertThat(
                                ((FindingCommand.Set) command).change().withoutDue())
                        .isTrue());
    }

    @Test
    void a_risk_is_accepted_with_a_note_alone() {
        Finding slow = image.objects(Finding.class).values().stream()
                .filter(finding -> finding.owner().isEmpty())
                .findFirst()
                .orElseThrow();
        EditFindingViewModel edit = edit(slow, FindingStatus.ACCEPTED);
        assertThat(edit.problem()).isEqualTo("It is not said why the finding is acceptable. Add a note that says so.");
        edit.submit();
        assertThat(asks.submitted).isEmpty();
        edit.noteProperty().set("The objective is going to be raised.");
        assertThat(edit.problem()).isEmpty();
        edit.submit();
        assertThat(asks.submitted).hasSize(1);
    }

    @Test
    void a_finding_is_closed_by_a_run_or_by_a_note() {
        Finding slow = image.objects(Finding.class).values().stream()
                .filter(finding -> finding.owner().isEmpty())
                .findFirst()
                .orElseThrow();
        EditFindingViewModel edit = edit(slow, FindingStatus.CLOSED);
        assertThat(edit.problem()).startsWith("No run has shown that the finding is gone.");
        edit.retestedProperty().set(Optional.of(JobId.of("shop-run-0")));
        assertThat(edit.problem()).isEmpty();
        edit.submit();
        assertThat(asks.submitted)
                .singleElement()
                .satisfies(command -> assertThat(
                                ((FindingCommand.Set) command).change().retested())
                        .contains(JobId.of("shop-run-0")));
    }

    @Test
    void viewers_are_told_that_they_may_not() {
        asks.role = Role.VIEWER;
        EditFindingViewModel edit = edit(overdue(), FindingStatus.FIXED);
        assertThat(edit.problem()).isEqualTo("Your role may look, but not change anything.");
        assertThat(raise().problem()).isEqualTo("Your role may look, but not change anything.");
    }

    @Test
    void a_finding_is_raised_in_the_newest_run_of_a_plan() {
        RaiseFindingViewModel raise = raise();
        raise.planProperty().set(Optional.of(SHOP));
        assertThat(raise.runProperty().get().orElseThrow().job()).isEqualTo(JobId.of("shop-run-0"));
        assertThat(raise.problem()).isEqualTo("Enter what was found.");
        raise.titleProperty().set("The certificate has expired");
        raise.severityProperty().set(FindingSeverity.LOW);
        raise.submit();
        assertThat(asks.submitted)
                .containsExactly(new FindingCommand.Raise(
                        JobId.of("shop-run-0"),
                        "The certificate has expired",
                        FindingSeverity.LOW,
                        "",
                        "",
                        Optional.empty()));
    }

    @Test
    void a_run_of_the_plan_chosen_before_is_not_taken() {
        RaiseFindingViewModel raise = raise();
        asks.later = true;
        raise.planProperty().set(Optional.of(SHOP));
        assertThat(raise.problem()).isEqualTo("Runs are read …");
        raise.planProperty().set(Optional.of(new PlanId("month-end")));
        asks.waiting.getLast().run();
        asks.waiting.getFirst().run();
        assertThat(raise.runProperty().get().orElseThrow().plan()).isEqualTo(new PlanId("month-end"));
        asks.later = false;
        asks.runs = false;
        raise.planProperty().set(Optional.of(SHOP));
        assertThat(raise.problem()).isEqualTo("This plan has no runs yet. A finding belongs to a run.");
    }

    @Test
    void coverage_is_told_worst_first_and_in_one_sentence() {
        CoverageViewModel coverage = coverage();
        assertThat(coverage.stateProperty().get())
                .isInstanceOfSatisfying(CoverageViewModel.State.Shown.class, shown -> {
                    assertThat(shown.map().functions().stream()
                                    .sorted(CoverageWords.functions())
                                    .map(FunctionCoverage::state))
                            .startsWith(Coverage.NO_PLAN, Coverage.NEVER, Coverage.LONG_AGO, Coverage.PARTLY)
                            .endsWith(Coverage.EXERCISED);
                    assertThat(new CoverageWords(texts).summary(shown.map(), shown.months()))
                            .isEqualTo("4 of 8 functions were fully exercised in the last 12 months; 1 in part;"
                                    + " 1 before that; 1 never; 1 is in no plan.");
                });
        coverage.monthsProperty().set(24);
        assertThat(coverage.stateProperty().get())
                .isInstanceOfSatisfying(
                        CoverageViewModel.State.Shown.class,
                        shown -> assertThat(new CoverageWords(texts).summary(shown.map(), shown.months()))
                                .startsWith("5 of 8 functions were fully exercised in the last 24 months"));
    }

    @Test
    void plans_that_are_due_come_first() {
        CoverageMap map = bridge.ask(new FindingQuery.Coverage(12));
        List<PlanExercise> plans =
                map.plans().stream().sorted(CoverageWords.plans()).toList();
        CoverageWords words = new CoverageWords(texts);
        assertThat(plans.stream().map(plan -> words.due(plan, map.at())))
                .satisfiesExactly(
                        now -> assertThat(now).isEqualTo("Now"),
                        overdue -> assertThat(overdue).endsWith(", 14 d overdue"),
                        later -> assertThat(later).endsWith("(in 89 d)"));
    }

    @Test
    void coverage_is_asked_again_when_functions_or_plans_change_and_not_for_anything_else() {
        CoverageViewModel coverage = coverage();
        int asked = asks.coverage;
        Vm vm = image.vms().values().iterator().next();
        inventory.replace(image.with(new InventoryChange.VmGone(vm.id())));
        assertThat(asks.coverage).isEqualTo(asked + 1);
        inventory.replace(
                image.with(new InventoryChange.VmGone(vm.id())).with(InventoryChange.ObjectGone.of(overdue())));
        assertThat(asks.coverage).isEqualTo(asked + 1);
        RecoveryPlan plan =
                image.objects(RecoveryPlan.class).values().iterator().next();
        inventory.replace(image.with(new InventoryChange.VmGone(vm.id())).with(InventoryChange.ObjectGone.of(plan)));
        assertThat(asks.coverage).isEqualTo(asked + 2);
        coverage.deactivate();
        inventory.replace(InventoryImage.EMPTY);
        assertThat(asks.coverage).isEqualTo(asked + 2);
    }

    @Test
    void coverage_is_asked_again_when_a_run_ended() {
        coverage();
        int asked = asks.coverage;
        jobs.put(job("power.start", JobState.DONE));
        jobs.put(job("recovery.test", JobState.RUNNING));
        assertThat(asks.coverage).isEqualTo(asked);
        jobs.put(job("recovery.test", JobState.DONE));
        assertThat(asks.coverage).isEqualTo(asked + 1);
    }

    @Test
    void an_answer_on_another_period_is_not_shown_and_a_refusal_is() {
        asks.later = true;
        CoverageViewModel coverage = coverage();
        assertThat(coverage.stateProperty().get()).isInstanceOf(CoverageViewModel.State.Loading.class);
        coverage.monthsProperty().set(3);
        asks.waiting.getFirst().run();
        assertThat(coverage.stateProperty().get()).isInstanceOf(CoverageViewModel.State.Loading.class);
        assertThat(asks.waiting).hasSize(2);
        asks.waiting.getLast().run();
        assertThat(coverage.stateProperty().get())
                .isInstanceOfSatisfying(
                        CoverageViewModel.State.Shown.class,
                        shown -> assertThat(shown.months()).isEqualTo(3));
        asks.later = false;
        asks.refusal =
                Optional.of(Problem.of(ErrorCode.BRIDGE_UNREACHABLE, "It does not answer.", "Nothing.", "Try again."));
        coverage.monthsProperty().set(6);
        assertThat(coverage.stateProperty().get()).isInstanceOf(CoverageViewModel.State.Refused.class);
    }

    @Test
    void what_is_overdue_is_an_alert_that_leads_to_the_screen() {
        List<Alert> alerts = new FindingAlerts(texts).find(image, List.of(), Instant.now());
        assertThat(alerts).singleElement().satisfies(alert -> {
            assertThat(alert.grave()).isFalse();
            assertThat(alert.what())
                    .isEqualTo("A finding of the plan shop is overdue: "
                            + "reconciliation-service-with-a-long-name did not become ready.");
            assertThat(alert.remedy()).startsWith("Ask bernd");
            assertThat(alert.target())
                    .isEqualTo(new Alert.Target.OfPlace("finding.alert.jump", new Place.Screen("findings")));
        });
        assertThat(new FindingAlerts(new Texts(Locale.GERMAN))
                        .find(image, List.of(), Instant.now())
                        .getFirst()
                        .what())
                .endsWith("wurde nicht bereit.");
    }

    private List<Finding> shown() {
        return register.rows().rows().stream()
                .map(row -> row.item())
                .sorted(RegisterViewModel.order())
                .toList();
    }

    private Finding of(FindingStatus status) {
        return image.objects(Finding.class).values().stream()
                .filter(finding -> finding.status() == status)
                .findFirst()
                .orElseThrow();
    }

    private Finding overdue() {
        return image.objects(Finding.class).values().stream()
                .filter(finding -> finding.isOverdue(LocalDate.now(ZoneId.systemDefault())))
                .findFirst()
                .orElseThrow();
    }

    private EditFindingViewModel edit(Finding finding, FindingStatus wanted) {
        return new EditFindingViewModel(finding, wanted, asks, texts, new Submission(asks, job -> {}));
    }

    private RaiseFindingViewModel raise() {
        return new RaiseFindingViewModel(asks, texts, image, new Submission(asks, job -> {}));
    }

    private CoverageViewModel coverage() {
        inventory.replace(image);
        CoverageViewModel coverage = new CoverageViewModel(asks, inventory, jobs);
        coverage.activate();
        return coverage;
    }

    private static Job job(String kind, JobState state) {
        return new Job(
                JobId.of(kind.replace('.', '-')),
                kind,
                "Some work",
                "anna",
                state,
                1,
                false,
                Progress.NONE,
                List.of(),
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                state.isEnded() ? Optional.of(Instant.EPOCH) : Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty());
    }

    /** Asks the sample at once, or when it is told to. */
    private final class AsksAtHand implements Asks {
        private final List<Command> submitted = new ArrayList<>();
        private final List<Runnable> waiting = new ArrayList<>();
        private Role role = Role.ADMINISTRATOR;
        private Optional<Problem> refusal = Optional.empty();
        private boolean later;
        private boolean runs = true;
        private int coverage;

        @Override
        public Role role() {
            return role;
        }

        @Override
        public void submit(Command command, Consumer<JobId> accepted, Consumer<Problem> refused) {
            submitted.add(command);
        }

        @Override
        public <R extends Record> void ask(Query<R> query, Consumer<R> answer, Consumer<Problem> refused) {
            if (query instanceof FindingQuery.Coverage) {
                coverage++;
            }
            Runnable all = () -> {
                try {
                    if (refusal.isPresent()) {
                        refused.accept(refusal.get());
                    } else if (query instanceof RunQuery.Runs && !runs) {
                        answer.accept(query.answer().cast(new RunQuery.RunList(List.of())));
                    } else {
                        answer.accept(bridge.ask(query));
                    }
                } catch (MusterException e) {
                    refused.accept(e.problem());
                }
            };
            if (later) {
                waiting.add(all);
            } else {
                all.run();
            }
        }
    }

    private static final class AtOnce implements UiThread {
        @Override
        public void run(Runnable work) {
            work.run();
        }

        @Override
        public void run(Duration after, Runnable work) {
            work.run();
        }

        @Override
        public <T> CompletionStage<T> background(Callable<T> work) {
            return CompletableFuture.failedFuture(new UnsupportedOperationException());
        }
    }
}

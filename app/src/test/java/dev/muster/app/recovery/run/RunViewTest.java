package dev.muster.app.recovery.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.ask.Asks;
import dev.muster.app.content.Dialogs;
import dev.muster.app.feature.Alert;
import dev.muster.app.feature.Alerts;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.app.job.JobsViewModel;
import dev.muster.app.navigation.Navigation;
import dev.muster.app.platform.FxThread;
import dev.muster.app.settings.Settings;
import dev.muster.app.testing.Operator;
import dev.muster.app.theme.Theme;
import dev.muster.app.theme.Themes;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobCommand;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Question;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RecoveryQuery;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A run is watched and steered on its screen. */
@Tag("toolkit")
@SuppressWarnings("NullAway.Init")
class RunViewTest {
    private static final PlanId SHOP = PlanId.of("shop");
    private static final PlanSpec SPEC = SampleRuns.shop();

    private final Answering asks = new Answering();
    private final JobsViewModel jobs = new JobsViewModel();
    private final List<String> opened = new CopyOnWriteArrayList<>();
    private final FxThread ui = new FxThread();
    private Operator operator;
    private Stage stage;
    private RunView view;

    @BeforeEach
    void open() throws Exception {
        Operator.sitDown();
        operator = new Operator();
        Operator.fx(() -> {
            open(Locale.ENGLISH);
            return true;
        });
    }

    private void open(Locale locale) {
        Themes themes = new Themes(Optional.of(Theme.LIGHT), theme -> {});
        themes.choose(Optional.of(Theme.LIGHT));
        stage = new Stage();
        Texts texts = new Texts(locale);
        ConsoleContext context = new ConsoleContext(
                asks,
                new LiveInventory(ui),
                jobs,
                new NoAlerts(),
                texts,
                new Dialogs(stage, texts),
                new Settings(Optional.empty()),
                new Navigation(),
                (vm, tab) -> opened.add(vm.text() + " " + tab),
                job -> opened.add("job " + job),
                job -> {},
                problem -> {});
        view = new RunView(
                context, SHOP, new RunViewModel(SHOP, asks, jobs, job -> {}, problem -> {}, InstantSource.system()));
        Scene scene = new Scene(view.root(), 1200, 760);
        scene.getStylesheets().addAll(Themes.sheets());
        stage.setScene(scene);
        stage.show();
        view.activate();
    }

    @AfterEach
    void close() {
        Operator.fx(() -> {
            view.deactivate();
            stage.close();
            return true;
        });
        ui.close();
    }

    private void put(Job job) {
        Operator.fx(() -> {
            jobs.put(job);
            return true;
        });
    }

    private static boolean is(RunView view, String state) {
        return Operator.fx(() -> view.root().getPseudoClassStates().contains(PseudoClass.getPseudoClass(state)));
    }

    @Test
    void a_plan_without_runs_offers_its_first_test() {
        operator.see("#run-none");
        operator.click("#run-none-action");
        operator.see("the test", () -> asks.submitted.contains(new RecoveryCommand.Test(SHOP, 0, false)));
    }

    @Test
    void a_test_that_runs_says_what_it_waits_for_and_is_paused_with_p() {
        Job job = SampleRuns.running(SHOP, SPEC, Instant.now(), 0.2);
        put(job);
        operator.see("#run-header");
        assertThat(Operator.words("#run-sentence")).contains("Waiting for db: TCP port 5432, since ");
        assertThat(Operator.words("#run-against")).contains("objective 10 min");
        assertThat(Operator.words("#run-board")).contains("Database", "db-replica", "waits for db");
        assertThat(is(view, "test")).isTrue();
        assertThat(is(view, "recovery")).isFalse();
        operator.see(
                "the first machine", () -> Operator.words("#run-detail-title").contains("db"));
        operator.press(KeyCode.P);
        operator.see("the pause", () -> asks.submitted.contains(new JobCommand.Pause(job.id())));
    }

    @Test
    void what_a_run_asks_is_answered_on_its_screen() {
        Job job = SampleRuns.asking(SHOP, SPEC, Instant.now(), "db");
        put(job);
        operator.see("#run-questions");
        operator.see(
                "the button that leads there", () -> Operator.words("#run-next").contains("Answer"));
        int step = job.asking().getFirst().index();
        operator.click("#run-next");
        operator.press(KeyCode.SPACE);
        operator.see(
                "the answer",
                () -> asks.submitted.contains(new JobCommand.Answer(job.id(), "item/db", Question.RETRY, "")));
        assertThat(Operator.isUsable("#question-" + step + "-skip"))
                .as("without a reason")
                .isFalse();
    }

    @Test
    void cancelling_says_first_what_is_cleaned_up() {
        Job job = SampleRuns.running(SHOP, SPEC, Instant.now(), 0.4);
        put(job);
        operator.see("#run-cancel");
        operator.click("#run-cancel");
        operator.see("#confirm");
        assertThat(Operator.words("#confirm")).contains("Production and restore points stay as they are");
        assertThat(asks.submitted).isEmpty();
        operator.click("#confirm-go");
        operator.see("that it is cancelled", () -> asks.submitted.contains(new JobCommand.Cancel(job.id())));
    }

    @Test
    void a_recovery_that_left_a_machine_out_is_in_the_colour_of_recoveries_and_leads_to_that_machine() {
        put(SampleRuns.incomplete(SHOP, SPEC, Instant.now(), "mail"));
        operator.see("#run-header");
        assertThat(is(view, "recovery")).isTrue();
        assertThat(Operator.words("#run-kind")).isEqualTo("RECOVERY");
        assertThat(Operator.words("#run-sentence")).contains("Incomplete: 5 of 6 machines ready. mail did not");
        operator.see("#run-next");
        operator.click("#run-next");
        operator.see("the machine", () -> Operator.words("#run-detail-title").contains("mail"));
        assertThat(Operator.words("#run-detail")).contains("accounting can wait until tomorrow");
    }

    @Test
    void the_selected_machine_shows_its_gates_its_part_of_the_log_and_the_way_to_its_console() {
        Job job = SampleRuns.running(SHOP, SPEC, Instant.now(), 0.2);
        asks.log = List.of(
                new LogLine(1, Instant.now(), -1, LogLine.Level.INFO, "about the job"),
                new LogLine(2, Instant.now(), 2, LogLine.Level.WARNING, "db is started again"));
        put(job);
        operator.see("the log", () -> Operator.words("#run-said").contains("db is started again"));
        assertThat(Operator.words("#run-said")).doesNotContain("about the job");
        assertThat(Operator.words("#run-parts")).contains("TCP port 5432", "guest agent", "the agent answered");
        operator.click("#run-console");
        operator.see("the console", () -> opened.stream().anyMatch(one -> one.endsWith(" console")));
    }

    private static final class NoAlerts implements Alerts {
        @Override
        public ObservableList<Alert> alerts() {
            return FXCollections.observableArrayList();
        }

        @Override
        public void dismiss(Alert alert) {}
    }

    private static final class Answering implements Asks {
        private final List<Command> submitted = new CopyOnWriteArrayList<>();
        private volatile List<LogLine> log = List.of();

        @Override
        public Role role() {
            return Role.OPERATOR;
        }

        @Override
        public void submit(Command command, Consumer<JobId> accepted, Consumer<Problem> refused) {
            submitted.add(command);
        }

        @Override
        public <R extends Record> void ask(Query<R> query, Consumer<R> answer, Consumer<Problem> refused) {
            if (query instanceof JobQuery.Log asked) {
                answer.accept(query.answer()
                        .cast(new JobQuery.Lines(log.stream()
                                .filter(line -> line.number() > asked.after())
                                .toList())));
            } else if (query instanceof RecoveryQuery.Show show) {
                answer.accept(Objects.requireNonNull(query.answer())
                        .cast(new RecoveryQuery.SavedPlan(
                                show.plan(), show.version(), Instant.EPOCH, "anna", "", SPEC, List.of())));
            }
        }
    }
}

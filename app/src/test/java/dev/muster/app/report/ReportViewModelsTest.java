package dev.muster.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.ask.Asks;
import dev.muster.app.ask.Submission;
import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.app.job.JobsViewModel;
import dev.muster.app.platform.UiThread;
import dev.muster.app.shots.SampleBridge;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.JobId;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.ReportCommand;
import dev.muster.model.report.ReportFormat;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportLanguage;
import dev.muster.model.schedule.CalendarRule;
import dev.muster.model.schedule.ScheduleCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportViewModelsTest {
    private final Texts texts = new Texts(Locale.ENGLISH);
    private final SampleBridge bridge = new SampleBridge();
    private final InventoryImage image = bridge.inventory();
    private final LiveInventory inventory = new LiveInventory(new AtOnce());
    private final BridgeAtHand asks = new BridgeAtHand();
    private final ReportsViewModel reports = new ReportsViewModel(inventory);

    @TempDir
    private Path directory = Path.of("");

    @Test
    void the_reports_are_shown_newest_first_and_by_kind() {
        inventory.replace(image);
        reports.activate();
        assertThat(reports.rows().rows()).hasSize(6);
        assertThat(reports.rows().rows().getFirst().item()).isEqualTo(SampleReports.newest());
        reports.kindProperty().set(Optional.of(ReportKind.BACKUP));
        assertThat(reports.rows().rows())
                .singleElement()
                .satisfies(row -> assertThat(row.item().subject()).isEqualTo("mail-13"));
        reports.kindProperty().set(Optional.of(ReportKind.RUN));
        assertThat(reports.rows().rows()).isEmpty();
        assertThat(reports.hasAny()).isTrue();
    }

    @Test
    void a_report_knows_the_one_before_it_until_that_is_deleted() {
        inventory.replace(image);
        MadeReport before = reports.before(SampleReports.newest()).orElseThrow();
        assertThat(before.number()).isEqualTo(5);
        inventory.replace(image.with(InventoryChange.ObjectGone.of(before)));
        assertThat(reports.before(SampleReports.newest())).isEmpty();
    }

    @Test
    void a_job_is_chosen_by_its_title_and_reported_by_its_id() {
        MakeReportViewModel make = make(false);
        make.kindProperty().set(ReportKind.JOB);
        assertThat(make.problem()).isEqualTo("Choose what the report is about.");
        assertThat(make.command()).isEmpty();
        String job = make.subjects().meant(ReportKind.JOB, "mail offsite").getFirst();
        make.aboutProperty().set(job);
        make.formats().add(ReportFormat.CSV);
        assertThat(make.command())
                .contains(new ReportCommand.Make(
                        ReportKind.JOB,
                        "sample-0",
                        List.of(ReportFormat.PDF, ReportFormat.CSV),
                        ReportLanguage.EN,
                        Map.of()));
        make.kindProperty().set(ReportKind.PLAN);
        assertThat(make.aboutProperty().get()).isEmpty();
    }

    @Test
    void what_nothing_is_called_is_taken_as_an_id() {
        MakeReportViewModel make = make(false);
        make.kindProperty().set(ReportKind.JOB);
        make.aboutProperty().set(" 0192-abc ");
        make.submit();
        assertThat(asks.submitted)
                .singleElement()
                .satisfies(command ->
                        assertThat(((ReportCommand.Make) command).about()).isEqualTo("0192-abc"));
    }

    @Test
    void a_report_needs_a_format_and_the_role_of_its_kind() {
        MakeReportViewModel make = make(false);
        make.formats().clear();
        assertThat(make.problem()).isEqualTo("Choose at least one format.");
        make.formats().add(ReportFormat.PDF);
        asks.role = Role.OPERATOR;
        make.kindProperty().set(ReportKind.AUDIT);
        assertThat(make.problem()).isEqualTo("Requires the administrator role.");
    }

    @Test
    void the_audit_is_limited_by_times_and_user() {
        MakeReportViewModel make = make(false);
        make.kindProperty().set(ReportKind.AUDIT);
        make.filters().sinceProperty().set("yesterday");
        assertThat(make.problem()).startsWith("Since and until take a day");
        make.filters().sinceProperty().set("2026-11-01");
        make.filters().userProperty().set("anna");
        assertThat(make.command())
                .contains(new ReportCommand.Make(
                        ReportKind.AUDIT,
                        "",
                        List.of(ReportFormat.PDF),
                        ReportLanguage.EN,
                        Map.of("since", "2026-11-01", "user", "anna")));
    }

    @Test
    void a_preview_says_what_is_missing_then_what_the_report_would_say() {
        MakeReportViewModel make = make(false);
        make.kindProperty().set(ReportKind.JOB);
        make.look();
        assertThat(make.previewProperty().get())
                .isEqualTo(new MakeReportViewModel.Preview.Missing("Choose what the report is about."));
        make.aboutProperty().set("sample-2");
        make.look();
        assertThat(make.previewProperty().get())
                .isInstanceOfSatisfying(
                        MakeReportViewModel.Preview.Drawn.class,
                        drawn -> assertThat(drawn.report().head().subject()).isEqualTo("Start 4 VMs"));
        make.kindProperty().set(ReportKind.RUN);
        make.aboutProperty().set("shop");
        make.look();
        assertThat(make.previewProperty().get()).isInstanceOf(MakeReportViewModel.Preview.Refused.class);
    }

    @Test
    void an_answer_on_earlier_fields_does_not_replace_a_later_one() {
        MakeReportViewModel make = make(false);
        asks.later = true;
        make.look();
        make.kindProperty().set(ReportKind.BACKUP);
        make.aboutProperty().set("mail-13");
        make.look();
        asks.waiting.getLast().run();
        asks.waiting.getFirst().run();
        assertThat(make.previewProperty().get())
                .isInstanceOfSatisfying(
                        MakeReportViewModel.Preview.Drawn.class,
                        drawn -> assertThat(drawn.report().head().kind()).isEqualTo(ReportKind.BACKUP));
    }

    @Test
    void a_schedule_needs_a_name_that_is_free_and_a_time() {
        MakeReportViewModel make = make(true);
        assertThat(make.problem()).isEqualTo("Name the schedule.");
        make.nameProperty().set("weekly-audit");
        assertThat(make.problem()).isEqualTo("There is a schedule weekly-audit already.");
        make.nameProperty().set("hosts");
        make.times().oftenProperty().set(ReportTimes.Often.WEEKLY);
        make.times().timeProperty().set("late");
        assertThat(make.problem()).isEqualTo("Give a time of day, such as 02:00.");
        make.times().timeProperty().set("03:30");
        assertThat(make.command()).get().isInstanceOfSatisfying(ScheduleCommand.Set.class, set -> {
            assertThat(set.rule()).isEqualTo(CalendarRule.parse("weekly mon 03:30"));
            assertThat(set.command()).isInstanceOf(ReportCommand.Make.class);
        });
    }

    @Test
    void only_schedules_of_reports_are_shown() {
        inventory.replace(image);
        ScheduledReportsViewModel schedules = new ScheduledReportsViewModel(inventory);
        schedules.activate();
        assertThat(schedules.rows().rows().stream().map(row -> row.item().id().text()))
                .containsExactly("monthly-inventory", "weekly-audit");
    }

    @Test
    void a_file_as_it_was_made_is_unchanged() throws IOException {
        CheckViewModel check = check(SampleReports.newestJson());
        assertThat(check.stateProperty().get()).isInstanceOfSatisfying(CheckViewModel.State.Checked.class, checked -> {
            CheckWords words = new CheckWords(texts);
            assertThat(words.tone(checked.found())).isEqualTo(Tone.GOOD);
            assertThat(words.headline(checked.found())).isEqualTo("Unchanged");
            assertThat(words.chain(checked.found().verdict().chain()))
                    .isEqualTo("The history is unbroken: 6 reports and 1,284 audit entries are as they were written.");
        });
    }

    @Test
    void a_changed_file_is_named_with_the_first_byte_that_differs() throws IOException {
        byte[] file = SampleReports.newestJson();
        file[file.length - 3] ^= 1;
        CheckViewModel check = check(file);
        assertThat(check.stateProperty().get()).isInstanceOfSatisfying(CheckViewModel.State.Checked.class, checked -> {
            CheckWords words = new CheckWords(texts);
            assertThat(words.tone(checked.found())).isEqualTo(Tone.BAD);
            assertThat(checked.found().firstDifference()).contains(file.length - 3L);
            assertThat(words.sentences(checked.file(), checked.found()))
                    .anyMatch(sentence -> sentence.startsWith("handed-out.json was changed"));
        });
    }

    @Test
    void a_file_that_is_not_there_is_a_problem_and_one_from_elsewhere_is_unknown() throws IOException {
        CheckViewModel none = new CheckViewModel(asks, texts);
        none.pathProperty().set(directory.resolve("none").toString());
        none.check();
        assertThat(none.stateProperty().get()).isInstanceOf(CheckViewModel.State.Failed.class);
        assertThat(check(new byte[] {1, 2, 3}).stateProperty().get())
                .isInstanceOfSatisfying(
                        CheckViewModel.State.Checked.class,
                        checked -> assertThat(new CheckWords(texts).headline(checked.found()))
                                .isEqualTo("Not made here"));
    }

    private CheckViewModel check(byte[] content) throws IOException {
        CheckViewModel check = new CheckViewModel(asks, texts);
        Path file = Files.write(directory.resolve("handed-out.json"), content);
        check.pathProperty().set(file.toString());
        check.check();
        return check;
    }

    private MakeReportViewModel make(boolean scheduled) {
        JobsViewModel jobs = new JobsViewModel();
        jobs.replaceAll(bridge.jobs());
        return new MakeReportViewModel(
                asks,
                texts,
                image,
                new ReportSubjects(asks, image, jobs, texts),
                new Submission(asks, job -> {}),
                scheduled);
    }

    /** Asks the sample at once, or when it is told to. */
    private final class BridgeAtHand implements Asks {
        private final List<Command> submitted = new ArrayList<>();
        private final List<Runnable> waiting = new ArrayList<>();
        private Role role = Role.ADMINISTRATOR;
        private boolean later;

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
            with(bridge -> bridge.ask(query), answer, refused);
        }

        @Override
        public <T> void with(Function<HypervisorBridge, T> work, Consumer<T> done, Consumer<Problem> refused) {
            Runnable all = () -> {
                try {
                    done.accept(work.apply(bridge));
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

package dev.muster.app.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.ask.Asks;
import dev.muster.app.backup.ProtectionLine.Status;
import dev.muster.app.content.LiveRows;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.app.job.JobsViewModel;
import dev.muster.app.platform.UiThread;
import dev.muster.app.shots.SampleBridge;
import dev.muster.model.access.Role;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.Repository;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryChange.ObjectGone;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Progress;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BackupViewModelsTest {
    private static final VmId WEB = new VmId(HostId.of("h1"), new UUID(1, 0));
    private static final VmId MAIL = new VmId(HostId.of("h1"), new UUID(1, 3));
    private static final Problem WRONG =
            Problem.of(ErrorCode.REPOSITORY_UNUSABLE, "It is not empty.", "Nothing was changed.", "Take another.");

    private final Texts texts = new Texts(Locale.ENGLISH);
    private final Answering asks = new Answering();
    private final LiveInventory inventory = new LiveInventory(new AtOnce());
    private final JobsViewModel jobs = new JobsViewModel();
    private final InventoryImage image = new SampleBridge().inventory();
    private final BackupsViewModel model =
            new BackupsViewModel(new BackupCatalog(asks, inventory, jobs, Optional.empty()), inventory);

    @Test
    void every_vm_has_a_line_and_one_without_points_says_so() {
        activate();
        assertThat(model.vms().rows()).hasSize(image.vms().size() + 1);
        ProtectionLine web = line("web-10");
        assertThat(web.status()).isEqualTo(Status.PROTECTED);
        assertThat(web.points()).isEqualTo(22);
        assertThat(web.stored())
                .isEqualTo(model.points(WEB.uuid()).stream()
                        .mapToLong(point -> point.manifest().stored())
                        .sum());
        assertThat(line("web-30").status()).isEqualTo(Status.NEVER);
        assertThat(line("legacy-erp").status()).isEqualTo(Status.GONE);
        assertThat(model.problemsProperty().get()).isEqualTo(1);
    }

    @Test
    void before_the_points_are_told_no_vm_looks_unprotected() {
        asks.silent = true;
        activate();
        assertThat(model.vms().rows()).isEmpty();
        assertThat(model.content().loaded()).isFalse();
    }

    @Test
    void what_could_not_be_read_leaves_what_was_known_and_says_why() {
        activate();
        asks.refusal = Optional.of(WRONG);
        model.load();
        assertThat(model.content().problem()).contains(WRONG);
        assertThat(model.vms().rows()).isNotEmpty();
    }

    @Test
    void a_backup_that_ends_has_the_points_read_again_and_one_that_goes_on_has_not() {
        activate();
        int before = asks.asked.size();
        jobs.put(run("1", JobState.RUNNING, Optional.empty()));
        assertThat(line("mail-13").status()).isEqualTo(Status.RUNNING);
        assertThat(asks.asked).hasSize(before);
        jobs.put(run("1", JobState.UNDONE, Optional.of(WRONG)));
        assertThat(asks.asked).hasSize(before + 2);
        assertThat(line("mail-13").status()).isEqualTo(Status.FAILED);
        assertThat(new BackupWords(texts).result(line("mail-13"))).isEqualTo("Failed: It is not empty.");
        model.deactivate();
        jobs.put(run("2", JobState.DONE, Optional.empty()));
        assertThat(asks.asked).hasSize(before + 2);
    }

    @Test
    void a_repository_that_goes_has_everything_read_again() {
        activate();
        int before = asks.asked.size();
        inventory.replace(image.with(ObjectGone.of(
                image.object(Repository.class, new RepositoryId("archive")).orElseThrow())));
        assertThat(asks.asked).hasSize(before + 2);
    }

    @Test
    void the_timeline_chooses_the_newest_point_and_moves_in_time_and_between_repositories() {
        TimelineViewModel timeline = timeline();
        assertThat(timeline.pictureProperty().get().lanes()).hasSize(2);
        Point newest = timeline.points().getLast();
        assertThat(timeline.chosenProperty().get()).contains(newest);
        timeline.step(1);
        assertThat(timeline.chosenProperty().get()).contains(newest);
        timeline.step(-1);
        assertThat(timeline.chosenProperty().get())
                .contains(timeline.points().get(timeline.points().size() - 2));
        timeline.lane(1);
        assertThat(timeline.chosenProperty().get().orElseThrow().id().repository())
                .isEqualTo(new RepositoryId("offsite"));
        timeline.end(false);
        assertThat(timeline.chosenProperty().get()).contains(timeline.points().getFirst());
        assertThat(timeline.pictureProperty().get().lanes())
                .allSatisfy(lane -> assertThat(lane.marks())
                        .allSatisfy(mark -> assertThat(mark.at()).isBetween(0.0, 1.0)));
    }

    @Test
    void the_choice_stays_when_points_are_read_again_and_goes_to_the_newest_when_its_point_is_gone() {
        TimelineViewModel timeline = timeline();
        timeline.end(false);
        Point first = timeline.points().getFirst();
        timeline.show(points(), Instant.now());
        assertThat(timeline.chosenProperty().get()).contains(first);
        List<Point> fewer = new ArrayList<>(points());
        fewer.remove(first);
        timeline.show(fewer, Instant.now());
        assertThat(timeline.chosenProperty().get()).contains(timeline.points().getLast());
    }

    @Test
    void an_incremental_point_needs_all_below_it_down_to_the_full_one() {
        TimelineViewModel timeline = timeline();
        Chain chain = timeline.chain().orElseThrow();
        assertThat(chain.points()).hasSize(5);
        assertThat(chain.points().getFirst().manifest().parent()).isEmpty();
        assertThat(chain.missing()).isEmpty();
        List<Point> without = new ArrayList<>(points());
        without.remove(chain.points().get(2));
        assertThat(Chain.of(chain.points().getLast(), without).missing())
                .contains(chain.points().get(2).id().name());
    }

    @Test
    void the_axis_is_marked_as_closely_as_there_is_room_for() {
        Instant from = Instant.parse("2026-11-10T21:30:00Z");
        List<TimeAxis.Tick> days =
                TimeAxis.ticks(from, from.plus(Duration.ofDays(5)), 6, ZoneOffset.UTC, Locale.ENGLISH);
        assertThat(days)
                .extracting(TimeAxis.Tick::label)
                .containsExactly("11 Nov", "12 Nov", "13 Nov", "14 Nov", "15 Nov");
        assertThat(TimeAxis.ticks(from, from.plus(Duration.ofHours(4)), 5, ZoneOffset.UTC, Locale.ENGLISH))
                .extracting(TimeAxis.Tick::label)
                .containsExactly("22:00", "23:00", "11 Nov", "01:00");
        assertThat(TimeAxis.ticks(from, from.plus(Duration.ofDays(900)), 3, ZoneOffset.UTC, Locale.ENGLISH))
                .extracting(TimeAxis.Tick::label)
                .containsExactly("2027", "2028", "2029");
    }

    @Test
    void a_backup_is_refused_with_its_reason_and_goes_to_the_repository_chosen() {
        BackupNow backups = new BackupNow(asks, texts, job -> {}, problem -> {});
        Vm web = image.vm(WEB).orElseThrow();
        assertThat(backups.refusal(List.of(web), image)).isEmpty();
        assertThat(backups.refusal(List.of(web), InventoryImage.EMPTY))
                .get()
                .asString()
                .contains("no repository");
        assertThat(backups.refusal(List.of(), image)).isPresent();
        Vm lost = image.vms().values().stream()
                .filter(vm -> vm.id().host().text().equals("h3"))
                .findFirst()
                .orElseThrow();
        assertThat(backups.refusal(List.of(lost), image)).get().asString().contains("h3");
        backups.run(List.of(WEB, MAIL), new RepositoryId("nightly"));
        assertThat(asks.submitted)
                .containsExactly(
                        new BackupCommand.Run(WEB, new RepositoryId("nightly")),
                        new BackupCommand.Run(MAIL, new RepositoryId("nightly")));
        asks.role = Role.VIEWER;
        assertThat(backups.refusal(List.of(web), image)).isPresent();
    }

    @Test
    void adding_a_repository_says_what_is_wrong_before_and_after_it_was_asked_for() {
        AddRepositoryViewModel adding = new AddRepositoryViewModel(asks, jobs, texts, job -> {});
        assertThat(adding.stateProperty().get().canAdd()).isFalse();
        adding.nameProperty().set("Weekly");
        adding.pathProperty().set("/srv/weekly");
        assertThat(adding.stateProperty().get().isWrong()).isTrue();
        adding.nameProperty().set("weekly");
        asks.refusal = Optional.of(WRONG);
        adding.add();
        assertThat(adding.stateProperty().get()).isEqualTo(new AddRepositoryViewModel.State.Refused(WRONG));
        asks.refusal = Optional.empty();
        adding.add();
        assertThat(adding.stateProperty().get()).isEqualTo(new AddRepositoryViewModel.State.Adding());
        jobs.put(job("answer-2", "backup.add-repository", JobState.UNDONE, Optional.of(WRONG)));
        assertThat(adding.stateProperty().get()).isEqualTo(new AddRepositoryViewModel.State.Refused(WRONG));
        adding.add();
        jobs.put(job("answer-3", "backup.add-repository", JobState.DONE, Optional.empty()));
        assertThat(adding.stateProperty().get()).isEqualTo(new AddRepositoryViewModel.State.Added());
    }

    private void activate() {
        inventory.replace(image);
        model.activate();
    }

    private ProtectionLine line(String name) {
        return model.vms().rows().stream()
                .map(LiveRows.Row::item)
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Point> points() {
        return SampleBackups.points(Optional.of(WEB.uuid())).points();
    }

    private static TimelineViewModel timeline() {
        TimelineViewModel timeline = new TimelineViewModel();
        timeline.show(points(), Instant.now());
        return timeline;
    }

    private static Job run(String id, JobState state, Optional<Problem> problem) {
        return job(id, "backup.run", state, problem);
    }

    private static Job job(String id, String kind, JobState state, Optional<Problem> problem) {
        Instant now = Instant.now();
        return new Job(
                JobId.of(id),
                kind,
                "Back up mail-13 to nightly",
                "operator",
                state,
                1,
                false,
                Progress.NONE,
                List.of(new Step(
                        0,
                        "Back up mail-13",
                        MAIL.text(),
                        List.of(),
                        StepState.RUNNING,
                        "",
                        1,
                        Progress.NONE,
                        Optional.of(now),
                        Optional.empty(),
                        Optional.empty())),
                now,
                Optional.of(now),
                state.isEnded() ? Optional.of(now) : Optional.empty(),
                problem,
                "",
                Optional.empty());
    }

    /** Runs everything at once, where it is. */
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

    /** Answers from the samples, or refuses everything. */
    private static final class Answering implements Asks {
        private final List<Command> submitted = new ArrayList<>();
        private final List<Query<?>> asked = new ArrayList<>();
        private Role role = Role.ADMINISTRATOR;
        private Optional<Problem> refusal = Optional.empty();
        private boolean silent;

        @Override
        public Role role() {
            return role;
        }

        @Override
        public void submit(Command command, Consumer<JobId> accepted, Consumer<Problem> refused) {
            submitted.add(command);
            refusal.ifPresentOrElse(refused, () -> accepted.accept(JobId.of("answer-" + submitted.size())));
        }

        @Override
        public <R extends Record> void ask(Query<R> query, Consumer<R> answer, Consumer<Problem> refused) {
            asked.add(query);
            if (silent) {
                return;
            }
            if (refusal.isPresent()) {
                refused.accept(refusal.get());
                return;
            }
            Record told = query instanceof BackupQuery.Points points
                    ? SampleBackups.points(points.vm())
                    : SampleBackups.repositories();
            answer.accept(query.answer().cast(told));
        }
    }
}

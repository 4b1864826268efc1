package dev.muster.app.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.ask.Submission;
import dev.muster.app.backup.BootRequest.Machine;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.JobsViewModel;
import dev.muster.app.shots.SampleBridge;
import dev.muster.model.access.Role;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.BackupQuery.PointList;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Progress;
import dev.muster.model.recovery.BootCheck;
import dev.muster.model.recovery.BootCommand;
import dev.muster.model.recovery.BootQuery;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.GoodPoint;
import dev.muster.model.recovery.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BootViewModelsTest {
    private static final Machine WEB = new Machine(new UUID(1, 0), "web-10");
    private static final Machine DB = new Machine(new UUID(1, 9), "db-19");
    private static final BootCheck USUAL = new BootCheck(
            new Readiness(List.of(new Gate.Agent()), Duration.ofMinutes(10)), Optional.empty(), Optional.empty());
    private static final Problem WRONG =
            Problem.of(ErrorCode.POINT_NOT_FOUND, "There is none.", "Nothing was read.", "Take another.");

    private final Texts texts = new Texts(Locale.ENGLISH);
    private final FakeAsks asks = new FakeAsks();
    private final InventoryImage image = new SampleBridge().inventory();

    @Test
    void a_point_is_booted_until_the_agent_answers_where_nothing_else_is_said() {
        Point newest = newest(WEB);
        VerifyBootViewModel model = of(new BootRequest.OfPoint(newest));
        assertThat(model.title()).isEqualTo("Boot web-10 to verify");
        assertThat(model.review()).hasSize(4).first().asString().contains("web-10", "no network link");
        assertThat(model.review()).anyMatch(line -> line.contains("the guest agent answers within 10 min 0 s"));
        model.submit();
        assertThat(asks.submitted).containsExactly(new BootCommand.VerifyBoot(List.of(newest.id()), List.of(), USUAL));
        assertThat(model.submission().stateProperty().get()).isInstanceOf(Submission.State.Accepted.class);
    }

    @Test
    void every_field_is_part_of_the_command() {
        VerifyBootViewModel model = of(new BootRequest.OfPoint(newest(WEB)));
        PoolId fast = new PoolId(new HostId("h1"), new UUID(8, 1));
        assertThat(model.gates().pools()).startsWith(Optional.empty()).contains(Optional.of(fast));
        model.gates().agentProperty().set(false);
        model.gates().serialProperty().set(" login: ");
        model.gates().secondsProperty().set("90");
        model.gates().memoryProperty().set("2048");
        model.gates().poolProperty().set(Optional.of(fast));
        assertThat(model.review())
                .anyMatch(line -> line.contains("“login:” appears on the serial console within 1 min 30 s"))
                .anyMatch(line -> line.contains("At most 2 GiB"));
        assertThat(model.command())
                .map(BootViewModelsTest::check)
                .contains(new BootCheck(
                        new Readiness(List.of(new Gate.SerialText("login:")), Duration.ofSeconds(90)),
                        Optional.of(2048L),
                        Optional.of(fast)));
    }

    @Test
    void what_is_wrong_is_said_and_nothing_is_sent() {
        VerifyBootViewModel model = of(new BootRequest.OfPoint(newest(WEB)));
        model.gates().agentProperty().set(false);
        assertThat(model.problem()).startsWith("Say when it counts as booted");
        assertThat(model.review()).isEmpty();
        model.gates().agentProperty().set(true);
        model.gates().secondsProperty().set("soon");
        assertThat(model.problem()).contains("whole seconds");
        model.gates().secondsProperty().set("60");
        model.gates().memoryProperty().set("-5");
        assertThat(model.problem()).contains("MiB");
        model.submit();
        assertThat(asks.submitted).isEmpty();
        model.gates().memoryProperty().set("");
        assertThat(model.canSubmit()).isTrue();
    }

    @Test
    void the_newest_points_of_vms_are_booted_unless_one_has_none() {
        VerifyBootViewModel reading = of(new BootRequest.Newest(List.of(WEB, DB)));
        assertThat(reading.review()).containsExactly("Reading restore points …");
        assertThat(reading.canSubmit()).isFalse();
        asks.answer = Optional.of(SampleBackups.points(Optional.empty()));
        VerifyBootViewModel model = of(new BootRequest.Newest(List.of(WEB, DB)));
        assertThat(model.title()).isEqualTo("Boot 2 VMs to verify");
        model.submit();
        assertThat(asks.submitted)
                .containsExactly(new BootCommand.VerifyBoot(List.of(), List.of(WEB.uuid(), DB.uuid()), USUAL));
        VerifyBootViewModel without = of(new BootRequest.Newest(List.of(WEB, new Machine(new UUID(3, 3), "mail-33"))));
        assertThat(without.problem()).isEqualTo("mail-33 has no restore point. Back it up first.");
        assertThat(without.canSubmit()).isFalse();
    }

    @Test
    void a_search_says_how_many_points_there_are_and_boots_so_many_at_a_time() {
        asks.answer = Optional.of(SampleBackups.points(Optional.of(DB.uuid())));
        VerifyBootViewModel model = of(new BootRequest.Search(DB));
        model.atOnceProperty().set("17");
        assertThat(model.problem()).isEqualTo("Give 1 to 16 points at a time.");
        model.atOnceProperty().set("4");
        assertThat(model.review()).first().asString().contains("db-19", "(4 in all)", "4 at a time");
        model.submit();
        assertThat(asks.submitted).containsExactly(new BootCommand.FindGood(DB.uuid(), USUAL, 4));
        asks.answer = Optional.of(new PointList(List.of()));
        assertThat(of(new BootRequest.Search(DB)).problem()).contains("has no restore point");
    }

    @Test
    void a_picture_is_read_once_for_each_boot_and_where_there_is_none_not_at_all() {
        BootScreenViewModel model = new BootScreenViewModel(asks);
        Point newest = newest(WEB);
        model.show(Optional.of(newest));
        assertThat(model.stateProperty().get()).isInstanceOf(BootScreenViewModel.State.Reading.class);
        BootQuery.Picture picture = SampleBoots.screen(newest.id());
        asks.answer = Optional.of(picture);
        model.show(Optional.of(newest));
        assertThat(model.stateProperty().get()).isInstanceOf(BootScreenViewModel.State.Reading.class);
        model.show(Optional.empty());
        assertThat(model.stateProperty().get()).isInstanceOf(BootScreenViewModel.State.None.class);
        model.show(Optional.of(newest));
        assertThat(model.stateProperty().get()).isEqualTo(new BootScreenViewModel.State.Shown(picture));
        assertThat(picture.bytes()).startsWith(0x89, 'P', 'N', 'G');
        model.show(Optional.of(
                SampleBackups.points(Optional.of(WEB.uuid())).points().getLast()));
        assertThat(model.stateProperty().get()).isInstanceOf(BootScreenViewModel.State.None.class);
    }

    @Test
    void a_search_that_ended_tells_last_good_and_first_bad_of_its_vm_only() {
        JobsViewModel jobs = new JobsViewModel();
        GoodPointViewModel model = new GoodPointViewModel(asks, jobs);
        model.activate();
        model.show(Optional.of(DB.uuid()));
        assertThat(model.foundProperty().get()).isEmpty();
        jobs.put(job("search-1", JobState.RUNNING, 1));
        model.started(JobId.of("search-1"), DB.uuid());
        List<Point> points = SampleBackups.points(Optional.of(DB.uuid())).points();
        GoodPointWords words = new GoodPointWords(texts);
        assertThat(model.foundProperty().get())
                .map(found -> words.line(found, points))
                .contains("Searching for the newest good point …");
        GoodPoint result = SampleBoots.good();
        asks.answer = Optional.of(result);
        jobs.put(job("search-1", JobState.DONE, 2));
        assertThat(model.foundProperty().get())
                .flatMap(GoodPointViewModel.Found::result)
                .contains(result);
        assertThat(result.lastGood()).contains(points.get(2).id());
        assertThat(result.firstBad()).contains(points.get(1).id());
        assertThat(model.foundProperty().get())
                .map(found -> words.line(found, points))
                .get()
                .asString()
                .startsWith("Last good ")
                .contains("first bad ", "(3 of 4 points tried)");
        model.show(Optional.of(WEB.uuid()));
        assertThat(model.foundProperty().get()).isEmpty();
    }

    @Test
    void words_tell_a_point_that_booted_from_one_that_did_not_and_one_never_booted() {
        BackupWords words = new BackupWords(texts);
        List<Point> db = SampleBackups.points(Optional.of(DB.uuid())).points();
        assertThat(words.line(db.getFirst())).endsWith(" · Did not boot");
        assertThat(words.line(db.get(2))).endsWith(" · Booted");
        assertThat(words.line(db.get(3))).doesNotContain("oot");
        assertThat(db.getFirst().booted().map(words::bootedWhen))
                .get()
                .asString()
                .endsWith("given up after 5 min 0 s");
        assertThat(db.getFirst().booted().map(words::bootedWhy))
                .get()
                .asString()
                .contains("agent was not met");
        assertThat(db.get(2).booted().map(words::bootedWhy)).contains("agent: the agent answered");
        assertThat(words.booted(Optional.empty())).isEqualTo("Never booted");
    }

    @Test
    void a_viewer_boots_nothing_and_without_a_repository_nobody_does() {
        List<Vm> vms = List.copyOf(image.vms().values());
        assertThat(BootActions.refusal(Role.OPERATOR, vms, image, texts)).isEmpty();
        assertThat(BootActions.refusal(Role.VIEWER, vms, image, texts)).contains(texts.get("object.refused.role"));
        assertThat(BootActions.refusal(Role.OPERATOR, List.of(), image, texts)).contains("Select a VM first.");
        assertThat(BootActions.refusal(Role.OPERATOR, vms, InventoryImage.EMPTY, texts))
                .contains("There is no repository yet. Add one first.");
    }

    @Test
    void a_refusal_of_the_bridge_stays_with_the_dialog() {
        asks.refusal = Optional.of(WRONG);
        VerifyBootViewModel model = of(new BootRequest.OfPoint(newest(WEB)));
        model.submit();
        assertThat(model.submission().stateProperty().get()).isEqualTo(new Submission.State.Refused(WRONG));
        model.gates().secondsProperty().set("30");
        assertThat(model.submission().stateProperty().get()).isInstanceOf(Submission.State.Editing.class);
    }

    private VerifyBootViewModel of(BootRequest request) {
        return new VerifyBootViewModel(texts, asks, image, request, new Submission(asks, job -> {}));
    }

    private static Point newest(Machine vm) {
        return SampleBackups.points(Optional.of(vm.uuid())).points().getFirst();
    }

    private static BootCheck check(BootCommand command) {
        return switch (command) {
            case BootCommand.VerifyBoot verify -> verify.check();
            case BootCommand.FindGood find -> find.check();
        };
    }

    private static Job job(String id, JobState state, long revision) {
        Instant now = Instant.parse("2026-03-02T08:15:00Z");
        return new Job(
                JobId.of(id),
                GoodPointViewModel.KIND,
                "Search the newest restore point of db-19 that boots",
                "operator",
                state,
                revision,
                false,
                Progress.NONE,
                List.of(),
                now,
                Optional.of(now),
                state.isEnded() ? Optional.of(now) : Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty());
    }
}

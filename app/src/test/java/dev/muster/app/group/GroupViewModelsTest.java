package dev.muster.app.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.ask.Asks;
import dev.muster.app.ask.Submission;
import dev.muster.app.group.GroupLine.Health;
import dev.muster.app.group.HistoryLine.Status;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.app.job.JobsViewModel;
import dev.muster.app.platform.UiThread;
import dev.muster.app.shots.SampleBridge;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.backup.KeepRule;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.error.Problem;
import dev.muster.model.group.Group;
import dev.muster.model.group.GroupCommand;
import dev.muster.model.group.GroupCommand.RestoreMode;
import dev.muster.model.group.GroupId;
import dev.muster.model.group.GroupLock;
import dev.muster.model.group.GroupMember;
import dev.muster.model.group.GroupQuery;
import dev.muster.model.group.GroupQuery.Listed;
import dev.muster.model.group.GroupSpec;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.InventoryChange.ObjectGone;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.schedule.CalendarRule;
import dev.muster.model.schedule.Schedule;
import dev.muster.model.schedule.ScheduleId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class GroupViewModelsTest {
    private static final GroupId SHOP = new GroupId("shop");
    private static final GroupId LEDGER = new GroupId("billing-reconciliation-all-sites");
    private static final GroupId MONTH_END = new GroupId("month-end");
    private static final VmId WEB = new VmId(new HostId("h1"), new UUID(1, 0));
    private static final VmId MAIL = new VmId(new HostId("h1"), new UUID(1, 3));

    private final Texts texts = new Texts(Locale.ENGLISH);
    private final Answering asks = new Answering();
    private final LiveInventory inventory = new LiveInventory(new AtOnce());
    private final InventoryImage image = new SampleBridge().inventory();
    private final GroupsViewModel model = new GroupsViewModel(
            asks, texts, inventory, new GroupCatalog(asks, inventory, new JobsViewModel()), job -> {}, problem -> {});

    @Test
    void each_group_says_how_many_members_it_has_and_what_came_of_its_last_capture() {
        activate(SHOP);
        assertThat(line(SHOP).members()).isEqualTo(4);
        assertThat(line(SHOP).health()).isEqualTo(Health.GOOD);
        assertThat(line(LEDGER).health()).isEqualTo(Health.FAILED);
        assertThat(line(LEDGER).newest()).isPresent();
        assertThat(line(MONTH_END).health()).isEqualTo(Health.NEVER);
        assertThat(line(MONTH_END).newest()).isEmpty();
    }

    @Test
    void the_figures_are_the_age_of_the_newest_good_set_and_the_median_of_the_restores() {
        activate(SHOP);
        Instant newest = line(SHOP).newest().orElseThrow();
        assertThat(model.exposure(newest.plus(Duration.ofMinutes(4)))).contains(Duration.ofMinutes(4));
        assertThat(model.restoreTakes()).contains(Duration.ofSeconds(412));
        model.choose(Optional.of(MONTH_END));
        assertThat(model.exposure(Instant.now())).isEmpty();
        assertThat(model.restoreTakes()).isEmpty();
    }

    @Test
    void a_group_says_by_which_schedule_it_is_captured_next() {
        Schedule schedule = new Schedule(
                new ScheduleId("shop-hourly"),
                CalendarRule.parse("hourly :00"),
                ZoneOffset.UTC,
                true,
                new GroupCommand.Capture(SHOP),
                new Principal("anna", Role.OPERATOR, "local"),
                Instant.EPOCH,
                Optional.of(Instant.parse("2026-11-29T22:00:00Z")),
                Optional.empty(),
                Optional.empty());
        activate(SHOP);
        assertThat(new GroupWords(texts).scheduled(model.schedules())).isEqualTo("captured by hand only");
        inventory.replace(image.with(new InventoryChange.ObjectPut(schedule)));
        assertThat(new GroupWords(texts).scheduled(model.schedules()))
                .startsWith("scheduled by shop-hourly, next Nov 29");
        model.choose(Optional.of(LEDGER));
        assertThat(model.schedules()).isEmpty();
    }

    @Test
    void a_damaged_set_does_not_count_for_the_age_of_the_newest_good_one() {
        activate(SHOP);
        List<Listed> damaged = SampleGroups.sets(Optional.of(SHOP)).sets().stream()
                .filter(set -> set.problem().isPresent())
                .toList();
        assertThat(damaged).isNotEmpty();
        Group group = image.object(Group.class, SHOP).orElseThrow();
        assertThat(GroupLine.of(group, image.vms().values(), damaged).newest()).isEmpty();
    }

    @Test
    void failed_attempts_stand_between_the_sets_where_a_set_is_missing() {
        activate(SHOP);
        List<HistoryLine> lines = history();
        assertThat(lines.stream().map(HistoryLine::at).toList()).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(lines.stream().map(HistoryLine::status).toList())
                .startsWith(Status.GOOD, Status.VERIFIED, Status.FAILED, Status.GOOD, Status.VERIFIED, Status.DAMAGED);
        HistoryLine missing = lines.get(2);
        assertThat(missing.set()).isEmpty();
        assertThat(missing.job()).contains(JobId.of("sample-capture-34"));
        assertThat(lines.getFirst().job()).contains(JobId.of("sample-capture-4"));
        assertThat(new GroupWords(texts).health(missing)).isEqualTo("Not all members went on within 10000 ms.");
    }

    @Test
    void an_attempt_whose_set_was_deleted_since_is_no_missing_set() {
        Group group = image.object(Group.class, SHOP).orElseThrow();
        assertThat(HistoryLine.of(List.of(), group.attempts()))
                .extracting(HistoryLine::status)
                .containsExactly(Status.FAILED);
    }

    @Test
    void a_capture_says_beforehand_what_it_does_and_why_it_is_refused() {
        activate(SHOP);
        assertThat(new GroupWords(texts).forecast(model.forecast().orElseThrow()))
                .isEqualTo(
                        "A capture now: 2 VMs are paused, 1 VM is frozen, 1 VM stands still already; all go on after 10 s at"
                                + " most.");
        assertThat(model.captureRefusal()).isEmpty();
        model.capture();
        assertThat(asks.submitted).containsExactly(new GroupCommand.Capture(SHOP));
        model.choose(Optional.of(MONTH_END));
        assertThat(model.captureRefusal().orElseThrow()).startsWith("h3 does not answer.");
        model.capture();
        assertThat(asks.submitted).hasSize(1);
    }

    @Test
    void vms_that_are_dropped_become_members_once_and_the_last_rule_stays() {
        activate(SHOP);
        assertThat(model.canAdd(List.of(WEB))).isFalse();
        assertThat(model.canAdd(List.of(WEB, MAIL))).isTrue();
        model.add(List.of(WEB, MAIL, MAIL));
        GroupCommand.Set set = (GroupCommand.Set) asks.submitted.getLast();
        assertThat(set.revision()).isEqualTo(3);
        assertThat(set.spec().members()).hasSize(5).endsWith(new GroupMember.OfVm(MAIL));
        model.remove(new GroupMember.OfVm(WEB));
        assertThat(((GroupCommand.Set) asks.submitted.getLast()).spec().members())
                .hasSize(3)
                .doesNotContain(new GroupMember.OfVm(WEB));
    }

    @Test
    void who_may_only_look_changes_nothing() {
        asks.role = Role.VIEWER;
        activate(SHOP);
        model.add(List.of(MAIL));
        model.capture();
        model.remove(new GroupMember.OfVm(WEB));
        assertThat(asks.submitted).isEmpty();
        assertThat(model.removeRefusal()).isPresent();
    }

    @Test
    void a_group_that_goes_takes_its_sets_out_of_sight() {
        activate(SHOP);
        inventory.replace(
                image.with(ObjectGone.of(image.object(Group.class, SHOP).orElseThrow())));
        assertThat(model.chosen()).isEmpty();
        assertThat(model.history().rows()).isEmpty();
        assertThat(model.members().rows()).isEmpty();
    }

    @Test
    void the_dialog_says_what_is_missing_and_makes_the_group() {
        GroupEditViewModel edit = edit(Optional.empty());
        assertThat(edit.problem()).isEqualTo("Enter a name.");
        edit.nameProperty().set("shop");
        assertThat(edit.problem()).isEqualTo("There is a group shop already.");
        edit.nameProperty().set("mail");
        assertThat(edit.problem()).isEqualTo("Add at least one member.");
        edit.members().textProperty().set("mail-1");
        assertThat(edit.problem()).isEqualTo("There is no VM mail-1.");
        edit.members().textProperty().set("mail-13");
        edit.members().pick();
        edit.members().kindProperty().set(MemberPickerViewModel.Kind.FUNCTION);
        edit.members().textProperty().set("shop/db");
        edit.deadlineProperty().set("61");
        assertThat(edit.problem()).isEqualTo("The deadline is from 1 to 60 seconds.");
        edit.deadlineProperty().set("20");
        edit.keptProperty(Kept.DAILY).set("7");
        edit.submit();
        GroupSpec made = ((GroupCommand.Create) asks.submitted.getLast()).spec();
        assertThat(made.members().stream().map(GroupMember::text))
                .containsExactly("vm:" + MAIL.text(), "function:shop/db");
        assertThat(made.deadline()).isEqualTo(Duration.ofSeconds(20));
        assertThat(made.lock()).isEqualTo(GroupLock.PAUSE);
        assertThat(made.keep()).isEqualTo(new KeepRule(0, 0, 7, 0, 0, 0));
    }

    @Test
    void a_change_is_of_the_revision_that_was_looked_at() {
        Group group = image.object(Group.class, SHOP).orElseThrow();
        GroupEditViewModel edit = edit(Optional.of(group));
        assertThat(edit.command()).contains(new GroupCommand.Set(group.spec(), 3));
        edit.repositoryProperty().set(Optional.of(new RepositoryId("offsite")));
        assertThat(((GroupCommand.Set) edit.command().orElseThrow()).spec().repository())
                .isEqualTo(new RepositoryId("offsite"));
    }

    @Test
    void a_restore_beside_leaves_the_members_and_names_new_ones() {
        RestoreSetViewModel restore = restore();
        assertThat(restore.problem()).isEmpty();
        assertThat(restore.confirmation()).isEmpty();
        assertThat(restore.hosts()).extracting(HostId::text).containsExactly("h1", "h2");
        assertThat(restore.review())
                .extracting(line -> line.name() + " " + line.becomes() + " " + line.host() + " " + line.old())
                .contains("web-28 web-28-restored h2 stays as it is");
        restore.suffixProperty().set("");
        assertThat(restore.problem()).startsWith("The suffix");
        assertThat(restore.command()).isEmpty();
    }

    @Test
    void a_restore_in_place_or_instead_has_the_name_of_the_group_typed() {
        RestoreSetViewModel restore = restore();
        restore.modeProperty().set(RestoreMode.REPLACE);
        assertThat(restore.confirmation().orElseThrow().toType()).isEqualTo("shop");
        assertThat(restore.review().getFirst().old()).isEqualTo("put aside as web-10.fenced");
        restore.modeProperty().set(RestoreMode.IN_PLACE);
        assertThat(restore.confirmation()).isPresent();
        assertThat(restore.review()).allMatch(RestoreSetReview.Line::danger);
        assertThat(restore.sentences()).anyMatch(RestoreSetReview.Sentence::danger);
        assertThat(restore.pools(new HostId("h1")))
                .allMatch(pool -> pool.id().host().text().equals("h1"));
        restore.submit();
        GroupCommand.RestoreSet sent = (GroupCommand.RestoreSet) asks.submitted.getLast();
        assertThat(sent.suffix()).isEmpty();
        assertThat(sent.pools()).hasSize(2);
        assertThat(sent.start()).isTrue();
    }

    @Test
    void a_damaged_set_is_not_restored() {
        Listed damaged = SampleGroups.sets(Optional.of(SHOP)).sets().stream()
                .filter(set -> set.problem().isPresent())
                .findFirst()
                .orElseThrow();
        inventory.replace(image);
        RestoreSetViewModel restore =
                new RestoreSetViewModel(texts, inventory, damaged, new Submission(asks, job -> {}));
        assertThat(restore.problem()).contains("db-11 is missing or damaged");
        assertThat(restore.command()).isEmpty();
    }

    private RestoreSetViewModel restore() {
        inventory.replace(image);
        return new RestoreSetViewModel(
                texts,
                inventory,
                SampleGroups.sets(Optional.of(SHOP)).sets().getFirst(),
                new Submission(asks, job -> {}));
    }

    private GroupEditViewModel edit(Optional<Group> before) {
        return new GroupEditViewModel(texts, image, before, new Submission(asks, job -> {}));
    }

    private void activate(GroupId group) {
        inventory.replace(image);
        model.activate();
        model.choose(Optional.of(group));
    }

    private GroupLine line(GroupId group) {
        return model.groups().rows().stream()
                .map(row -> row.item())
                .filter(line -> line.group().id().equals(group))
                .findFirst()
                .orElseThrow();
    }

    private List<HistoryLine> history() {
        return model.history().rows().stream().map(row -> row.item()).toList();
    }

    /** Everything at once, on this thread. */
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

    /** Answers from the sample and remembers what was submitted. */
    private final class Answering implements Asks {
        private final List<Command> submitted = new ArrayList<>();
        private Role role = Role.OPERATOR;

        @Override
        public Role role() {
            return role;
        }

        @Override
        public void submit(Command command, Consumer<JobId> accepted, Consumer<Problem> refused) {
            submitted.add(command);
            accepted.accept(JobId.of("1"));
        }

        @Override
        public <R extends Record> void ask(Query<R> query, Consumer<R> answer, Consumer<Problem> refused) {
            Record told = query instanceof GroupQuery.Forecast forecast
                    ? SampleGroups.forecast(forecast.spec(), image)
                    : SampleGroups.sets(Optional.empty());
            answer.accept(query.answer().cast(told));
        }
    }
}

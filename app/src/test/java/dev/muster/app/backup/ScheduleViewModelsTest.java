package dev.muster.app.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.ask.Submission;
import dev.muster.app.feature.Alert;
import dev.muster.app.i18n.Texts;
import dev.muster.app.shots.SampleBridge;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupOptions;
import dev.muster.model.backup.BackupOptions.Freeze;
import dev.muster.model.backup.KeepRule;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.group.GroupCommand;
import dev.muster.model.group.GroupId;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.VmId;
import dev.muster.model.recovery.BootCheck;
import dev.muster.model.recovery.BootCommand;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.Readiness;
import dev.muster.model.schedule.CalendarRule;
import dev.muster.model.schedule.Schedule;
import dev.muster.model.schedule.ScheduleCommand;
import dev.muster.model.schedule.ScheduleId;
import dev.muster.model.vm.VmCommand;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ScheduleViewModelsTest {
    private static final VmId WEB = new VmId(new HostId("h1"), new UUID(1, 0));
    private static final Instant NOW = Instant.parse("2026-11-29T13:00:00Z");
    private static final Problem WRONG =
            Problem.of(ErrorCode.SCHEDULE_NOT_FOUND, "The store is busy.", "Nothing was changed.", "Try again.");

    private final Texts texts = new Texts(Locale.ENGLISH);
    private final FakeAsks asks = new FakeAsks();
    private final InventoryImage image = new SampleBridge().inventory();

    @Test
    void a_schedule_is_put_together_from_choices_and_says_when_it_is_due() {
        ScheduleViewModel model = of(Optional.empty());
        assertThat(model.problem()).startsWith("Give the schedule a name");
        model.nameProperty().set("nightly-new");
        assertThat(model.problem()).startsWith("Choose a VM");
        model.target().vmProperty().set("web-10");
        model.repositoryProperty().set(Optional.of(new RepositoryId("offsite")));
        model.zoneProperty().set("Europe/Berlin");
        model.rule().oftenProperty().set(ScheduleRule.Often.WEEKLY);
        model.rule().days().add(DayOfWeek.MONDAY);
        model.rule().timesProperty().set("6:00, 22:15");
        assertThat(model.problem()).isEmpty();
        assertThat(model.preview(NOW)).startsWith("Runs Mon, Sun at 06:00, 22:15. Next: ");
        model.submit();
        assertThat(asks.submitted)
                .containsExactly(new ScheduleCommand.Set(
                        new ScheduleId("nightly-new"),
                        CalendarRule.parse("weekly mon,sun 06:00,22:15"),
                        ZoneId.of("Europe/Berlin"),
                        true,
                        new BackupCommand.Run(WEB, new RepositoryId("offsite"))));
    }

    @Test
    void all_that_a_search_finds_is_backed_up_and_so_many_points_are_kept() {
        ScheduleViewModel model = of(Optional.empty());
        model.nameProperty().set("nightly-all");
        model.repositoryProperty().set(Optional.of(new RepositoryId("offsite")));
        ScheduleTarget target = model.target();
        target.kindProperty().set(ScheduleTarget.Kind.SEARCH);
        target.searchProperty().set("name:web-10");
        target.keptProperty(ScheduleTarget.Kept.LAST).set("3");
        target.keptProperty(ScheduleTarget.Kept.DAILY).set("many");
        assertThat(model.problem()).startsWith("Give how many are kept as numbers");
        target.keptProperty(ScheduleTarget.Kept.DAILY).set("7");
        assertThat(model.problem()).isEmpty();
        assertThat(model.preview(NOW)).startsWith("1 VM is found now. Runs ");
        target.searchProperty().set("colour:blue");
        assertThat(model.problem()).startsWith("Correct the search");
        target.searchProperty().set("name:web-10");
        assertThat(model.command().orElseThrow().command())
                .isEqualTo(new BackupCommand.RunMany(
                        "name:web-10",
                        new RepositoryId("offsite"),
                        BackupOptions.USUAL,
                        new KeepRule(3, 0, 7, 0, 0, 0)));
    }

    @Test
    void a_group_is_captured_where_it_keeps_its_sets_itself() {
        ScheduleViewModel model = of(Optional.empty());
        model.nameProperty().set("shop-every-hour");
        model.repositoryProperty().set(Optional.empty());
        model.target().kindProperty().set(ScheduleTarget.Kind.GROUP);
        model.target().groupProperty().set(Optional.of(new GroupId("shop")));
        assertThat(model.problem()).isEmpty();
        ScheduleCommand.Set set = model.command().orElseThrow();
        assertThat(set.command()).isEqualTo(new GroupCommand.Capture(new GroupId("shop")));
        assertThat(new ScheduleWords(new Texts(Locale.ENGLISH)).command(set.command(), new SampleBridge().inventory()))
                .isEqualTo("Capture the group shop");
    }

    @Test
    void a_change_keeps_what_there_is_no_field_for() {
        BackupOptions careful = new BackupOptions(new TreeSet<>(List.of("vdb")), 1 << 20, Freeze.REQUIRED, "quiesce");
        Schedule mail = schedule("mail-offsite");
        for (Command command : List.<Command>of(
                new BackupCommand.Run(WEB, new RepositoryId("offsite"), careful),
                new BackupCommand.RunMany(
                        "tag:x", new RepositoryId("offsite"), careful, new KeepRule(1, 2, 3, 4, 5, 6)),
                new GroupCommand.Capture(new GroupId("shop")))) {
            ScheduleViewModel model = of(Optional.of(with(mail, command)));
            assertThat(model.command().orElseThrow().command()).isEqualTo(command);
        }
    }

    @Test
    void every_way_to_repeat_makes_its_rule_and_a_wrong_one_says_what_it_needs() {
        ScheduleViewModel model = of(Optional.empty());
        model.nameProperty().set("x");
        ScheduleRule rule = model.rule();
        rule.oftenProperty().set(ScheduleRule.Often.HOURLY);
        rule.minutesProperty().set("5, 35");
        assertThat(rule.rule()).contains(CalendarRule.parse("hourly :05,:35"));
        rule.minutesProperty().set("75");
        assertThat(model.problem()).startsWith("Give minutes from 0 to 59");
        rule.oftenProperty().set(ScheduleRule.Often.EVERY);
        rule.hoursProperty().set(6);
        assertThat(rule.rule()).contains(CalendarRule.parse("every 6h"));
        rule.oftenProperty().set(ScheduleRule.Often.MONTHLY);
        rule.dayProperty().set(Optional.empty());
        assertThat(rule.rule()).contains(CalendarRule.parse("monthly last 22:00"));
        rule.timesProperty().set("25:00");
        assertThat(model.problem()).startsWith("Give times such as 22:15");
        rule.oftenProperty().set(ScheduleRule.Often.WEEKLY);
        rule.days().clear();
        assertThat(model.problem()).isEqualTo("Select at least one day.");
    }

    @Test
    void a_name_is_taken_or_unfit_and_a_zone_is_known() {
        ScheduleViewModel model = of(Optional.empty());
        model.nameProperty().set("nightly-web");
        assertThat(model.problem()).startsWith("There is a schedule “nightly-web” already");
        model.nameProperty().set("Nightly");
        assertThat(model.problem()).contains("cannot be the name of a schedule");
        model.nameProperty().set("nightly");
        model.zoneProperty().set("Middle/Earth");
        assertThat(model.problem()).startsWith("Give a time zone");
        assertThat(ScheduleViewModel.zones("berl")).containsExactly("Europe/Berlin");
        assertThat(model.target().vms("MAIL-13")).containsExactly("mail-13");
    }

    @Test
    void a_change_keeps_name_and_command_and_a_refusal_is_shown() {
        Schedule before = schedule("mail-offsite");
        ScheduleViewModel model = of(Optional.of(before));
        assertThat(model.target().vmProperty().get()).isEqualTo("mail-13");
        assertThat(model.rule().rule()).contains(before.rule());
        asks.refusal = Optional.of(WRONG);
        model.enabledProperty().set(false);
        model.submit();
        assertThat(asks.submitted)
                .containsExactly(
                        new ScheduleCommand.Set(before.id(), before.rule(), before.zone(), false, before.command()));
        assertThat(model.submission().stateProperty().get()).isEqualTo(new Submission.State.Refused(WRONG));
    }

    @Test
    void a_schedule_that_does_something_else_goes_on_doing_it() {
        VmCommand.Rename other = new VmCommand.Rename(WEB, "other");
        Schedule before = with(schedule("nightly-web"), other);
        ScheduleViewModel model = of(Optional.of(before));
        assertThat(model.otherCommand()).contains("vm.rename " + WEB.text());
        assertThat(model.command().map(ScheduleCommand.Set::command)).contains(other);
    }

    @Test
    void the_calendar_has_each_day_with_the_runs_of_each_schedule() {
        List<ScheduleCalendar.Day> days = ScheduleCalendar.days(
                List.of(
                        due("twice", "daily 06:00,18:00", NOW),
                        due("weekly", "weekly tue 03:00", NOW),
                        due("late", "monthly 1 02:00", NOW.minusSeconds(90_000))),
                NOW,
                ZoneOffset.UTC,
                14);
        assertThat(days).hasSize(14);
        assertThat(days.getFirst().date()).isEqualTo(LocalDate.of(2026, 11, 29));
        assertThat(days.getFirst().entries())
                .containsExactly(new ScheduleCalendar.Entry(new ScheduleId("twice"), List.of(LocalTime.of(18, 0))));
        assertThat(days.get(2).entries())
                .extracting(ScheduleCalendar.Entry::schedule)
                .containsExactly(new ScheduleId("late"), new ScheduleId("weekly"), new ScheduleId("twice"));
        assertThat(days.get(2).entries().getLast().times()).containsExactly(LocalTime.of(6, 0), LocalTime.of(18, 0));
    }

    @Test
    void rules_and_results_are_said_in_words() {
        ScheduleWords words = new ScheduleWords(texts);
        assertThat(words.rule(CalendarRule.parse("hourly :15"))).isEqualTo("hourly at :15");
        assertThat(words.rule(CalendarRule.parse("every 1h"))).isEqualTo("every hour");
        assertThat(words.rule(CalendarRule.parse("weekly mon,thu 03:00"))).isEqualTo("Mon, Thu at 03:00");
        assertThat(words.rule(CalendarRule.parse("monthly last 02:00"))).isEqualTo("monthly on the last day at 02:00");
        assertThat(words.result(schedule("mail-offsite"))).isEqualTo("Failed: The repository is full.");
        assertThat(words.result(schedule("cache-hourly"))).isEqualTo("Done · 5 missed before");
        assertThat(words.wrong(schedule("nightly-web"))).isEmpty();
        assertThat(words.wrong(schedule("mail-offsite"))).get().asString().contains("Make room there");
        assertThat(words.command(schedule("nightly-web").command(), image)).isEqualTo("Back up web-10 to nightly");
    }

    @Test
    void failed_and_missed_runs_raise_alerts_and_those_of_a_schedule_that_is_off_do_not() {
        assertThat(new ScheduleAlerts(texts).find(image, List.of(), NOW))
                .extracting(Alert::what)
                .containsExactlyInAnyOrder(
                        "The schedule mail-offsite did not do its last run: The repository is full.",
                        "The schedule cache-hourly missed 5 runs, since the bridge did not run then.");
    }

    @Test
    void the_newest_points_are_booted_by_a_schedule_of_one_vm_or_of_all() {
        BootCheck check = new BootCheck(
                new Readiness(List.of(new Gate.SerialText("login:")), Duration.ofSeconds(90)),
                Optional.of(4096L),
                Optional.empty());
        Command all = new BootCommand.VerifyBoot(List.of(), List.of(), check);
        ScheduleViewModel model = of(Optional.of(with(schedule("nightly-web"), all)));
        assertThat(model.target().kindProperty().get()).isEqualTo(ScheduleTarget.Kind.BOOT);
        assertThat(model.otherCommand()).isEmpty();
        assertThat(model.command().map(ScheduleCommand.Set::command)).contains(all);
        model.target().vmProperty().set("web-1");
        assertThat(model.problem()).isEqualTo("Choose a VM of the inventory.");
        model.target().vmProperty().set("web-10");
        Command one = new BootCommand.VerifyBoot(List.of(), List.of(new UUID(1, 0)), check);
        assertThat(model.command().map(ScheduleCommand.Set::command)).contains(one);
        model.target().gates().serialProperty().set("");
        assertThat(model.problem()).startsWith("Say when it counts as booted");
        ScheduleWords words = new ScheduleWords(texts);
        assertThat(words.command(all, image)).isEqualTo("Boot the newest point of each VM to verify");
        assertThat(words.command(one, image)).isEqualTo("Boot the newest point of web-10 to verify");
    }

    @Test
    void a_schedule_that_boots_a_vm_that_is_gone_does_not_become_one_of_all() {
        BootCheck check = new BootCheck(
                new Readiness(List.of(new Gate.Agent()), Duration.ofSeconds(90)), Optional.empty(), Optional.empty());
        ScheduleViewModel model = of(Optional.of(
                with(schedule("nightly-web"), new BootCommand.VerifyBoot(List.of(), List.of(new UUID(9, 1)), check))));
        assertThat(model.problem()).isEqualTo("Choose a VM of the inventory.");
        assertThat(model.command()).isEmpty();
    }

    private ScheduleViewModel of(Optional<Schedule> before) {
        return new ScheduleViewModel(texts, image, before, new Submission(asks, job -> {}));
    }

    private Schedule schedule(String name) {
        return image.object(Schedule.class, new ScheduleId(name)).orElseThrow();
    }

    private Schedule due(String name, String rule, Instant from) {
        Schedule like = schedule("nightly-web");
        CalendarRule when = CalendarRule.parse(rule);
        return new Schedule(
                new ScheduleId(name),
                when,
                ZoneOffset.UTC,
                true,
                like.command(),
                like.by(),
                like.set(),
                Optional.of(when.next(from, ZoneOffset.UTC)),
                Optional.empty(),
                Optional.empty());
    }

    private static Schedule with(Schedule one, Command command) {
        return new Schedule(
                one.id(),
                one.rule(),
                one.zone(),
                true,
                command,
                one.by(),
                one.set(),
                one.next(),
                Optional.empty(),
                Optional.empty());
    }
}

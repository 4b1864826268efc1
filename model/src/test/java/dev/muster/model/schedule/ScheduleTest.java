package dev.muster.model.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.access.AccessCommand;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.HostId;
import dev.muster.model.job.JobCommand;
import dev.muster.model.job.JobId;
import dev.muster.model.vm.VmCommand;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {
    private static final Principal ANNA = new Principal("anna", Role.ADMINISTRATOR, "local");
    private static final ScheduleId ID = ScheduleId.of("nightly");
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final Command REVOKE = new AccessCommand.Revoke("ab12");

    private static ScheduleCommand.Set set(String rule, boolean enabled) {
        return new ScheduleCommand.Set(ID, CalendarRule.parse(rule), ZoneOffset.UTC, enabled, REVOKE);
    }

    @Test
    void setting_needs_what_the_command_needs() {
        assertThat(set("daily 22:15", true).requires()).isEqualTo(Role.ADMINISTRATOR);
    }

    static List<Command> unschedulable() {
        return List.of(
                new JobCommand.Cancel(JobId.of("1")),
                new ScheduleCommand.Delete(ID),
                new VmCommand.Define(HostId.of("h1"), "<domain/>", true));
    }

    @ParameterizedTest
    @MethodSource("unschedulable")
    void commands_about_jobs_schedules_or_with_xml_are_not_scheduled(Command command) {
        assertThatThrownBy(() ->
                        new ScheduleCommand.Set(ID, CalendarRule.parse("daily 22:15"), ZoneOffset.UTC, true, command))
                .isInstanceOf(MusterException.class);
    }

    @Test
    void a_run_that_is_due_already_stays_due_when_only_the_command_is_set_again() {
        Schedule before = Schedule.of(set("daily 13:00", true), ANNA, NOON, Optional.empty());
        Instant later = NOON.plusSeconds(3601);

        assertThat(Schedule.of(set("daily 13:00", true), ANNA, later, Optional.of(before))
                        .next())
                .isEqualTo(before.next());
        assertThat(Schedule.of(set("daily 14:00", true), ANNA, later, Optional.of(before))
                        .next())
                .contains(NOON.plusSeconds(7200));
    }

    @Test
    void a_disabled_schedule_is_never_due() {
        Schedule off = Schedule.of(set("daily 13:00", false), ANNA, NOON, Optional.empty());

        assertThat(off.next()).isEmpty();
        assertThat(off.upcoming(3)).isEmpty();
    }

    @Test
    void the_next_runs_are_told() {
        assertThat(Schedule.of(set("every 12h", true), ANNA, NOON, Optional.empty())
                        .upcoming(3))
                .containsExactly(
                        Instant.parse("2026-11-30T00:00:00Z"),
                        Instant.parse("2026-11-30T12:00:00Z"),
                        Instant.parse("2026-12-01T00:00:00Z"));
    }

    @Test
    void a_run_that_is_known_is_not_shown_again_in_an_older_state() {
        Instant due = NOON.plusSeconds(3600);
        ScheduledRun run =
                new ScheduledRun(due, due, Optional.of(JobId.of("j1")), Optional.empty(), Optional.empty(), false, 0);
        Schedule ran = Schedule.of(set("daily 13:00", true), ANNA, NOON, Optional.empty())
                .ran(run);

        assertThat(ran.next()).contains(due.plusSeconds(86400));
        assertThat(ran.running()).contains(JobId.of("j1"));
        assertThat(ran.ran(run)).isEqualTo(ran);
    }
}

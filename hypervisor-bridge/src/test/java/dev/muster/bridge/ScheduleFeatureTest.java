package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.access.MovableClock;
import dev.muster.bridge.json.Json;
import dev.muster.model.access.ClientId;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.audit.AuditEntry;
import dev.muster.model.audit.AuditQuery;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import dev.muster.model.schedule.CalendarRule;
import dev.muster.model.schedule.Schedule;
import dev.muster.model.schedule.ScheduleCommand;
import dev.muster.model.schedule.ScheduleId;
import dev.muster.model.schedule.ScheduleQuery;
import dev.muster.model.schedule.ScheduledRun;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schedules in a whole bridge. */
class ScheduleFeatureTest {
    private static final Principal ROOT = new Principal("root", Role.ADMINISTRATOR, "local");
    private static final ScheduleId ID = ScheduleId.of("nightly");
    private static final Command START =
            new VmCommand.Power(PowerAction.START, List.of(new VmId(HostId.of("h1"), new UUID(1, 1))));

    @TempDir
    private Path directory = Path.of("");

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-29T12:00:00Z"));

    private Bridge open() {
        return Bridge.open(BridgeConfig.in(directory.resolve("state")), List.of(), clock);
    }

    private static void done(HypervisorBridge bridge, Command command) {
        JobId job = bridge.submit(command);
        await().until(() -> bridge.ask(new JobQuery.Show(job)).state() == JobState.DONE);
    }

    private static ScheduleCommand.Set set(ScheduleId id, Command command) {
        return new ScheduleCommand.Set(id, CalendarRule.parse("daily 22:15"), ZoneOffset.UTC, true, command);
    }

    private Command repository() throws Exception {
        return new BackupCommand.AddRepository(
                RepositoryId.of("vault"),
                Files.createDirectories(directory.resolve("vault")).toString());
    }

    /** The last run as the window hears of it. */
    private static Optional<ScheduledRun> last(HypervisorBridge bridge) {
        return bridge.inventory().object(Schedule.class, ID).flatMap(Schedule::last);
    }

    /** Lets the time come and the bridge look at the clock. */
    private void passes(HypervisorBridge bridge, Duration time) {
        clock.advance(time);
        done(bridge, set(ScheduleId.of("other"), START));
    }

    @Test
    void what_is_due_becomes_a_job_whose_end_is_shown() throws Exception {
        try (Bridge bridge = open()) {
            HypervisorBridge root = bridge.as(ROOT);
            done(root, set(ID, repository()));

            passes(root, Duration.ofHours(11));

            await().until(() -> last(root).flatMap(ScheduledRun::ended).isPresent());
            ScheduledRun run = last(root).orElseThrow();
            assertThat(run.ended()).contains(JobState.DONE);
            assertThat(run.due()).isEqualTo("2026-11-29T22:15:00Z");
            assertThat(root.ask(new JobQuery.Show(run.job().orElseThrow())).by())
                    .isEqualTo("root");
            assertThat(root.ask(new AuditQuery.Recent(0, 20)).entries())
                    .anySatisfy(entry -> assertThat(entry.origin()).isEqualTo("schedule/nightly"));
            assertThat(root.ask(new ScheduleQuery.Schedules(2))
                            .schedules()
                            .getFirst()
                            .upcoming())
                    .containsExactly(Instant.parse("2026-11-30T22:15:00Z"), Instant.parse("2026-12-01T22:15:00Z"));
        }
    }

    @Test
    void what_was_missed_is_caught_up_when_the_bridge_starts() throws Exception {
        try (Bridge bridge = open()) {
            done(bridge.as(ROOT), set(ID, repository()));
        }
        clock.advance(Duration.ofDays(3));
        try (Bridge bridge = open()) {
            HypervisorBridge root = bridge.as(ROOT);
            await().until(() -> last(root).flatMap(ScheduledRun::ended).isPresent());
            assertThat(last(root).orElseThrow().caughtUp()).isTrue();
            assertThat(last(root).orElseThrow().missed()).isEqualTo(2);
        }
    }

    @Test
    void a_client_that_was_revoked_has_nothing_submitted_any_more() {
        try (Bridge bridge = open()) {
            HypervisorBridge root = bridge.as(ROOT);
            bridge.clients().add("anna", Role.OPERATOR, "ab12", Instant.parse("2040-01-01T00:00:00Z"));
            done(
                    bridge.as(new Principal("anna", Role.OPERATOR, "192.0.2.1", Optional.of(ClientId.of("ab12")))),
                    set(ID, START));
            bridge.clients().revoke("ab12");

            passes(root, Duration.ofHours(11));

            await().until(() -> last(root).isPresent());
            assertThat(last(root).flatMap(ScheduledRun::problem).map(Problem::code))
                    .contains(ErrorCode.CERTIFICATE_REVOKED);
            assertThat(root.ask(new AuditQuery.Recent(0, 20)).entries()).anySatisfy(entry -> {
                assertThat(entry.principal()).isEqualTo("anna");
                assertThat(entry.outcome()).isEqualTo(AuditEntry.Outcome.REFUSED);
                assertThat(entry.origin()).isEqualTo("schedule/nightly");
            });
        }
    }

    @Test
    void nobody_schedules_what_they_may_not_do() throws Exception {
        try (Bridge bridge = open()) {
            HypervisorBridge operator = bridge.as(new Principal("ben", Role.OPERATOR, "local"));
            Command command = set(ID, repository());
            Assertions.assertThatThrownBy(() -> operator.submit(command))
                    .isInstanceOfSatisfying(
                            MusterException.class,
                            e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.NOT_ALLOWED));
            assertThat(bridge.as(new Principal("guest", Role.VIEWER, "local"))
                            .inventory()
                            .objects(Schedule.class))
                    .isEmpty();
        }
    }

    @Test
    void who_a_peer_of_an_older_version_says_asks_is_no_client() {
        assertThat(Json.read("{\"name\":\"anna\",\"role\":\"OPERATOR\",\"origin\":\"unix\"}", Principal.class))
                .isEqualTo(new Principal("anna", Role.OPERATOR, "unix"));
    }
}

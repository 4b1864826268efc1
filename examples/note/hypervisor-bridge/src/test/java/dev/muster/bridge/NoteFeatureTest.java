package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import dev.muster.model.note.Note;
import dev.muster.model.note.NoteCommand;
import dev.muster.model.note.NoteId;
import dev.muster.model.note.NoteQuery;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoteFeatureTest {
    private static final Principal ANNA = new Principal("anna", Role.ADMINISTRATOR, "local");

    @TempDir
    Path directory;

    @Test
    void a_note_is_written_found_kept_over_a_restart_and_deleted() {
        Note note;
        try (Bridge bridge = Bridge.open(BridgeConfig.in(directory))) {
            HypervisorBridge anna = bridge.as(ANNA);
            done(anna, new HostCommand.Connect(ConnectionId.of("lab"), "sim:///?hosts=1&vms=3&seed=5"));
            VmId vm = await().until(
                            () -> anna.inventory().vms().keySet().stream().findFirst(), java.util.Optional::isPresent)
                    .orElseThrow();
            done(anna, new NoteCommand.Create(vm, "Disk replaced"));
            note = anna.inventory().objects(Note.class).values().iterator().next();
            assertThat(note.text()).isEqualTo("Disk replaced");
            assertThat(note.by()).isEqualTo("anna");
        }
        try (Bridge bridge = Bridge.open(BridgeConfig.in(directory))) {
            HypervisorBridge anna = bridge.as(ANNA);
            await().until(() -> anna.inventory().object(Note.class, note.id()).isPresent());
            assertThat(anna.ask(new NoteQuery.Search("replaced")).notes()).containsExactly(note);
            assertThat(anna.ask(new NoteQuery.Search("nothing of the kind")).notes())
                    .isEmpty();
            done(anna, new NoteCommand.Delete(note.id()));
            await().until(() -> anna.inventory().objects(Note.class).isEmpty());
        }
    }

    @Test
    void what_makes_no_sense_or_is_not_allowed_is_refused() {
        try (Bridge bridge = Bridge.open(BridgeConfig.in(directory))) {
            NoteId nobody = new NoteId(new UUID(1, 2));
            assertThat(refusal(bridge.as(ANNA), new NoteCommand.Delete(nobody))).isEqualTo(ErrorCode.NOTE_NOT_FOUND);
            assertThat(refusal(
                            bridge.as(new Principal("guest", Role.VIEWER, "local")), new NoteCommand.Delete(nobody)))
                    .isEqualTo(ErrorCode.NOT_ALLOWED);
        }
    }

    private static void done(HypervisorBridge bridge, Command command) {
        JobId id = bridge.submit(command);
        Job job = await().until(
                        () -> bridge.ask(new JobQuery.Show(id)),
                        shown -> shown.state().isEnded());
        assertThat(job.state()).as(() -> job.problem().toString()).isEqualTo(JobState.DONE);
    }

    private static ErrorCode refusal(HypervisorBridge bridge, Command command) {
        return catchThrowableOfType(MusterException.class, () -> bridge.submit(command))
                .problem()
                .code();
    }
}

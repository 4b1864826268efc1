package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.navigation.Place;
import dev.muster.app.testing.Operator;
import dev.muster.model.backup.RestoreCommand;
import dev.muster.model.backup.RestoreCommand.Macs;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VmId;
import java.util.List;
import java.util.UUID;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Restoring from points in the real window, by mouse and keyboard. */
@Tag("toolkit")
@SuppressWarnings("NullAway.Init")
class RestoreWindowTest {
    private static final HostId H1 = new HostId("h1");
    private static final PoolId DEFAULT = new PoolId(H1, new UUID(8, 0));
    private static final VmId RUNNING = new VmId(H1, new UUID(1, 0));
    private static final VmId OFF = new VmId(H1, new UUID(1, 9));

    private SampleWindow window;
    private Operator operator;

    @BeforeEach
    void open() throws InterruptedException {
        window = SampleWindow.open();
        operator = window.operator();
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void a_new_vm_is_made_after_what_will_happen_was_read() {
        wizard(RUNNING);
        operator.fill("#restore-name", "mail-13");
        operator.see("taken", () -> Operator.words("#restore-problem").contains("has a VM “mail-13” already"));
        assertThat(Operator.fx(() -> Operator.isUsable("#restore-go"))).isFalse();
        operator.fill("#restore-name", "web-test");
        operator.click("#restore-start");
        operator.press(KeyCode.ENTER);
        operator.see(
                "what will happen",
                () -> Operator.words("#restore-review").contains("A new VM “web-test” is made on h1")
                        && Operator.words("#restore-review").contains("Nothing is written into the restore point."));
        assertThat(window.bridge().submitted()).isEmpty();
        operator.click("#restore-back");
        operator.see("#restore-name");
        operator.click("#restore-go");
        operator.click("#restore-go");
        submitted(RestoreCommand.RestoreAsNew.class);
        RestoreCommand.RestoreAsNew command =
                (RestoreCommand.RestoreAsNew) window.bridge().submitted().getFirst();
        assertThat(command.pool()).isEqualTo(DEFAULT);
        assertThat(command.name()).isEqualTo("web-test");
        assertThat(command.macs()).isEqualTo(Macs.NEW);
        assertThat(command.start()).isTrue();
        operator.seeGone("#restore");
    }

    @Test
    void in_place_is_off_with_its_reason_while_the_vm_runs() {
        wizard(RUNNING);
        operator.see(
                "why not", () -> Operator.words("#restore-meaning-in-place").contains("web-10 is running"));
        assertThat(Operator.fx(() -> Operator.isUsable("#restore-kind-in-place")))
                .isFalse();
    }

    @Test
    void in_place_wants_the_name_of_the_vm_typed() {
        wizard(OFF);
        operator.click("#restore-kind-in-place");
        operator.click("#restore-go");
        operator.see("what is deleted", () -> Operator.words("#restore-review").contains("then deleted"));
        assertThat(Operator.fx(() -> Operator.isUsable("#restore-go"))).isFalse();
        operator.fill("#confirm-name", "db-19");
        operator.press(KeyCode.ENTER);
        submitted(RestoreCommand.RestoreInPlace.class);
        assertThat(((RestoreCommand.RestoreInPlace) window.bridge().submitted().getFirst()).vm())
                .isEqualTo(OFF);
    }

    @Test
    void one_disk_and_a_start_at_once_submit_their_own_commands() {
        wizard(RUNNING);
        operator.click("#restore-kind-disk");
        operator.seeGone("#restore-name");
        operator.see("#restore-volume");
        operator.click("#restore-go");
        operator.click("#restore-go");
        submitted(RestoreCommand.RestoreDisk.class);
        operator.seeGone("#restore");
        operator.click("#vm-backups-point-backup-restore");
        operator.click("#restore-kind-instant");
        operator.click("#restore-go");
        operator.click("#restore-go");
        submitted(RestoreCommand.RestoreInstantly.class);
    }

    @Test
    void a_vm_is_moved_out_of_the_repository_from_its_menu() {
        Operator.fx(() -> {
            window.window()
                    .centre()
                    .orElseThrow()
                    .act(
                            "backup.move",
                            List.of(window.bridge().inventory().vm(OFF).orElseThrow()));
            return true;
        });
        operator.see(
                "what it means", () -> Operator.words("#move-out-review").contains("no longer needs the repository"));
        operator.click("#move-out-go");
        operator.see("a move", () -> window.bridge().submitted().contains(new RestoreCommand.MoveOut(OFF, DEFAULT)));
    }

    private void wizard(VmId vm) {
        window.go(new Place.OneVm(vm));
        operator.click("#tab-backups");
        operator.click("#vm-backups-point-backup-restore");
        operator.see("#restore-kind-new");
    }

    private void submitted(Class<?> command) {
        operator.see(
                command.getSimpleName(),
                () -> !window.bridge().submitted().isEmpty()
                        && command.isInstance(window.bridge().submitted().getLast()));
    }
}

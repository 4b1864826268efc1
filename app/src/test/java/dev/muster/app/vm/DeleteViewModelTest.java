package dev.muster.app.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.i18n.Texts;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.DeletionPlan;
import dev.muster.model.vm.DeletionPlan.FileRole;
import dev.muster.model.vm.DeletionPlan.VmFile;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DeleteViewModelTest {
    private final Vm vm = Samples.vm("web-01", VmState.OFF);
    private final DeleteViewModel model = new DeleteViewModel(
            List.of(new DeletionPlan(
                    vm.id(),
                    vm.name(),
                    List.of(
                            new VmFile("/vms/web-01.qcow2", FileRole.DISK, 4096, true, ""),
                            new VmFile("/vms/shared.qcow2", FileRole.DISK, 9999, false, "also used by web-02"),
                            new VmFile("/iso/debian.iso", FileRole.MEDIUM, 512, true, ""),
                            new VmFile("/var/web-01.log", FileRole.SERIAL_LOG, -1, true, "")),
                    List.of("before-upgrade"),
                    List.of("backup.0"),
                    List.of())),
            new Texts(Locale.ENGLISH));

    @Test
    void what_goes_beside_files_is_named() {
        assertThat(model.notes())
                .containsExactly(
                        "The snapshot before-upgrade goes.",
                        "The checkpoint backup.0 goes: the backup program that made it starts anew with a full backup.");
    }

    @Test
    void its_own_files_go_and_media_and_shared_disks_stay_unless_asked() {
        assertThat(model.command().deletions().getFirst().files())
                .containsExactly("/vms/web-01.qcow2", "/var/web-01.log");
        assertThat(model.bytesProperty().get()).isEqualTo(4096);
    }

    @Test
    void a_file_that_must_stay_cannot_be_ticked() {
        model.files().get(1).chosenProperty().set(true);
        assertThat(model.files().get(1).chosenProperty().get()).isFalse();
        assertThat(model.command().deletions().getFirst().files()).doesNotContain("/vms/shared.qcow2");
    }

    @Test
    void a_medium_goes_when_it_is_ticked_and_is_counted() {
        model.files().get(2).chosenProperty().set(true);
        assertThat(model.bytesProperty().get()).isEqualTo(4608);
        assertThat(model.chosenCount()).isEqualTo(3);
    }

    @Test
    void only_the_name_itself_confirms() {
        model.typedProperty().set("web-0");
        assertThat(model.isConfirmed()).isFalse();
        model.typedProperty().set("web-01");
        assertThat(model.isConfirmed()).isTrue();
    }
}

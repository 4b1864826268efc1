package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.snapshot.Snapshot;
import dev.muster.model.snapshot.Snapshot.Place;
import dev.muster.model.snapshot.SnapshotCommand;
import dev.muster.model.snapshot.SnapshotDeletion;
import dev.muster.model.snapshot.SnapshotQuery;
import dev.muster.model.snapshot.SnapshotTree;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots on real QEMU: what the bridge says is what libvirt and the files say. */
@Tag("real")
class SnapshotOnQemuRealTest {
    private static final String NAME = "snapped";
    private static final Path FILES = Path.of("/var/lib/libvirt/images/snapped");

    @TempDir
    Path directory;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(FILES);
    }

    @AfterEach
    void leaveNothing() throws Exception {
        if (RealBridge.virsh("list", "--name").contains(NAME)) {
            RealBridge.virsh("destroy", NAME);
        }
        if (RealBridge.virsh("list", "--all", "--name").contains(NAME)) {
            RealBridge.virsh("undefine", NAME, "--snapshots-metadata");
        }
        try (var left = Files.list(FILES)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void internal_snapshots_hold_memory_and_disks_and_a_vm_goes_back_to_them() throws Exception {
        try (RealBridge real = RealBridge.open(directory)) {
            real.connect();
            VmId vm = define(real, "qcow2", true);
            real.done(new SnapshotCommand.Create(vm, "one", "Before it was changed", Place.INTERNAL));
            // said by somebody else
            RealBridge.virsh("snapshot-create-as", NAME, "two");

            SnapshotTree tree = real.bridge().ask(new SnapshotQuery.Tree(vm));
            assertThat(tree.snapshots()).extracting(Snapshot::name).containsExactly("one", "two");
            Snapshot one = tree.snapshot("one").orElseThrow();
            assertThat(one.description()).isEqualTo("Before it was changed");
            assertThat(one.memory()).isTrue();
            assertThat(one.place()).isEqualTo(Place.INTERNAL);
            assertThat(one.current()).isFalse();
            assertThat(tree.snapshot("two").orElseThrow().parent()).contains("one");
            assertThat(code(real, new SnapshotCommand.Create(vm, "one", "", Place.INTERNAL)))
                    .isEqualTo(ErrorCode.SNAPSHOT_EXISTS);

            real.done(new VmCommand.Power(PowerAction.FORCE_OFF, List.of(vm)));
            real.done(new SnapshotCommand.Revert(vm, "one"));
            assertThat(RealBridge.virsh("domstate", NAME)).containsExactly("running");
            real.awaitImage(image ->
                    image.vm(vm).filter(now -> now.state() == VmState.RUNNING).isPresent());
            assertThat(RealBridge.virsh("snapshot-current", "--name", NAME)).containsExactly("one");

            SnapshotDeletion plan = real.bridge().ask(new SnapshotQuery.Deletion(vm, "one", false));
            assertThat(plan.going()).containsExactly("one");
            assertThat(plan.moving()).containsExactly("two");
            assertThat(plan.files()).isEmpty();
            real.done(new SnapshotCommand.Delete(vm, "one", false));
            assertThat(RealBridge.virsh("snapshot-list", "--roots", "--name", NAME))
                    .containsExactly("two");
            assertThat(code(real, new SnapshotCommand.Revert(vm, "one"))).isEqualTo(ErrorCode.SNAPSHOT_NOT_FOUND);
        }
    }

    @Test
    void an_external_snapshot_is_merged_back_while_the_vm_runs_and_its_file_goes() throws Exception {
        try (RealBridge real = RealBridge.open(directory)) {
            real.connect();
            VmId vm = define(real, "raw", true);
            assertThat(code(real, new SnapshotCommand.Create(vm, "no", "", Place.INTERNAL)))
                    .isEqualTo(ErrorCode.SNAPSHOT_REFUSED);
            real.done(new SnapshotCommand.Create(vm, "one", "", Place.EXTERNAL));
            String overlay = FILES.resolve("disk.one").toString();
            assertThat(RealBridge.virsh("domblklist", NAME)).anyMatch(line -> line.endsWith(overlay));
            Snapshot one = real.bridge()
                    .ask(new SnapshotQuery.Tree(vm))
                    .snapshot("one")
                    .orElseThrow();
            assertThat(one.place()).isEqualTo(Place.EXTERNAL);
            assertThat(one.disks()).singleElement().satisfies(disk -> {
                assertThat(disk.target()).isEqualTo("vda");
                assertThat(disk.overlay()).isEqualTo(overlay);
                assertThat(disk.base()).isNotEmpty().isNotEqualTo(overlay);
            });
            assertThat(code(real, new SnapshotCommand.Revert(vm, "one"))).isEqualTo(ErrorCode.SNAPSHOT_REFUSED);

            SnapshotDeletion plan = real.bridge().ask(new SnapshotQuery.Deletion(vm, "one", false));
            assertThat(plan.refused()).isEqualTo(Optional.empty());
            assertThat(plan.files()).containsExactly(overlay);
            real.done(new SnapshotCommand.Delete(vm, "one", false));

            assertThat(Path.of(overlay)).doesNotExist();
            assertThat(RealBridge.virsh("snapshot-list", "--name", NAME)).isEmpty();
            assertThat(RealBridge.virsh("domblklist", NAME, "--inactive"))
                    .anyMatch(line -> line.endsWith(FILES.resolve("disk.img").toString()));
            assertThat(RealBridge.virsh("domstate", NAME)).containsExactly("running");

            real.done(new SnapshotCommand.Create(vm, "off", "", Place.EXTERNAL));
            real.done(new VmCommand.Power(PowerAction.FORCE_OFF, List.of(vm)));
            assertThat(code(real, new SnapshotCommand.Delete(vm, "off", false))).isEqualTo(ErrorCode.SNAPSHOT_REFUSED);
        }
    }

    private static ErrorCode code(RealBridge real, SnapshotCommand command) {
        return catchThrowableOfType(MusterException.class, () -> real.bridge().submit(command))
                .problem()
                .code();
    }

    private static VmId define(RealBridge real, String format, boolean start) throws Exception {
        Path disk = FILES.resolve("disk.img");
        assertThat(new ProcessBuilder("qemu-img", "create", "-q", "-f", format, disk.toString(), "8M")
                        .start()
                        .waitFor())
                .isZero();
        real.done(new VmCommand.Define(
                RealBridge.HOST,
                "<domain type='qemu'><name>" + NAME + "</name><memory unit='MiB'>32</memory>"
                        + "<os><type arch='x86_64'>hvm</type></os><devices><disk type='file' device='disk'>"
                        + "<driver name='qemu' type='" + format + "'/><source file='" + disk
                        + "'/><target dev='vda' bus='virtio'/></disk></devices></domain>",
                start));
        return real.vm(NAME).id();
    }
}

package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.app.testing.Guest;
import dev.muster.app.testing.Operator;
import dev.muster.bridge.open.LocalBridgeOpener;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.command.Command;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Vm;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.Place;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.Readiness;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.Tier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recovery plan in the window over libvirt and QEMU: its order is dragged, saved and rehearsed. */
@Tag("real")
@Tag("toolkit")
class PlansOnQemuRealTest {
    private static final Duration BOOT = Duration.ofMinutes(3);
    private static final List<String> NAMES = List.of("first", "second");
    private static final RepositoryId NIGHTLY = RepositoryId.of("nightly");

    @TempDir
    Path directory;

    private final Operator operator = new Operator();
    private Optional<RealConsole> console = Optional.empty();

    @AfterEach
    void end() throws Exception {
        console.ifPresent(RealConsole::close);
        for (String vm : RealConsole.virsh("list", "--all", "--name").split("\\s+")) {
            if (NAMES.stream().anyMatch(vm::startsWith)) {
                if (RealConsole.virsh("domstate", vm).contains("running")) {
                    RealConsole.virsh("destroy", vm);
                }
                RealConsole.virsh("undefine", "--checkpoints-metadata", vm);
            }
        }
        RealConsole.virsh("pool-destroy", "recovered");
    }

    private static String ready(String name) {
        return "muster guest " + name + " ready";
    }

    /** Two machines of one tier that are recovered one after the other, the first as it is named. */
    private void two_machines_that_are_backed_up() throws Exception {
        // libvirt's events and the window share one main loop of GLib: the window has to have it first
        Operator.sitDown();
        Guest guest = Guest.build(directory);
        RealConsole.virsh(
                "pool-create-as",
                "recovered",
                "dir",
                "--target",
                Files.createDirectory(directory.resolve("pool")).toString());
        for (String name : NAMES) {
            Path disk = directory.resolve(name + ".qcow2");
            assertThat(new ProcessBuilder("qemu-img", "create", "-q", "-f", "qcow2", disk.toString(), "4M")
                            .start()
                            .waitFor())
                    .isZero();
            Path xml = Files.writeString(
                    directory.resolve(name + ".xml"), """
                    <domain type='qemu'><name>%s</name><memory unit='MiB'>96</memory>
                    <os><type arch='x86_64'>hvm</type><kernel>%s</kernel><initrd>%s</initrd>
                    <cmdline>console=ttyS0 quiet muster.name=%s</cmdline></os><features><acpi/></features>
                    <devices><disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='%s'/>
                    <target dev='vda' bus='virtio'/></disk><serial type='pty'/><memballoon model='none'/></devices></domain>
                    """.formatted(name, guest.kernel(), guest.initrd(), name, disk));
            RealConsole.virsh("define", xml.toString());
        }
        try (HypervisorBridge bridge =
                new LocalBridgeOpener(Map.of()).open("local", Optional.of(directory.resolve("state")))) {
            done(bridge, new HostCommand.Connect(ConnectionId.of("here"), "qemu:///system"));
            await("the host tells of its VMs")
                    .atMost(BOOT)
                    .until(() -> bridge.inventory().vms().values().stream()
                            .map(Vm::name)
                            .toList()
                            .containsAll(NAMES));
            done(
                    bridge,
                    new BackupCommand.AddRepository(
                            NIGHTLY,
                            Files.createDirectory(directory.resolve("nightly")).toString()));
            for (String name : NAMES) {
                done(bridge, new BackupCommand.Run(vm(bridge, name).id(), NIGHTLY));
            }
            Place place = new Place(
                    Optional.empty(),
                    bridge.inventory().pools().values().stream()
                            .filter(pool -> pool.name().equals("recovered"))
                            .map(Pool::id)
                            .findFirst());
            List<PlanItem> items = NAMES.stream()
                    .<PlanItem>map(name -> PlanMachine.of(
                                    name,
                                    new MachineSource.OfVm(vm(bridge, name).id(), name))
                            .withPlace(place)
                            .withReadiness(new Readiness(List.of(new Gate.SerialText(ready(name))), BOOT)))
                    .toList();
            done(
                    bridge,
                    new RecoveryCommand.Create(PlanId.of("shop"), PlanSpec.of(List.of(new Tier("all", 1, items))), ""));
        }
    }

    private static Vm vm(HypervisorBridge bridge, String name) {
        return bridge.inventory().vms().values().stream()
                .filter(vm -> vm.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void done(HypervisorBridge bridge, Command command) {
        var id = bridge.submit(command);
        Job job = await(command.toString())
                .atMost(BOOT)
                .until(
                        () -> bridge.ask(new JobQuery.Show(id)),
                        one -> one.state().isEnded());
        assertThat(job.state()).as(() -> job.problem().toString()).isEqualTo(JobState.DONE);
    }

    @Test
    void S3_04_an_order_that_is_dragged_is_saved_and_rehearsed_and_the_boot_log_shows_it() throws Exception {
        two_machines_that_are_backed_up();
        console = Optional.of(RealConsole.open(directory));
        operator.see("the host", BOOT, () -> Operator.shows("#vm-table"));
        operator.clickText("Recovery plans");
        operator.clickText("shop");
        operator.see("second", () -> Operator.words("#plan-lanes").contains("second"));
        operator.drag("#plan-lanes", 2, 1);
        operator.see("it can be saved", () -> Operator.isUsable("#plan-save-open"));
        operator.click("#plan-save-open");
        operator.fill("#plan-save-comment", "second comes first");
        operator.click("#plan-save-go");
        operator.see("it is saved", BOOT, () -> !Operator.isUsable("#plan-save-open"));
        operator.click("#plan-test");
        operator.click("#plan-test-dialog-go");
        operator.see(
                "the run is over", BOOT, () -> Operator.words("#plan-page").contains("Done: 2 of 2 machines ready"));
        assertThat(begun("second"))
                .as("the one that was dragged above the other booted before it")
                .isBefore(begun("first"));
        assertThat(Files.readString(serial("second"))).contains(ready("second"));
        assertThat(Files.readString(serial("first"))).contains(ready("first"));
    }

    private Path serial(String key) throws Exception {
        try (Stream<Path> all = Files.walk(directory.resolve("state/recovery/runs"))) {
            return all.filter(path -> path.getFileName().toString().equals(key + ".serial"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Instant begun(String key) throws Exception {
        return Files.readAttributes(serial(key), BasicFileAttributes.class)
                .creationTime()
                .toInstant();
    }
}

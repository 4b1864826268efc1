package dev.muster.bridge.vm;

import static dev.muster.bridge.testing.WorkBench.ADMINISTRATOR;
import static dev.muster.bridge.testing.WorkBench.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.hypervisor.libvirt.LibvirtDriver;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.testing.TinyGuest;
import dev.muster.bridge.testing.WorkBench;
import dev.muster.bridge.testing.WorkBench.Outcome;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.DeletionPlan;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmChanges;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import dev.muster.model.vm.VmSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The work on VMs, on real QEMU under a libvirtd of the test's own. */
@Tag("real")
class VmFeatureRealTest {
    private static final Path IMAGES = Path.of("/var/lib/libvirt/images/vm-feature");

    private final WorkBench bench = bench(new VmLimits(Duration.ofSeconds(60), Duration.ofSeconds(60)));

    @BeforeEach
    void images() throws IOException {
        Files.createDirectories(IMAGES);
    }

    @AfterEach
    void leaveNothing() throws Exception {
        for (var vm : bench.inventory().image().vms().values()) {
            bench.hypervisor().vms().power(vm.id(), PowerAction.FORCE_OFF);
            bench.await(image ->
                    image.vm(vm.id()).filter(one -> one.state().isActive()).isEmpty());
            if (bench.inventory().image().vm(vm.id()).isPresent()) {
                bench.hypervisor().vms().undefine(vm.id());
            }
        }
        bench.close();
    }

    @Test
    void a_guest_is_made_heard_suspended_resumed_shut_down_and_deleted_with_its_files() throws Exception {
        TinyGuest guest = TinyGuest.build();
        String kernel = copy(guest.kernel(), "vmlinuz");
        String initrd = copy(guest.initrd(), "initrd");
        VmSpec spec = spec("tiny", new BootSource.Kernel(kernel, initrd, TinyGuest.commandLine("tiny")));

        assertThat(bench.runTwice(new VmCommand.Create(bench.host(), spec, true), ADMINISTRATOR)
                        .done())
                .isTrue();
        VmId id = bench.vm("tiny").orElseThrow().id();
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(said(id)).contains(TinyGuest.ready("tiny")));
        power(PowerAction.SUSPEND, id, VmState.PAUSED);
        power(PowerAction.RESUME, id, VmState.RUNNING);
        power(PowerAction.REBOOT, id, VmState.RUNNING);
        // libvirt announced the restart; what is asked of a guest that boots is lost
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() ->
                        assertThat(said(id).split(TinyGuest.ready("tiny"), -1)).hasSizeGreaterThan(2));
        power(PowerAction.SHUT_DOWN, id, VmState.OFF);
        power(PowerAction.START, id, VmState.RUNNING);
        power(PowerAction.FORCE_OFF, id, VmState.OFF);

        DeletionPlan plan = queries().answer(new VmQuery.Deletion(id));
        assertThat(plan.files())
                .extracting(file -> file.role().name())
                .containsExactly("KERNEL", "KERNEL", "SERIAL_LOG");
        assertThat(plan.files()).extracting(DeletionPlan.VmFile::deletable).containsExactly(false, false, true);
        String log = plan.files().getLast().path();
        assertThat(bench.runTwice(delete(id, log), OPERATOR).done()).isTrue();

        bench.await(image -> image.vm(id).isEmpty());
        assertThat(Path.of(log)).doesNotExist();
        assertThat(Path.of(kernel)).exists();
    }

    @Test
    void disk_images_and_media_start_and_go_with_their_files() throws Exception {
        String image = qcow2("disk.qcow2", Optional.empty());
        String iso = Files.write(IMAGES.resolve("empty.iso"), new byte[1 << 20]).toString();
        String fresh = IMAGES.resolve("fresh.qcow2").toString();

        assertThat(bench.runTwice(create("disk", new BootSource.DiskImage(image, "qcow2")), ADMINISTRATOR)
                        .done())
                .isTrue();
        assertThat(bench.runTwice(create("inst", new BootSource.Iso(iso, fresh, 8 << 20)), ADMINISTRATOR)
                        .done())
                .isTrue();

        VmId installed = bench.vm("inst").orElseThrow().id();
        assertThat(bench.vm("inst").orElseThrow().state()).isEqualTo(VmState.RUNNING);
        assertThat(Path.of(fresh)).exists();
        DeletionPlan plan = queries().answer(new VmQuery.Deletion(installed));
        assertThat(plan.files()).extracting(DeletionPlan.VmFile::path).contains(fresh, iso);
        assertThat(bench.runTwice(delete(installed, fresh), OPERATOR).done()).isTrue();
        assertThat(Path.of(fresh)).doesNotExist();
        assertThat(Path.of(iso)).exists();

        bench.runAndUndo(create("inst2", new BootSource.Iso(iso, fresh, 8 << 20)), ADMINISTRATOR);
        assertThat(Path.of(fresh)).doesNotExist();
        bench.await(all -> bench.vm("inst2").isEmpty());
    }

    @Test
    void an_image_other_vms_are_backed_by_stays() throws Exception {
        String base = qcow2("base.qcow2", Optional.empty());
        String overlay = qcow2("overlay.qcow2", Optional.of("base.qcow2"));
        bench.run(
                new VmCommand.Create(bench.host(), spec("owner", new BootSource.DiskImage(base, "qcow2")), false),
                ADMINISTRATOR);
        bench.run(
                new VmCommand.Create(bench.host(), spec("clone", new BootSource.DiskImage(overlay, "qcow2")), false),
                ADMINISTRATOR);
        VmId owner = bench.vm("owner").orElseThrow().id();

        assertThat(queries()
                        .answer(new VmQuery.Deletion(owner))
                        .files()
                        .getFirst()
                        .kept())
                .isEqualTo("lies below clone");
        MusterException refused =
                catchThrowableOfType(MusterException.class, () -> bench.prepare(delete(owner, base), ADMINISTRATOR));
        assertThat(refused.problem().code()).isEqualTo(ErrorCode.VM_FILES_CHANGED);
    }

    @Test
    void an_operators_image_does_not_lead_out_of_the_pools() throws Exception {
        PoolId pool = bench.hypervisor()
                .pools()
                .define(
                        bench.host(),
                        "<pool type='dir'><name>vm-feature</name><target><path>" + IMAGES + "</path></target></pool>");
        Path outside = Files.createTempDirectory(IMAGES.getParent(), "outside");
        try {
            bench.hypervisor().pools().start(pool, true);
            bench.await(image -> Optional.ofNullable(image.pools().get(pool))
                    .filter(Pool::active)
                    .isPresent());
            Path secret = Files.write(outside.resolve("secret.raw"), new byte[1 << 20]);
            Path link = IMAGES.resolve("link.raw");
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, secret);
            qcow2("inside.qcow2", Optional.empty());
            backed("good.qcow2", "inside.qcow2", "qcow2");
            backed("absolute.qcow2", secret.toString(), "raw");
            backed("relative.qcow2", "../" + outside.getFileName() + "/secret.raw", "raw");
            backed("file.qcow2", "file:" + secret, "raw");
            backed("second.qcow2", "relative.qcow2", "qcow2");
            backed("linked.qcow2", "link.raw", "raw");
            backed(
                    "json.qcow2",
                    "json:{\"driver\":\"raw\",\"file\":{\"driver\":\"file\",\"filename\":\"" + secret + "\"}}",
                    "raw");
            backed("nbd.qcow2", "nbd://127.0.0.1:1/../.." + IMAGES + "/inside.qcow2", "raw");
            // what a vmdk descriptor names is not looked at here, so it may not stand below
            backed("vmdk.qcow2", "inside.qcow2", "vmdk");

            assertThat(bench.prepare(image("good.qcow2", "qcow2"), OPERATOR)).isNotBlank();
            for (String way : List.of("absolute", "relative", "file", "second", "linked", "json", "nbd", "vmdk")) {
                assertForbidden(image(way + ".qcow2", "qcow2"));
            }
            assertForbidden(image("link.raw", "raw"));
            bench.hypervisor().pools().refresh(pool);
            VolumeId leading = new VolumeId(pool, "relative.qcow2");
            bench.await(image -> image.volumes().containsKey(leading));
            assertForbidden(create("leads", new BootSource.Template(leading, "leads.qcow2")));
            // an administrator's may, unless another image lies upon it
            assertThat(bench.prepare(image("absolute.qcow2", "qcow2"), ADMINISTRATOR))
                    .isNotBlank();
        } finally {
            bench.hypervisor().pools().stop(pool);
            bench.hypervisor().pools().undefine(pool);
        }
    }

    private VmCommand.Create image(String name, String format) {
        return create("leads", new BootSource.DiskImage(IMAGES.resolve(name).toString(), format));
    }

    private void assertForbidden(VmCommand.Create command) {
        MusterException thrown = catchThrowableOfType(MusterException.class, () -> bench.prepare(command, OPERATOR));
        assertThat(thrown).as(command.toString()).isNotNull();
        assertThat(thrown.problem().code()).as(command.toString()).isEqualTo(ErrorCode.PATH_FORBIDDEN);
    }

    /** An image backed by what need not be there. */
    private static void backed(String name, String backing, String format) throws IOException, InterruptedException {
        command(
                "qemu-img",
                "create",
                "-q",
                "-u",
                "-f",
                "qcow2",
                "-F",
                format,
                "-b",
                backing,
                IMAGES.resolve(name).toString(),
                "8M");
    }

    @Test
    void what_other_tools_wrote_and_passwords_survive_an_edit_and_a_replacement() throws Exception {
        String xml = """
                <domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
                  <name>foreign</name>
                  <metadata><a:note xmlns:a='https://example.org/other' weight='3'>kept</a:note></metadata>
                  <memory unit='MiB'>64</memory>
                  <vcpu current='1'>2</vcpu>
                  <os><type arch='x86_64'>hvm</type></os>
                  <devices><graphics type='vnc' port='-1' passwd='hunter2'/></devices>
                  <qemu:commandline><qemu:env name='MUSTER_TEST' value='1'/></qemu:commandline>
                </domain>
                """;
        assertThat(bench.runTwice(new VmCommand.Define(bench.host(), xml, false), ADMINISTRATOR)
                        .done())
                .isTrue();
        VmId id = bench.vm("foreign").orElseThrow().id();
        VmQuery.DomainXml before = queries().answer(new VmQuery.Xml(id, false));
        assertThat(before.xml()).doesNotContain("hunter2");
        VmChanges changes = new VmChanges(
                Optional.of(2),
                Optional.of(96L << 20),
                Optional.of("Title"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new TreeSet<>(List.of("tagged"))));

        assertThat(bench.runTwice(new VmCommand.Edit(id, changes, Optional.of(before.definition())), OPERATOR)
                        .done())
                .isTrue();

        bench.await(
                image -> image.vm(id).filter(vm -> vm.tags().contains("tagged")).isPresent());
        DomainDocument after = DomainDocument.parse(bench.hypervisor().vms().xmlWithSecrets(id));
        assertThat(after.vcpus()).isEqualTo(2);
        assertThat(after.memoryBytes()).isEqualTo(96L << 20);
        assertThat(after.title()).isEqualTo("Title");
        assertThat(after.xml()).contains("hunter2", "weight=\"3\"", "MUSTER_TEST");

        VmQuery.DomainXml now = queries().answer(new VmQuery.Xml(id, false));
        assertThat(now.definition()).isEqualTo(bench.hypervisor().vms().get(id).definition());
        String wanted = now.xml().replace("<title>Title</title>", "<title>Other</title>");
        assertThat(bench.runTwice(new VmCommand.Redefine(id, wanted, Optional.of(now.definition())), ADMINISTRATOR)
                        .done())
                .isTrue();
        assertThat(bench.hypervisor().vms().xmlWithSecrets(id)).contains("hunter2", "<title>Other</title>");
        assertThat(bench.vm("foreign").orElseThrow().state()).isEqualTo(VmState.OFF);
    }

    @Test
    void a_guest_that_does_not_listen_and_one_that_vanishes_are_told_apart() throws Exception {
        String image = qcow2("void.qcow2", Optional.empty());
        bench.run(create("void", new BootSource.DiskImage(image, "qcow2")), ADMINISTRATOR);
        VmId id = bench.vm("void").orElseThrow().id();
        try (WorkBench hasty = bench(new VmLimits(Duration.ofSeconds(1), Duration.ofSeconds(30)))) {
            Outcome silent = hasty.run(new VmCommand.Power(PowerAction.SHUT_DOWN, List.of(id)), OPERATOR);
            assertThat(silent.problem().code()).isEqualTo(ErrorCode.GUEST_SILENT);
        }

        CompletableFuture<Outcome> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return bench.run(new VmCommand.Power(PowerAction.SHUT_DOWN, List.of(id)), OPERATOR);
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        await().until(() -> catchThrowableOfType(
                        MusterException.class,
                        () -> bench.prepare(new VmCommand.Power(PowerAction.SUSPEND, List.of(id)), OPERATOR))
                != null);
        virsh("undefine", "void");
        virsh("destroy", "void");

        assertThat(waiting.join().problem().code()).isEqualTo(ErrorCode.VM_VANISHED);
        assertThat(Path.of(image)).exists();
    }

    private static WorkBench bench(VmLimits limits) {
        return new WorkBench(
                new LibvirtDriver(Clock.systemUTC(), Duration.ofSeconds(30), "tcg"),
                "qemu:///system",
                (hypervisors, inventory) ->
                        new VmFeature(hypervisors, inventory, limits, Minting.secure()).definitions());
    }

    private VmQueries queries() {
        return new VmQueries(bench.hypervisors(), bench.inventory());
    }

    private String said(VmId id) {
        return queries().answer(new VmQuery.SerialOutput(id, 0)).text();
    }

    private void power(PowerAction action, VmId id, VmState wanted) throws InterruptedException {
        assertThat(bench.run(new VmCommand.Power(action, List.of(id)), OPERATOR).steps())
                .containsExactly(Optional.empty());
        assertThat(bench.inventory().image().vm(id).orElseThrow().state()).isEqualTo(wanted);
    }

    private VmCommand.Create create(String name, BootSource boot) {
        return new VmCommand.Create(bench.host(), spec(name, boot), true);
    }

    private static VmSpec spec(String name, BootSource boot) {
        return new VmSpec(name, 1, 96L << 20, boot, List.of(), "", new TreeSet<>());
    }

    private static VmCommand.Delete delete(VmId id, String... files) {
        return new VmCommand.Delete(List.of(new VmCommand.Deletion(id, List.of(files))));
    }

    private static String copy(Path file, String name) throws IOException {
        return Files.copy(file, IMAGES.resolve(name), StandardCopyOption.REPLACE_EXISTING)
                .toString();
    }

    private static String qcow2(String name, Optional<String> backing) throws IOException, InterruptedException {
        Path path = IMAGES.resolve(name);
        Files.deleteIfExists(path);
        if (backing.isPresent()) {
            command("qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", backing.get(), path.toString());
        } else {
            command("qemu-img", "create", "-q", "-f", "qcow2", path.toString(), "8M");
        }
        return path.toString();
    }

    private static void virsh(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 3];
        command[0] = "virsh";
        command[1] = "--connect";
        command[2] = "qemu:///system";
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        command(command);
    }

    private static void command(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output;
        try (var reader = process.inputReader()) {
            output = reader.readAllAsString();
        }
        assertThat(process.waitFor()).as(output).isZero();
    }
}

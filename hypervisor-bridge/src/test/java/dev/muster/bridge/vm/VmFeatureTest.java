package dev.muster.bridge.vm;

import static dev.muster.bridge.testing.WorkBench.ADMINISTRATOR;
import static dev.muster.bridge.testing.WorkBench.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.bridge.hypervisor.simulated.SimulatedDriver;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.testing.WorkBench;
import dev.muster.bridge.testing.WorkBench.Outcome;
import dev.muster.model.access.Principal;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.DeletionPlan;
import dev.muster.model.vm.DeletionPlan.FileRole;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmChanges;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import dev.muster.model.vm.VmSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VmFeatureTest {
    private static final VmLimits QUICK = new VmLimits(Duration.ofSeconds(5), Duration.ofSeconds(5));

    private final List<WorkBench> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(WorkBench::close);
    }

    @Test
    void a_vm_is_made_from_a_kernel_and_runs() throws Exception {
        WorkBench bench = bench("");
        String kernel = file(bench, "vmlinuz");
        VmSpec spec = spec("new-vm", new BootSource.Kernel(kernel, "", "quiet"));

        Outcome outcome = bench.runTwice(new VmCommand.Create(bench.host(), spec, true), OPERATOR);

        assertThat(outcome.done()).isTrue();
        assertThat(outcome.title()).isEqualTo("Create new-vm on " + bench.host());
        Vm vm = bench.vm("new-vm").orElseThrow();
        assertThat(vm.state()).isEqualTo(VmState.RUNNING);
        assertThat(vm.tags()).containsExactly("prod");
        assertThat(DomainDocument.parse(bench.hypervisor().vms().xml(vm.id(), false))
                        .kernel())
                .isEqualTo(kernel);
    }

    @Test
    void an_installation_gets_a_new_disk_and_taking_it_back_takes_the_disk_away() throws Exception {
        WorkBench bench = bench("");
        String iso = file(bench, "debian.iso");
        String disk = directory(bench) + "/new.qcow2";
        VmCommand.Create command =
                new VmCommand.Create(bench.host(), spec("inst", new BootSource.Iso(iso, disk, 1 << 20)), true);

        bench.runAndUndo(command, OPERATOR);

        assertThat(bench.vm("inst")).isEmpty();
        assertThat(bench.hypervisor().files().size(bench.host(), disk)).isEmpty();
        assertThat(bench.hypervisor().files().size(bench.host(), iso)).isPresent();
        assertThat(bench.runTwice(command, OPERATOR).done()).isTrue();
        assertThat(bench.hypervisor().files().size(bench.host(), disk)).isPresent();
        assertRefused(
                bench,
                new VmCommand.Create(bench.host(), spec("inst2", new BootSource.Iso(iso, disk, 1 << 20)), true),
                OPERATOR,
                ErrorCode.VOLUME_EXISTS);
    }

    @Test
    void a_disk_that_appeared_between_asking_and_making_is_neither_used_nor_taken_away() throws Exception {
        WorkBench bench = bench("");
        String iso = file(bench, "debian.iso");
        String disk = directory(bench) + "/theirs.qcow2";
        VmCommand.Create command =
                new VmCommand.Create(bench.host(), spec("inst", new BootSource.Iso(iso, disk, 1 << 20)), true);
        var definition = new CreateDefinition(
                new dev.muster.bridge.inventory.Lookup(bench.hypervisors(), bench.inventory()),
                definitions(bench),
                Minting.secure());
        var prepared = definition.prepare(command, OPERATOR);
        bench.hypervisor().files().createImage(bench.host(), disk, 1 << 20, "qcow2");
        var step = definition.steps(command, prepared.facts()).getFirst();
        var context = new FactsOnly(prepared.facts());

        MusterException failed =
                catchThrowableOfType(MusterException.class, () -> step.run().run(context));
        step.undo().run(context);

        assertThat(failed.problem().code()).isEqualTo(ErrorCode.VOLUME_EXISTS);
        assertThat(bench.hypervisor().files().size(bench.host(), disk)).isPresent();
    }

    @Test
    void what_is_missing_or_taken_is_refused_before_there_is_a_job() throws Exception {
        WorkBench bench = bench("");
        String disk = file(bench, "disk.raw");
        BootSource image = new BootSource.DiskImage(disk, "raw");
        String taken =
                bench.inventory().image().vms().values().iterator().next().name();

        assertRefused(bench, create(bench, spec(taken, image)), OPERATOR, ErrorCode.VM_EXISTS);
        BootSource absent = new BootSource.DiskImage(directory(bench) + "/absent.raw", "raw");
        assertRefused(bench, create(bench, spec("a", absent)), OPERATOR, ErrorCode.FILE_MISSING);
        VmSpec plugged = new VmSpec("a", 1, 64L << 20, image, List.of("nowhere"), "", new TreeSet<>());
        assertRefused(bench, create(bench, plugged), OPERATOR, ErrorCode.NETWORK_NOT_FOUND);
        VmSpec huge = new VmSpec("a", 1, 1L << 50, image, List.of(), "", new TreeSet<>());
        assertRefused(bench, create(bench, huge), OPERATOR, ErrorCode.USAGE_INVALID);
        VmSpec odd = new VmSpec("a", 1, 64L << 20, image, List.of(), "\u0000", new TreeSet<>());
        assertRefused(bench, create(bench, odd), OPERATOR, ErrorCode.USAGE_INVALID);
    }

    @Test
    void below_administrator_files_lie_in_a_pool() throws Exception {
        WorkBench bench = bench("");
        bench.hypervisor().files().createImage(bench.host(), "/etc/shadow", 4096, "raw");
        VmSpec spec = spec("thief", new BootSource.DiskImage("/etc/shadow", "raw"));

        assertRefused(bench, create(bench, spec), OPERATOR, ErrorCode.PATH_FORBIDDEN);
        String sideways = directory(bench) + "/.//./x/..hidden";
        assertRefused(
                bench,
                create(bench, spec("a", new BootSource.Kernel(sideways, "/boot/initrd", ""))),
                OPERATOR,
                ErrorCode.FILE_MISSING);
        assertThat(bench.prepare(create(bench, spec), ADMINISTRATOR)).contains("thief");
    }

    @Test
    void a_start_that_fails_leaves_nothing_behind() throws Exception {
        WorkBench bench = bench("&faults=fail-start:doomed");
        VmSpec spec = spec("doomed", new BootSource.DiskImage(file(bench, "disk.raw"), "raw"));

        Outcome outcome = bench.run(create(bench, spec), OPERATOR);

        assertThat(outcome.done()).isFalse();
        assertThat(bench.vm("doomed")).isEmpty();
        assertThat(bench.hypervisor().files().size(bench.host(), directory(bench) + "/disk.raw"))
                .isPresent();
    }

    @Test
    void raw_xml_is_defined_as_it_is_and_gets_a_uuid_once() throws Exception {
        WorkBench bench = bench("");
        String xml =
                "<domain type='test'><!-- mine --><name>raw</name><memory>65536</memory><os><type>hvm</type></os></domain>";

        assertThat(bench.runTwice(new VmCommand.Define(bench.host(), xml, true), ADMINISTRATOR)
                        .done())
                .isTrue();

        Vm vm = bench.vm("raw").orElseThrow();
        assertThat(vm.state()).isEqualTo(VmState.RUNNING);
        assertThat(bench.hypervisor().vms().xml(vm.id(), false))
                .contains("<!-- mine -->", vm.id().uuid().toString());
        assertRefused(bench, new VmCommand.Define(bench.host(), xml, false), ADMINISTRATOR, ErrorCode.VM_EXISTS);
        assertRefused(
                bench, new VmCommand.Define(bench.host(), "<domain/>", false), ADMINISTRATOR, ErrorCode.XML_INVALID);
        assertRefused(bench, new VmCommand.Define(bench.host(), "<do", false), ADMINISTRATOR, ErrorCode.XML_INVALID);
        assertRefused(
                bench,
                new VmCommand.Define(bench.host(), "<!DOCTYPE domain><domain/>", false),
                ADMINISTRATOR,
                ErrorCode.XML_FORBIDDEN);
    }

    @Test
    void power_goes_through_all_states_each_step_twice() throws Exception {
        WorkBench bench = bench("");
        VmId id = vmOff(bench, "p");

        power(bench, PowerAction.START, id, VmState.RUNNING);
        power(bench, PowerAction.SUSPEND, id, VmState.PAUSED);
        power(bench, PowerAction.RESUME, id, VmState.RUNNING);
        power(bench, PowerAction.REBOOT, id, VmState.RUNNING);
        power(bench, PowerAction.SHUT_DOWN, id, VmState.OFF);
        power(bench, PowerAction.START, id, VmState.RUNNING);
        power(bench, PowerAction.FORCE_OFF, id, VmState.OFF);
    }

    @Test
    void one_vm_that_cannot_does_not_stop_the_others() throws Exception {
        WorkBench bench = bench("");
        VmId off = vmOff(bench, "a");
        VmId on = vmOff(bench, "b");
        VmId gone = new VmId(bench.host(), UUID.randomUUID());
        power(bench, PowerAction.START, on, VmState.RUNNING);

        Outcome outcome = bench.run(new VmCommand.Power(PowerAction.SUSPEND, List.of(off, gone, on)), OPERATOR);

        assertThat(outcome.title()).isEqualTo("Suspend 3 VMs");
        assertThat(outcome.steps().get(0).orElseThrow().code()).isEqualTo(ErrorCode.VM_STATE);
        assertThat(outcome.steps().get(0).orElseThrow().text()).contains("a is off, so it cannot be suspended");
        assertThat(outcome.steps().get(1).orElseThrow().code()).isEqualTo(ErrorCode.VM_NOT_FOUND);
        assertThat(outcome.steps().get(2)).isEmpty();
        assertThat(bench.vm("b").orElseThrow().state()).isEqualTo(VmState.PAUSED);
    }

    @Test
    void what_no_vm_can_do_is_refused_as_a_whole() throws Exception {
        WorkBench bench = bench("");
        VmId a = vmOff(bench, "a");
        VmId b = vmOff(bench, "b");

        assertRefused(bench, new VmCommand.Power(PowerAction.RESUME, List.of(a, b)), OPERATOR, ErrorCode.VM_STATE);
        assertRefused(
                bench,
                new VmCommand.Power(PowerAction.START, List.of(new VmId(bench.host(), UUID.randomUUID()))),
                OPERATOR,
                ErrorCode.VM_NOT_FOUND);
    }

    @Test
    void a_guest_that_does_not_listen_is_named_silent() throws Exception {
        WorkBench bench =
                bench("&faults=ignore-shutdown:deaf", new VmLimits(Duration.ofMillis(200), Duration.ofSeconds(5)));
        VmId id = vmOff(bench, "deaf");
        power(bench, PowerAction.START, id, VmState.RUNNING);

        Outcome outcome = bench.run(new VmCommand.Power(PowerAction.SHUT_DOWN, List.of(id)), OPERATOR);

        assertThat(outcome.problem().code()).isEqualTo(ErrorCode.GUEST_SILENT);
        assertThat(outcome.problem().remedy()).contains("force it off");
        assertThat(outcome.log()).contains("deaf was asked again: a guest that still starts hears nothing");
        assertThat(bench.vm("deaf").orElseThrow().state()).isEqualTo(VmState.RUNNING);
    }

    @Test
    void a_restart_is_over_when_the_guest_did_it_and_a_guest_that_does_not_is_named() throws Exception {
        WorkBench bench =
                bench("&faults=ignore-shutdown:deaf", new VmLimits(Duration.ofMillis(200), Duration.ofSeconds(5)));
        VmId heeds = vmOff(bench, "heeds");
        VmId deaf = vmOff(bench, "deaf");
        power(bench, PowerAction.START, heeds, VmState.RUNNING);
        power(bench, PowerAction.START, deaf, VmState.RUNNING);

        Outcome outcome = bench.run(new VmCommand.Power(PowerAction.REBOOT, List.of(heeds, deaf)), OPERATOR);

        assertThat(outcome.log()).contains("heeds restarted");
        assertThat(outcome.steps().get(0)).isEmpty();
        assertThat(outcome.problem().code()).isEqualTo(ErrorCode.GUEST_SILENT);
        assertThat(outcome.problem().text()).contains("did not restart").contains("force it off");
        assertThat(bench.vm("deaf").orElseThrow().state()).isEqualTo(VmState.RUNNING);
    }

    @Test
    void a_vm_that_vanishes_meanwhile_is_named_vanished() throws Exception {
        WorkBench bench = bench("&faults=vanish:ghost");
        VmId id = vmOff(bench, "ghost");

        Outcome outcome = bench.run(new VmCommand.Power(PowerAction.START, List.of(id)), OPERATOR);

        assertThat(outcome.problem().code()).isEqualTo(ErrorCode.VM_VANISHED);
        assertThat(bench.vm("ghost")).isEmpty();
    }

    @Test
    void a_vm_busy_with_one_job_is_refused_to_another_but_can_be_forced_off() throws Exception {
        WorkBench bench = bench("&faults=ignore-shutdown:deaf");
        VmId id = vmOff(bench, "deaf");
        power(bench, PowerAction.START, id, VmState.RUNNING);
        CompletableFuture<Outcome> waiting = CompletableFuture.supplyAsync(
                () -> run(bench, new VmCommand.Power(PowerAction.SHUT_DOWN, List.of(id))));
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertRefused(
                        bench, new VmCommand.Power(PowerAction.SUSPEND, List.of(id)), OPERATOR, ErrorCode.VM_BUSY));

        assertRefused(bench, new VmCommand.Edit(id, title("x"), Optional.empty()), OPERATOR, ErrorCode.VM_BUSY);
        power(bench, PowerAction.FORCE_OFF, id, VmState.OFF);

        assertThat(waiting.join().done()).isTrue();
        power(bench, PowerAction.START, id, VmState.RUNNING);
    }

    @Test
    void an_edit_changes_what_it_names_and_keeps_the_rest() throws Exception {
        WorkBench bench = bench("");
        VmId id = vmOff(bench, "edited");
        String before = bench.hypervisor().vms().xml(id, false);
        VmChanges changes = new VmChanges(
                Optional.of(3),
                Optional.of(128L << 20),
                Optional.of("Title"),
                Optional.empty(),
                Optional.of(true),
                Optional.of(new TreeSet<>(List.of("t"))));

        Outcome outcome =
                bench.runTwice(new VmCommand.Edit(id, changes, Optional.of(DomainDocument.digest(before))), OPERATOR);

        assertThat(outcome.done()).isTrue();
        bench.await(image -> image.vm(id)
                .filter(vm -> vm.title().equals("Title") && vm.autostart())
                .isPresent());
        Vm vm = bench.vm("edited").orElseThrow();
        assertThat(vm.vcpus()).isEqualTo(3);
        assertThat(vm.tags()).containsExactly("t");
        assertThat(bench.hypervisor().vms().xml(id, false)).contains("<!-- keep -->", "<x:other xmlns:x='urn:x'/>");
        assertRefused(
                bench,
                new VmCommand.Edit(id, title("late"), Optional.of(DomainDocument.digest(before))),
                OPERATOR,
                ErrorCode.VM_CHANGED);
    }

    @Test
    void a_definition_is_replaced_only_by_one_of_the_same_vm() throws Exception {
        WorkBench bench = bench("");
        VmId id = vmOff(bench, "replaced");
        String before = bench.hypervisor().vms().xml(id, false);
        String wanted = before.replace("<!-- keep -->", "<!-- new -->");
        Optional<String> digest = Optional.of(DomainDocument.digest(before));

        assertRefused(
                bench,
                new VmCommand.Redefine(id, before.replace("replaced", "renamed"), digest),
                ADMINISTRATOR,
                ErrorCode.USAGE_INVALID);
        assertThat(bench.runTwice(new VmCommand.Redefine(id, wanted, digest), ADMINISTRATOR)
                        .done())
                .isTrue();

        assertThat(bench.hypervisor().vms().xml(id, false)).isEqualTo(wanted);
        assertRefused(bench, new VmCommand.Redefine(id, before, digest), ADMINISTRATOR, ErrorCode.VM_CHANGED);
    }

    @Test
    void a_vm_goes_with_exactly_the_files_approved() throws Exception {
        WorkBench bench = bench("");
        String mine = file(bench, "mine.raw");
        String second = file(bench, "second.raw");
        String shared = file(bench, "shared.raw");
        VmId id = define(bench, "doomed", disk(mine) + disk(second) + disk(shared));
        define(bench, "neighbour", disk(shared));
        power(bench, PowerAction.START, id, VmState.RUNNING);

        DeletionPlan plan = queries(bench).answer(new VmQuery.Deletion(id));
        assertThat(plan.files()).extracting("path").contains(mine, second, shared);
        assertThat(plan.files()).filteredOn(file -> file.path().equals(mine)).allMatch(DeletionPlan.VmFile::deletable);
        assertThat(plan.files())
                .filteredOn(file -> file.path().equals(shared))
                .singleElement()
                .satisfies(file -> assertThat(file.kept()).isEqualTo("also used by neighbour"));

        assertRefused(bench, delete(id, mine, shared), OPERATOR, ErrorCode.VM_FILES_CHANGED);
        assertRefused(bench, delete(id, mine, "/etc/shadow"), OPERATOR, ErrorCode.VM_FILES_CHANGED);
        assertThat(bench.runTwice(delete(id, mine), OPERATOR).done()).isTrue();

        bench.await(image -> image.vm(id).isEmpty());
        assertThat(bench.hypervisor().files().size(bench.host(), mine)).isEmpty();
        assertThat(bench.hypervisor().files().size(bench.host(), second)).isPresent();
        assertThat(bench.hypervisor().files().size(bench.host(), shared)).isPresent();
    }

    @Test
    void a_file_somebody_else_took_up_meanwhile_stays() throws Exception {
        WorkBench bench = bench("");
        String disk = file(bench, "contested.raw");
        VmId id = define(bench, "doomed", disk(disk));
        VmCommand.Delete command = delete(id, disk);
        assertThat(bench.prepare(command, OPERATOR)).isEqualTo("Delete doomed");
        var definition = new DeleteDefinition(
                new dev.muster.bridge.inventory.Lookup(bench.hypervisors(), bench.inventory()),
                new VmLocks(),
                definitions(bench));
        var prepared = definition.prepare(command, OPERATOR);
        var context = new FactsOnly(prepared.facts());
        context.putFact("deleteBegun:" + id.text(), "doomed");
        define(bench, "latecomer", disk(disk));

        definition.steps(command, prepared.facts()).getFirst().run().run(context);

        assertThat(bench.hypervisor().files().size(bench.host(), disk)).isPresent();
        bench.await(image -> image.vm(id).isEmpty());
    }

    @Test
    void kernels_and_media_outside_pools_stay() throws Exception {
        WorkBench bench = bench("");
        bench.hypervisor().files().createImage(bench.host(), "/boot/vmlinuz", 4096, "raw");
        String inPool = file(bench, "initrd");
        VmSpec spec = spec("k", new BootSource.Kernel("/boot/vmlinuz", inPool, ""));
        bench.run(new VmCommand.Create(bench.host(), spec, false), ADMINISTRATOR);
        VmId id = bench.vm("k").orElseThrow().id();

        DeletionPlan plan = queries(bench).answer(new VmQuery.Deletion(id));

        assertThat(plan.files())
                .filteredOn(file -> file.role() == FileRole.KERNEL)
                .extracting(DeletionPlan.VmFile::deletable)
                .containsExactly(false, true);
        assertThat(bench.run(delete(id, inPool), OPERATOR).done()).isTrue();
        assertThat(bench.hypervisor().files().size(bench.host(), "/boot/vmlinuz"))
                .isPresent();
        assertThat(bench.hypervisor().files().size(bench.host(), inPool)).isEmpty();
    }

    @Test
    void xml_is_answered_with_the_digest_an_edit_needs() throws Exception {
        WorkBench bench = bench("");
        VmId id = vmOff(bench, "asked");

        VmQuery.DomainXml answer = queries(bench).answer(new VmQuery.Xml(id, true));

        assertThat(answer.xml()).contains("asked");
        assertThat(bench.runTwice(new VmCommand.Edit(id, title("ok"), Optional.of(answer.definition())), OPERATOR)
                        .done())
                .isTrue();
    }

    @Test
    void a_serial_line_kept_nowhere_is_said_so() throws Exception {
        WorkBench bench = bench("");
        VmId id = vmOff(bench, "mute");

        MusterException refused = catchThrowableOfType(
                MusterException.class, () -> queries(bench).answer(new VmQuery.SerialOutput(id, 0)));

        assertThat(refused.problem().code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
        assertThat(catchThrowableOfType(
                                MusterException.class, () -> queries(bench).answer(new VmQuery.SerialOutput(id, -1)))
                        .problem()
                        .code())
                .isEqualTo(ErrorCode.USAGE_INVALID);
    }

    @Test
    void a_character_cut_in_the_middle_waits_for_its_rest() {
        byte[] bytes = "aü😀".getBytes(java.nio.charset.StandardCharsets.UTF_8);

        assertThat(VmQueries.wholeCharacters(bytes)).isEqualTo(7);
        assertThat(VmQueries.wholeCharacters(java.util.Arrays.copyOf(bytes, 6))).isEqualTo(3);
        assertThat(VmQueries.wholeCharacters(java.util.Arrays.copyOf(bytes, 4))).isEqualTo(3);
        assertThat(VmQueries.wholeCharacters(java.util.Arrays.copyOf(bytes, 2))).isEqualTo(1);
        assertThat(VmQueries.wholeCharacters(
                        new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80}))
                .isEqualTo(5);
        assertThat(VmQueries.wholeCharacters(new byte[0])).isZero();
    }

    private WorkBench bench(String more) {
        return bench(more, QUICK);
    }

    private WorkBench bench(String more, VmLimits limits) {
        WorkBench bench = new WorkBench(
                new SimulatedDriver(Clock.systemUTC()),
                "sim:///?hosts=1&vms=4&seed=7" + more,
                (hypervisors, inventory) ->
                        new VmFeature(hypervisors, inventory, limits, Minting.secure()).definitions());
        open.add(bench);
        return bench;
    }

    private static Definitions definitions(WorkBench bench) {
        var lookup = new dev.muster.bridge.inventory.Lookup(bench.hypervisors(), bench.inventory());
        VmLocks locks = new VmLocks();
        return new Definitions(
                lookup,
                locks,
                new PowerWork(lookup, locks, QUICK, new dev.muster.bridge.inventory.FileClaims()),
                QUICK);
    }

    private static VmQueries queries(WorkBench bench) {
        return new VmQueries(bench.hypervisors(), bench.inventory());
    }

    private static Outcome run(WorkBench bench, Command command) {
        try {
            return bench.run(command, OPERATOR);
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private static String directory(WorkBench bench) {
        return bench.inventory().image().pools().values().stream()
                .filter(Pool::active)
                .map(Pool::path)
                .findFirst()
                .orElseThrow();
    }

    private static String file(WorkBench bench, String name) {
        String path = directory(bench) + "/" + name;
        bench.hypervisor().files().createImage(bench.host(), path, 4096, "raw");
        return path;
    }

    private static VmSpec spec(String name, BootSource boot) {
        return new VmSpec(name, 1, 64L << 20, boot, List.of(), "", new TreeSet<>(List.of("prod")));
    }

    private static VmCommand.Create create(WorkBench bench, VmSpec spec) {
        return new VmCommand.Create(bench.host(), spec, true);
    }

    private static VmCommand.Delete delete(VmId id, String... files) {
        return new VmCommand.Delete(List.of(new VmCommand.Deletion(id, List.of(files))));
    }

    private static String disk(String path) {
        return "<disk type='file' device='disk'><source file='" + path + "'/><target dev='d" + path.hashCode()
                + "' bus='virtio'/></disk>";
    }

    private static VmId vmOff(WorkBench bench, String name) throws InterruptedException {
        return define(bench, name, "");
    }

    private static VmId define(WorkBench bench, String name, String devices) throws InterruptedException {
        VmId id = bench.hypervisor().vms().define(bench.host(), """
                <domain type='test'>
                  <!-- keep -->
                  <name>%s</name>
                  <metadata><x:other xmlns:x='urn:x'/></metadata>
                  <memory unit='MiB'>64</memory>
                  <vcpu>1</vcpu>
                  <os><type>hvm</type></os>
                  <devices>%s</devices>
                </domain>
                """.formatted(name, devices));
        bench.await(image -> image.vm(id).isPresent());
        return id;
    }

    private static void power(WorkBench bench, PowerAction action, VmId id, VmState wanted)
            throws InterruptedException {
        Outcome outcome = action == PowerAction.REBOOT
                ? bench.run(new VmCommand.Power(action, List.of(id)), OPERATOR)
                : bench.runTwice(new VmCommand.Power(action, List.of(id)), OPERATOR);
        assertThat(outcome.steps()).containsExactly(Optional.empty());
        assertThat(bench.inventory().image().vm(id).orElseThrow().state()).isEqualTo(wanted);
    }

    private static VmChanges title(String title) {
        return new VmChanges(
                Optional.empty(),
                Optional.empty(),
                Optional.of(title),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static void assertRefused(WorkBench bench, Command command, Principal by, ErrorCode code) {
        MusterException refused = catchThrowableOfType(MusterException.class, () -> bench.prepare(command, by));
        assertThat(refused).as("refusal of " + command).isNotNull();
        assertThat(refused.problem().code()).as(refused.problem().text()).isEqualTo(code);
    }
}

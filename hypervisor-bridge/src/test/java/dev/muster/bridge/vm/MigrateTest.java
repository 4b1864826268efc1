package dev.muster.bridge.vm;

import static dev.muster.bridge.testing.WorkBench.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.bridge.hypervisor.simulated.SimulatedDriver;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.testing.WorkBench;
import dev.muster.model.access.Role;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.snapshot.Snapshot;
import dev.muster.model.snapshot.SnapshotCommand;
import dev.muster.model.vm.MigrationOptions;
import dev.muster.model.vm.MigrationPlan;
import dev.muster.model.vm.MigrationPlan.Check;
import dev.muster.model.vm.MigrationPlan.Topic;
import dev.muster.model.vm.MigrationPlan.Verdict;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigrateTest {
    private static final MigrationOptions COPYING = new MigrationOptions(true, true, 0, true, false, "");

    private final WorkBench bench = bench("");
    private final HostId from = bench.hypervisor().hosts().getFirst();
    private final HostId to = bench.hypervisor().hosts().get(1);

    private static WorkBench bench(String more) {
        return new WorkBench(
                new SimulatedDriver(Clock.systemUTC()),
                "sim:///?hosts=2&vms=2&seed=7" + more,
                (hypervisors, inventory) -> new VmFeature(
                                hypervisors,
                                inventory,
                                new VmLimits(Duration.ofSeconds(5), Duration.ofSeconds(5)),
                                Minting.secure())
                        .definitions());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void a_vm_that_runs_runs_on_the_other_host_and_nowhere_else() throws Exception {
        VmId vm = running("");
        bench.hypervisor().vms().setAutostart(vm, true);
        bench.await(image -> image.vm(vm).orElseThrow().autostart());

        assertThat(bench.runTwice(new VmCommand.Migrate(vm, to, MigrationOptions.USUAL), OPERATOR)
                        .done())
                .isTrue();

        VmId there = new VmId(to, vm.uuid());
        assertThat(bench.inventory().image().vm(vm)).isEmpty();
        assertThat(bench.hypervisor().vms().get(there).state()).isEqualTo(VmState.RUNNING);
        assertThat(bench.hypervisor().vms().get(there).autostart()).isTrue();
        assertThat(bench.hypervisor().vms().get(there).tags()).containsExactly("prod");
    }

    @Test
    void each_reason_why_not_is_named_and_none_is_overcome_by_asking() throws Exception {
        VmId vm = running("""
                <hostdev mode='subsystem' type='usb'/><interface type='network'><source network='nowhere'/></interface>
                <disk type='file' device='cdrom'><source file='/srv/debian.iso'/><target dev='sda'/><readonly/></disk>
                """);
        bench.hypervisor()
                .snapshots()
                .create(new SnapshotCommand.Create(vm, "one", "", Snapshot.Place.INTERNAL), List.of());
        bench.hypervisor().vms().define(to, xml("mover", "99999999-9999-4999-8999-999999999999", ""));
        bench.await(image -> image.vms().values().stream()
                        .filter(one -> one.name().equals("mover"))
                        .count()
                == 2);

        MigrationPlan plan = plan(vm, to);

        assertThat(plan.possible()).isFalse();
        assertThat(plan.checks())
                .filteredOn(check -> check.verdict() == Verdict.BLOCKED)
                .extracting(Check::topic)
                .containsExactly(Topic.NAME, Topic.STORAGE, Topic.NETWORK, Topic.DEVICES, Topic.SNAPSHOTS);
        assertThat(plan.checks().getFirst().verdict()).isEqualTo(Verdict.BLOCKED);
        refused(new VmCommand.Migrate(vm, to, COPYING), ErrorCode.MIGRATION_REFUSED);
        assertThat(plan(vm, from).checks())
                .filteredOn(check -> check.topic() == Topic.TARGET)
                .extracting(Check::text)
                .containsExactly("mover is on " + from + " already.");
        assertThat(plan(vm, HostId.of("gone")).possible()).isFalse();
    }

    @Test
    void disks_the_target_does_not_see_are_copied_when_that_is_asked_for() throws Exception {
        VolumeId volume = volume(from);
        VmId vm = running("<disk type='file' device='disk'><driver type='qcow2'/><source file='/srv/move/a.qcow2'/>"
                + "<target dev='vda'/></disk>");
        assertThat(plan(vm, to).checks())
                .filteredOn(check -> check.verdict() == Verdict.BLOCKED)
                .extracting(Check::text)
                .singleElement()
                .asString()
                .contains("no pool there has the directory /srv/move");
        PoolId pool = pool(to);

        assertThat(plan(vm, to).needsCopies()).isTrue();
        refused(new VmCommand.Migrate(vm, to, MigrationOptions.USUAL), ErrorCode.MIGRATION_REFUSED);
        assertThat(bench.run(new VmCommand.Migrate(vm, to, COPYING), OPERATOR).done())
                .isTrue();

        assertThat(bench.inventory().image().volumes()).containsKeys(volume, new VolumeId(pool, "a.qcow2"));
    }

    @Test
    void a_file_of_the_same_path_that_is_another_one_is_never_written_to() throws Exception {
        volume(from);
        bench.hypervisor()
                .volumes()
                .create(
                        pool(to),
                        "<volume><name>a.qcow2</name><capacity>4096</capacity><target><format type='qcow2'/></target></volume>");
        VmId vm = running("<disk type='file' device='disk'><driver type='qcow2'/><source file='/srv/move/a.qcow2'/>"
                + "<target dev='vda'/></disk>");
        bench.await(image -> image.volumes().values().stream()
                        .filter(one -> one.path().equals("/srv/move/a.qcow2"))
                        .count()
                == 2);

        assertThat(plan(vm, to).possible()).isFalse();
        refused(new VmCommand.Migrate(vm, to, COPYING), ErrorCode.MIGRATION_REFUSED);
    }

    @Test
    void a_migration_that_fails_leaves_the_vm_where_it_was() throws Exception {
        try (WorkBench failing = bench("&faults=fail-start:mover")) {
            VmId vm = failing.hypervisor().vms().define(from, xml("mover", "11111111-1111-4111-8111-111111111111", ""));
            failing.await(image -> image.vm(vm).isPresent());

            WorkBench.Outcome outcome = failing.run(new VmCommand.Migrate(vm, to, MigrationOptions.USUAL), OPERATOR);

            assertThat(outcome.problem().code()).isEqualTo(ErrorCode.HYPERVISOR_REFUSED);
            assertThat(outcome.log()).contains("mover is on " + from + " as before");
            assertThat(failing.hypervisor().vms().get(vm).name()).isEqualTo("mover");
        }
    }

    @Test
    void only_an_administrator_says_where_memory_is_sent_and_what_makes_no_sense_is_refused() {
        VmId vm = new VmId(from, new java.util.UUID(1, 2));

        assertThat(new VmCommand.Migrate(vm, to, MigrationOptions.USUAL).requires())
                .isEqualTo(Role.OPERATOR);
        assertThat(new VmCommand.Migrate(vm, to, new MigrationOptions(true, false, 0, true, false, "10.0.0.9"))
                        .requires())
                .isEqualTo(Role.ADMINISTRATOR);
        for (Runnable wrong : List.<Runnable>of(
                () -> new MigrationOptions(true, false, -1, true, false, ""),
                () -> new MigrationOptions(true, false, 0, true, false, "tcp://elsewhere/"),
                () -> new MigrationOptions(false, false, 0, true, true, ""))) {
            assertThat(catchThrowableOfType(MusterException.class, wrong::run)
                            .problem()
                            .code())
                    .isEqualTo(ErrorCode.USAGE_INVALID);
        }
    }

    private MigrationPlan plan(VmId vm, HostId target) {
        return new VmQueries(bench.hypervisors(), bench.inventory()).answer(new VmQuery.Migrating(vm, target));
    }

    private void refused(VmCommand command, ErrorCode code) {
        MusterException refused = catchThrowableOfType(MusterException.class, () -> bench.prepare(command, OPERATOR));
        assertThat(refused.problem().code()).isEqualTo(code);
        assertThat(refused.problem().remedy()).isNotBlank();
    }

    private PoolId pool(HostId host) throws InterruptedException {
        PoolId pool = bench.hypervisor()
                .pools()
                .define(host, "<pool type='dir'><name>move</name><target><path>/srv/move</path></target></pool>");
        bench.hypervisor().pools().start(pool, true);
        bench.await(image ->
                image.pools().containsKey(pool) && image.pools().get(pool).active());
        return pool;
    }

    private VolumeId volume(HostId host) throws InterruptedException {
        VolumeId volume = bench.hypervisor()
                .volumes()
                .create(
                        pool(host),
                        "<volume><name>a.qcow2</name><capacity>1048576</capacity><target><format type='qcow2'/></target></volume>");
        bench.await(image -> image.volumes().containsKey(volume));
        return volume;
    }

    private static String xml(String name, String uuid, String devices) {
        return """
                <domain type='test'><name>%s</name><uuid>%s</uuid>
                  <metadata><m:vm xmlns:m='https://muster.dev/vm/1'><m:tag>prod</m:tag></m:vm></metadata>
                  <memory unit='MiB'>64</memory><os><type>hvm</type></os><devices>%s</devices></domain>
                """.formatted(name, uuid, devices);
    }

    private VmId running(String devices) throws InterruptedException {
        VmId id = bench.hypervisor().vms().define(from, xml("mover", "11111111-1111-4111-8111-111111111111", devices));
        bench.hypervisor().vms().power(id, PowerAction.START);
        bench.await(image ->
                image.vm(id).filter(vm -> vm.state() == VmState.RUNNING).isPresent());
        return id;
    }
}

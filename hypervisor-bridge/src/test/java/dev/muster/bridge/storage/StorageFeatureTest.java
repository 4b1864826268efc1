package dev.muster.bridge.storage;

import static dev.muster.bridge.testing.WorkBench.ADMINISTRATOR;
import static dev.muster.bridge.testing.WorkBench.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.bridge.hypervisor.simulated.SimulatedDriver;
import dev.muster.bridge.testing.WorkBench;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.storage.PoolSpec;
import dev.muster.model.vm.PowerAction;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StorageFeatureTest {
    private final List<WorkBench> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(WorkBench::close);
    }

    @Test
    void a_volume_over_another_grows_is_copied_and_wiped_each_step_twice() throws Exception {
        try (WorkBench bench = bench("")) {
            bench.run(create(bench, "p", "/srv/p"), ADMINISTRATOR);
            PoolId pool = bench.inventory().image().pools().values().stream()
                    .filter(one -> one.name().equals("p"))
                    .findFirst()
                    .orElseThrow()
                    .id();
            bench.run(new PoolCommand.CreateVolume(pool, "base.qcow2", 1 << 20, "qcow2"), OPERATOR);
            VolumeId over = new VolumeId(pool, "over.qcow2");

            assertRefused(
                    bench,
                    new PoolCommand.CreateVolume(pool, "small.qcow2", 1 << 10, "qcow2", "base.qcow2"),
                    ErrorCode.USAGE_INVALID);
            assertThat(bench.runTwice(
                                    new PoolCommand.CreateVolume(pool, "over.qcow2", 1 << 20, "qcow2", "base.qcow2"),
                                    OPERATOR)
                            .done())
                    .isTrue();
            assertThat(bench.runTwice(new PoolCommand.ResizeVolume(over, 2 << 20), OPERATOR)
                            .done())
                    .isTrue();
            assertRefused(bench, new PoolCommand.ResizeVolume(over, 1 << 20), ErrorCode.USAGE_INVALID);
            assertThat(bench.runTwice(new PoolCommand.CloneVolume(over, "copy.qcow2"), OPERATOR)
                            .done())
                    .isTrue();
            assertRefused(bench, new PoolCommand.CloneVolume(over, "copy.qcow2"), ErrorCode.VOLUME_EXISTS);
            assertThat(bench.runTwice(new PoolCommand.WipeVolume(new VolumeId(pool, "copy.qcow2")), OPERATOR)
                            .done())
                    .isTrue();
            bench.runAndUndo(new PoolCommand.CloneVolume(over, "gone.qcow2"), OPERATOR);

            bench.await(image -> !image.volumes().containsKey(new VolumeId(pool, "gone.qcow2")));
            assertThat(bench.inventory().image().volumes()).containsKeys(over, new VolumeId(pool, "copy.qcow2"));
        }
    }

    @Test
    void a_pool_and_a_volume_live_their_lives_each_step_twice() throws Exception {
        WorkBench bench = bench("");
        PoolId pool = pool(bench);
        VolumeId volume = new VolumeId(pool, "data.qcow2");

        assertThat(bench.runTwice(new PoolCommand.CreateVolume(pool, "data.qcow2", 1 << 20, "qcow2"), OPERATOR)
                        .done())
                .isTrue();
        assertThat(bench.inventory().image().volumes().get(volume)).isNotNull();
        assertRefused(bench, new PoolCommand.CreateVolume(pool, "data.qcow2", 1 << 20, "raw"), ErrorCode.VOLUME_EXISTS);
        assertThat(bench.runTwice(new PoolCommand.Refresh(pool), OPERATOR).done())
                .isTrue();
        assertThat(bench.runTwice(new PoolCommand.DeleteVolume(volume), OPERATOR)
                        .done())
                .isTrue();
        assertThat(bench.inventory().image().volumes()).doesNotContainKey(volume);
        assertThat(bench.runTwice(new PoolCommand.Stop(pool), OPERATOR).done()).isTrue();
        assertRefused(bench, new PoolCommand.CreateVolume(pool, "x", 1, "raw"), ErrorCode.POOL_STATE);
        assertThat(bench.runTwice(new PoolCommand.Start(pool), OPERATOR).done()).isTrue();
        assertThat(bench.runTwice(new PoolCommand.SetAutostart(pool, false), OPERATOR)
                        .done())
                .isTrue();
        assertThat(bench.runTwice(new PoolCommand.Delete(pool), OPERATOR).title())
                .isEqualTo("Delete pool lab-pool");
        assertThat(bench.inventory().image().pools()).doesNotContainKey(pool);
    }

    @Test
    void taking_new_things_back_leaves_nothing() throws Exception {
        WorkBench bench = bench("");
        PoolId pool = pool(bench);

        bench.runAndUndo(new PoolCommand.CreateVolume(pool, "v.raw", 1 << 20, "raw"), OPERATOR);
        bench.await(image -> !image.volumes().containsKey(new VolumeId(pool, "v.raw")));
        bench.runAndUndo(new PoolCommand.Create(bench.host(), new PoolSpec("p2", "/srv/p2"), true), ADMINISTRATOR);

        bench.await(image ->
                image.pools().values().stream().noneMatch(one -> one.name().equals("p2")));
        assertThat(bench.inventory().image().pools()).containsKey(pool);
    }

    @Test
    void a_full_disk_is_named_and_leaves_nothing() throws Exception {
        WorkBench bench = bench("&faults=disk-full:h001");
        PoolId pool = pool(bench);

        WorkBench.Outcome outcome =
                bench.run(new PoolCommand.CreateVolume(pool, "big.qcow2", 1 << 20, "qcow2"), OPERATOR);

        assertThat(outcome.problem().code()).isEqualTo(ErrorCode.DISK_FULL);
        assertThat(bench.inventory().image().volumes()).doesNotContainKey(new VolumeId(pool, "big.qcow2"));
    }

    @Test
    void what_is_taken_or_missing_is_refused() throws Exception {
        WorkBench bench = bench("");
        PoolId pool = pool(bench);

        assertRefused(bench, create(bench, "lab-pool", "/srv/other"), ErrorCode.POOL_EXISTS);
        assertRefused(bench, create(bench, "other", "/srv//lab/./"), ErrorCode.POOL_EXISTS);
        assertRefused(
                bench, new PoolCommand.Start(new PoolId(bench.host(), UUID.randomUUID())), ErrorCode.POOL_NOT_FOUND);
        assertRefused(bench, new PoolCommand.DeleteVolume(new VolumeId(pool, "none")), ErrorCode.VOLUME_NOT_FOUND);
        assertRefused(bench, new PoolCommand.Define(bench.host(), "<pool/>"), ErrorCode.XML_INVALID);
    }

    @Test
    void raw_xml_is_defined_but_not_started() throws Exception {
        WorkBench bench = bench("");
        String xml = "<pool type='dir'><name>raw</name><target><path>/srv/raw</path></target></pool>";

        assertThat(bench.runTwice(new PoolCommand.Define(bench.host(), xml), ADMINISTRATOR)
                        .done())
                .isTrue();

        Pool made = bench.inventory().image().pools().values().stream()
                .filter(one -> one.name().equals("raw"))
                .findFirst()
                .orElseThrow();
        assertThat(made.active()).isFalse();
    }

    @Test
    void what_a_vm_uses_is_not_deleted() throws Exception {
        WorkBench bench = bench("");
        PoolId pool = pool(bench);
        bench.run(new PoolCommand.CreateVolume(pool, "used.raw", 1 << 20, "raw"), OPERATOR);
        VmId vm = bench.hypervisor().vms().define(bench.host(), """
                <domain type='test'><name>user</name><memory unit='MiB'>64</memory><os><type>hvm</type></os>
                <devices><disk type='file'><source file='/srv/lab/used.raw'/><target dev='vda'/></disk></devices></domain>
                """);
        bench.await(image -> image.vm(vm).isPresent());

        assertRefused(bench, new PoolCommand.DeleteVolume(new VolumeId(pool, "used.raw")), ErrorCode.POOL_STATE);
        assertThat(bench.prepare(new PoolCommand.Delete(pool), OPERATOR)).isEqualTo("Delete pool lab-pool");
        bench.hypervisor().vms().power(vm, PowerAction.START);
        bench.await(image -> image.vm(vm).filter(one -> one.state().isActive()).isPresent());
        assertRefused(bench, new PoolCommand.Delete(pool), ErrorCode.POOL_STATE);
    }

    private WorkBench bench(String more) {
        WorkBench bench = new WorkBench(
                new SimulatedDriver(Clock.systemUTC()),
                "sim:///?hosts=1&vms=0&seed=7" + more,
                (hypervisors, inventory) -> new StorageFeature(hypervisors, inventory).definitions());
        open.add(bench);
        return bench;
    }

    private static PoolCommand.Create create(WorkBench bench, String name, String path) {
        return new PoolCommand.Create(bench.host(), new PoolSpec(name, path), true);
    }

    private static PoolId pool(WorkBench bench) throws InterruptedException {
        assertThat(bench.runTwice(create(bench, "lab-pool", "/srv/lab"), ADMINISTRATOR)
                        .done())
                .isTrue();
        Optional<Pool> made = bench.inventory().image().pools().values().stream()
                .filter(pool -> pool.name().equals("lab-pool"))
                .findFirst();
        assertThat(made.orElseThrow().active()).isTrue();
        return made.orElseThrow().id();
    }

    private static void assertRefused(WorkBench bench, Command command, ErrorCode code) {
        MusterException refused =
                catchThrowableOfType(MusterException.class, () -> bench.prepare(command, ADMINISTRATOR));
        assertThat(refused).as("refusal of " + command).isNotNull();
        assertThat(refused.problem().code()).as(refused.problem().text()).isEqualTo(code);
    }
}

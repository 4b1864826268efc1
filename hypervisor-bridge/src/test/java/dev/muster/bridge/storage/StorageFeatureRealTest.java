package dev.muster.bridge.storage;

import static dev.muster.bridge.testing.WorkBench.ADMINISTRATOR;
import static dev.muster.bridge.testing.WorkBench.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.bridge.hypervisor.libvirt.LibvirtDriver;
import dev.muster.bridge.network.NetworkFeature;
import dev.muster.bridge.testing.WorkBench;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.network.NetworkCommand;
import dev.muster.model.network.NetworkSpec;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.storage.PoolSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The work on pools, volumes and networks, under a libvirtd of the test's own. */
@Tag("real")
class StorageFeatureRealTest {
    private static final Path SMALL = Path.of("/var/lib/libvirt/images/small");

    private final WorkBench bench = new WorkBench(
            new LibvirtDriver(Clock.systemUTC(), Duration.ofSeconds(30), "tcg"),
            "qemu:///system",
            (hypervisors, inventory) -> Stream.concat(
                            new StorageFeature(hypervisors, inventory).definitions().stream(),
                            new NetworkFeature(hypervisors, inventory).definitions().stream())
                    .toList());

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void a_volume_that_does_not_fit_is_named_and_leaves_nothing() throws Exception {
        Files.createDirectories(SMALL);
        command("mount", "-t", "tmpfs", "-o", "size=16k,mode=755", "tmpfs", SMALL.toString());
        PoolId pool = pool("small", SMALL.toString());
        try {
            WorkBench.Outcome outcome =
                    bench.run(new PoolCommand.CreateVolume(pool, "big.qcow2", 64 << 20, "qcow2"), OPERATOR);

            assertThat(outcome.problem().code()).as(outcome.problem().text()).isEqualTo(ErrorCode.DISK_FULL);
            assertThat(SMALL.resolve("big.qcow2")).doesNotExist();
            // a reading of the pool that began while libvirt was at it may still be on its way
            bench.await(image -> !image.volumes().containsKey(new VolumeId(pool, "big.qcow2")));
        } finally {
            assertThat(bench.runTwice(new PoolCommand.Delete(pool), OPERATOR).done())
                    .isTrue();
            command("umount", SMALL.toString());
        }
    }

    @Test
    void an_operators_copy_holds_nothing_of_what_lies_outside_the_pools() throws Exception {
        Path directory = Path.of("/var/lib/libvirt/images/copies");
        PoolId pool = pool("copies", directory.toString());
        try {
            image(directory, "good.qcow2", "qcow2", "8M");
            image(directory, "evil.qcow2", "qcow2", "-u", "-b", "/etc/hostname", "-F", "raw", "8M");
            image(directory, "other.vmdk", "vmdk", "8M");
            bench.run(new PoolCommand.Refresh(pool), OPERATOR);
            bench.await(image -> image.volumes().containsKey(new VolumeId(pool, "other.vmdk")));

            for (String name : List.of("evil.qcow2", "other.vmdk")) {
                PoolCommand.CloneVolume copy = new PoolCommand.CloneVolume(new VolumeId(pool, name), "copy");
                MusterException refused =
                        catchThrowableOfType(MusterException.class, () -> bench.prepare(copy, OPERATOR));
                assertThat(refused).as(name).isNotNull();
                assertThat(refused.problem().code()).isEqualTo(ErrorCode.PATH_FORBIDDEN);
                assertThat(bench.prepare(copy, ADMINISTRATOR)).isNotBlank();
            }
            assertThat(bench.runTwice(
                                    new PoolCommand.CloneVolume(new VolumeId(pool, "good.qcow2"), "copy.qcow2"),
                                    OPERATOR)
                            .done())
                    .isTrue();
        } finally {
            assertThat(bench.run(new PoolCommand.Delete(pool), OPERATOR).done()).isTrue();
            for (String name : List.of("good.qcow2", "evil.qcow2", "other.vmdk", "copy.qcow2")) {
                Files.deleteIfExists(directory.resolve(name));
            }
        }
    }

    private static void image(Path directory, String name, String format, String... how) throws Exception {
        List<String> line = new ArrayList<>(List.of("qemu-img", "create", "-q", "-f", format));
        line.addAll(List.of(how).subList(0, how.length - 1));
        line.addAll(List.of(directory.resolve(name).toString(), how[how.length - 1]));
        command(line.toArray(String[]::new));
    }

    @Test
    void a_pool_with_a_volume_lives_its_life_each_step_twice() throws Exception {
        PoolId pool = pool("life", "/var/lib/libvirt/images/life");
        VolumeId volume = new VolumeId(pool, "data.qcow2");

        assertThat(bench.runTwice(new PoolCommand.CreateVolume(pool, "data.qcow2", 8 << 20, "qcow2"), OPERATOR)
                        .done())
                .isTrue();
        assertThat(bench.runTwice(new PoolCommand.Refresh(pool), OPERATOR).done())
                .isTrue();
        assertThat(bench.runTwice(new PoolCommand.DeleteVolume(volume), OPERATOR)
                        .done())
                .isTrue();
        assertThat(bench.runTwice(new PoolCommand.Stop(pool), OPERATOR).done()).isTrue();
        assertThat(bench.runTwice(new PoolCommand.Delete(pool), OPERATOR).done())
                .isTrue();

        assertThat(bench.inventory().image().pools()).doesNotContainKey(pool);
        assertThat(Path.of("/var/lib/libvirt/images/life")).isEmptyDirectory();
    }

    @Test
    void a_network_lives_its_life_each_step_twice() throws Exception {
        NetworkSpec spec =
                new NetworkSpec("life-net", NetworkSpec.Mode.ISOLATED, "10.214.7.1/24", "10.214.7.10", "10.214.7.20");

        assertThat(bench.runTwice(new NetworkCommand.Create(bench.host(), spec, true), OPERATOR)
                        .done())
                .isTrue();
        NetworkId id = bench.inventory().image().networks().values().stream()
                .filter(network -> network.name().equals("life-net"))
                .findFirst()
                .orElseThrow()
                .id();
        assertThat(bench.runTwice(new NetworkCommand.Stop(id), OPERATOR).done()).isTrue();
        assertThat(bench.runTwice(new NetworkCommand.Start(id), OPERATOR).done())
                .isTrue();
        assertThat(bench.runTwice(new NetworkCommand.Delete(id), OPERATOR).done())
                .isTrue();

        assertThat(bench.inventory().image().networks()).doesNotContainKey(id);
    }

    private PoolId pool(String name, String path) throws InterruptedException {
        assertThat(bench.runTwice(new PoolCommand.Create(bench.host(), new PoolSpec(name, path), true), ADMINISTRATOR)
                        .steps())
                .allMatch(java.util.Optional::isEmpty);
        return bench.inventory().image().pools().values().stream()
                .filter(pool -> pool.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static void command(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output;
        try (var reader = process.inputReader()) {
            output = reader.readAllAsString();
        }
        assertThat(process.waitFor()).as(output).isZero();
    }
}

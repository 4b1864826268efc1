package dev.muster.bridge.stats;

import static dev.muster.bridge.testing.WorkBench.ADMINISTRATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.hypervisor.libvirt.LibvirtDriver;
import dev.muster.bridge.testing.TinyGuest;
import dev.muster.bridge.testing.WorkBench;
import dev.muster.bridge.vm.VmFeature;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.stats.StatsQuery;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What real guests use is seen. */
@Tag("real")
class StatsRealTest {
    private static final Path IMAGES = Path.of("/var/lib/libvirt/images/stats");

    private final WorkBench bench = new WorkBench(
            new LibvirtDriver(Clock.systemUTC()),
            "qemu:///system",
            (hypervisors, inventory) -> new VmFeature(hypervisors, inventory).definitions());

    @AfterEach
    void leaveNothing() throws Exception {
        for (var vm : bench.inventory().image().vms().values()) {
            bench.hypervisor().vms().power(vm.id(), PowerAction.FORCE_OFF);
            bench.await(image ->
                    image.vm(vm.id()).filter(one -> one.state().isActive()).isEmpty());
            bench.hypervisor().vms().undefine(vm.id());
        }
        bench.close();
    }

    @Test
    void a_busy_guest_is_told_from_one_that_idles() throws Exception {
        Files.createDirectories(IMAGES);
        TinyGuest guest = TinyGuest.build();
        VmId idle = start(guest, "idle", "");
        VmId busy = start(guest, "busy", " muster.busy");

        try (Sampler sampler = new Sampler(bench.hypervisors(), bench.inventory(), Clock.systemUTC())) {
            StatsAnswers answers = new StatsAnswers(sampler, bench.inventory(), Clock.systemUTC());
            sampler.start();
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                StatsQuery.HostLoad load = answers.answer(new StatsQuery.Load(bench.host()));
                double worked = cpu(load, busy);
                double idled = cpu(load, idle);
                assertThat(worked).isGreaterThan(20);
                assertThat(idled).isBetween(0.0, worked / 2);
            });
            assertThat(answers.answer(new StatsQuery.Load(bench.host())).total().residentBytes())
                    .isPositive();
        }
    }

    private static double cpu(StatsQuery.HostLoad load, VmId vm) {
        return load.vms().stream()
                .filter(each -> each.vm().equals(vm))
                .mapToDouble(each -> each.usage().cpuPercent())
                .findFirst()
                .orElse(-1);
    }

    private VmId start(TinyGuest guest, String name, String more) throws Exception {
        Path kernel = Files.copy(guest.kernel(), IMAGES.resolve("vmlinuz"), StandardCopyOption.REPLACE_EXISTING);
        Path initrd = Files.copy(guest.initrd(), IMAGES.resolve("initrd"), StandardCopyOption.REPLACE_EXISTING);
        VmSpec spec = new VmSpec(
                name,
                1,
                192L << 20,
                new BootSource.Kernel(kernel.toString(), initrd.toString(), TinyGuest.commandLine(name) + more),
                List.of(),
                "",
                new TreeSet<>());
        assertThat(bench.run(new VmCommand.Create(bench.host(), spec, true), ADMINISTRATOR)
                        .done())
                .isTrue();
        bench.await(image ->
                image.vms().values().stream().anyMatch(vm -> vm.name().equals(name) && vm.state() == VmState.RUNNING));
        return bench.vm(name).orElseThrow().id();
    }
}

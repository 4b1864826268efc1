package dev.muster.bridge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.open.VolumeTransfers;
import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import dev.muster.model.network.Lease;
import dev.muster.model.network.NetworkCommand;
import dev.muster.model.network.NetworkQuery;
import dev.muster.model.network.NetworkSpec;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.storage.PoolSpec;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmSpec;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks, pools and volumes for real guests, under a libvirtd of the test's own. */
@Tag("real")
class ProvisionOnQemuRealTest {
    private static final String NAME = "provisioned";

    @TempDir
    Path directory;

    @Test
    void the_lease_of_a_real_guest_in_a_nat_network_is_seen() throws Exception {
        TinyGuest guest = TinyGuest.build();
        try (RealBridge real = RealBridge.open(directory.resolve("state"))) {
            real.connect();
            real.done(new NetworkCommand.Create(
                    RealBridge.HOST,
                    new NetworkSpec(
                            NAME,
                            NetworkSpec.Mode.NAT,
                            "10.214.9.1/24",
                            "10.214.9.10",
                            "10.214.9.20",
                            "lab.example",
                            "",
                            List.of()),
                    false));
            Network network = real.bridge().inventory().networks().values().stream()
                    .filter(one -> one.name().equals(NAME))
                    .findFirst()
                    .orElseThrow();
            real.done(new VmCommand.Create(
                    RealBridge.HOST,
                    new VmSpec(
                            NAME,
                            1,
                            96L << 20,
                            new BootSource.Kernel(
                                    guest.kernel().toString(), guest.initrd().toString(), TinyGuest.commandLine(NAME)),
                            List.of(NAME),
                            "",
                            new TreeSet<>()),
                    true));
            String mac = real.vm(NAME).nics().getFirst().mac();

            Lease lease = await().atMost(Duration.ofSeconds(90))
                    .until(
                            () -> real.bridge()
                                    .ask(new NetworkQuery.Leases(network.id()))
                                    .leases(),
                            leases -> !leases.isEmpty())
                    .getFirst();

            assertThat(lease.mac()).isEqualTo(mac);
            assertThat(lease.address()).matches("10\\.214\\.9\\.(1\\d|20)/24");
            assertThat(lease.expires()).isAfter(Instant.now());
            real.done(new VmCommand.Power(
                    PowerAction.FORCE_OFF, List.of(real.vm(NAME).id())));
            real.done(new VmCommand.Delete(
                    List.of(new VmCommand.Deletion(real.vm(NAME).id(), List.of()))));
            real.done(new NetworkCommand.Delete(network.id()));
        }
    }

    @Test
    void a_file_goes_up_over_a_restart_of_the_bridge_and_comes_down_the_same() throws Exception {
        byte[] content = new byte[(80 << 20) + 123];
        new Random(3).nextBytes(content);
        Path file = Files.write(directory.resolve("up.img"), content);
        Path state = directory.resolve("state");
        Path where = Path.of("/var/lib/libvirt/images/transfers");
        VolumeId volume;
        JobId job;
        try (RealBridge real = RealBridge.open(state)) {
            real.connect();
            real.done(new PoolCommand.Create(RealBridge.HOST, new PoolSpec(NAME, where.toString()), false));
            Pool pool = real.bridge().inventory().pools().values().stream()
                    .filter(one -> one.name().equals(NAME))
                    .findFirst()
                    .orElseThrow();
            volume = new VolumeId(pool.id(), "up.img");
            job = real.bridge().submit(new PoolCommand.Upload(pool.id(), "up.img", content.length));
            assertThat(catchCancelled(real, job, file, 70L << 20)).isGreaterThanOrEqualTo(70L << 20);
        }
        try (RealBridge real = RealBridge.open(state)) {
            real.connected();
            long[] begun = {-1};
            VolumeTransfers.upload(real.bridge(), job, file, (done, _) -> {
                begun[0] = begun[0] < 0 ? done : begun[0];
                return true;
            });
            assertThat(begun[0]).as("what was kept is not sent again").isGreaterThanOrEqualTo(64L << 20);
            Job ended = real.ended(job);
            assertThat(ended.state()).as(() -> ended.problem().toString()).isEqualTo(JobState.DONE);
            Path down = directory.resolve("down.img");
            VolumeTransfers.download(real.bridge(), volume, down, (_, _) -> true);

            assertThat(Files.mismatch(file, down)).isEqualTo(-1);
            assertThat(Files.mismatch(file, where.resolve("up.img"))).isEqualTo(-1);
            real.done(new PoolCommand.DeleteVolume(volume));
            real.done(new PoolCommand.Delete(volume.pool()));
            assertThat(real.bridge().ask(new JobQuery.Show(job)).recovered()).isNotEmpty();
        }
    }

    private static long catchCancelled(RealBridge real, JobId job, Path file, long atLeast) {
        long[] reached = {0};
        try {
            VolumeTransfers.upload(real.bridge(), job, file, (done, _) -> {
                reached[0] = done;
                return done < atLeast;
            });
        } catch (dev.muster.model.error.MusterException e) {
            assertThat(e.problem().code()).isEqualTo(dev.muster.model.error.ErrorCode.JOB_CANCELLED);
        }
        return reached[0];
    }

    @Tag("long")
    @Test
    void a_vm_made_for_the_network_asks_for_what_the_network_offers() throws Exception {
        try (RealBridge real = RealBridge.open(directory.resolve("state"))) {
            real.connect();
            real.done(new NetworkCommand.Define(RealBridge.HOST, """
                    <network><name>%s</name><bridge name='muster-pxe'/>
                      <ip address='10.214.8.1' prefix='24'><dhcp><range start='10.214.8.10' end='10.214.8.20'/>
                        <bootp file='http://10.214.8.1:8069/boot.ipxe'/></dhcp></ip></network>
                    """.formatted(NAME)));
            Network network = real.bridge().inventory().networks().values().stream()
                    .filter(one -> one.name().equals(NAME))
                    .findFirst()
                    .orElseThrow();
            real.done(new NetworkCommand.Start(network.id()));
            ServerSocket server = new ServerSocket(8069, 5, InetAddress.ofLiteral("10.214.8.1"));
            FutureTask<String> asked = new FutureTask<>(() -> {
                try (Socket guest = server.accept()) {
                    return new BufferedReader(new InputStreamReader(guest.getInputStream(), US_ASCII)).readLine();
                }
            });
            Thread.ofVirtual().start(asked);
            try {
                real.done(new VmCommand.Create(
                        RealBridge.HOST,
                        new VmSpec(NAME, 1, 64L << 20, new BootSource.Pxe("", 0), List.of(NAME), "", new TreeSet<>()),
                        true));
                assertThat(asked.get(60, TimeUnit.SECONDS)).startsWith("GET /boot.ipxe ");
            } finally {
                server.close();
                RealBridge.virsh("destroy", NAME);
                RealBridge.virsh("undefine", NAME);
                RealBridge.virsh("net-destroy", NAME);
                RealBridge.virsh("net-undefine", NAME);
            }
        }
    }
}

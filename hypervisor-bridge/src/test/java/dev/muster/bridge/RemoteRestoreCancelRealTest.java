package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.hypervisor.libvirt.SecondHost;
import dev.muster.bridge.hypervisor.libvirt.TestAuthority;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.PointId;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.backup.RestoreCommand;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.Pool;
import dev.muster.model.job.JobCommand;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.storage.PoolSpec;
import dev.muster.model.vm.VmCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore to another host that is cancelled while it sends. */
@Tag("real")
class RemoteRestoreCancelRealTest {
    private static final HostId THERE = HostId.of("there");
    private static final RepositoryId REPOSITORY = RepositoryId.of("nightly");
    private static final String NAME = "sent";
    private static final int DISK = 512 << 20;

    @TempDir
    Path directory;

    private Optional<SecondHost> second = Optional.empty();

    @BeforeEach
    void startHost() throws Exception {
        KillGround.clear();
        TestAuthority authority = new TestAuthority("lab");
        authority.server(directory.resolve("server"));
        authority.client(directory.resolve("client"), Instant.now().plus(Duration.ofDays(1)));
        second = Optional.of(new SecondHost(directory.resolve("server")));
    }

    @AfterEach
    void endHost() throws Exception {
        second.ifPresent(SecondHost::close);
        KillGround.clear();
    }

    @Test
    void nothing_of_it_is_left_there() throws Exception {
        try (RealBridge real = RealBridge.open(directory.resolve("state"))) {
            PointId point = point(real);
            Path files = Files.createDirectory(directory.resolve("pool"));
            real.done(new PoolCommand.Create(THERE, new PoolSpec(NAME, files.toString()), false));
            Pool pool = real.bridge().inventory().pools().values().stream()
                    .filter(one -> one.id().host().equals(THERE))
                    .findFirst()
                    .orElseThrow();

            JobId job = real.bridge()
                    .submit(new RestoreCommand.RestoreAsNew(point, pool.id(), "again", RestoreCommand.Macs.NEW, false));
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> real.bridge().ask(new JobQuery.Show(job)).steps().stream()
                            .anyMatch(step -> step.progress().done() > 0));
            real.bridge().submit(new JobCommand.Cancel(job));

            assertThat(real.ended(job).state())
                    .as(() -> real.bridge().ask(new JobQuery.Show(job)).toString())
                    .isEqualTo(JobState.CANCELLED);
            try (Stream<Path> left = Files.list(files)) {
                assertThat(left).isEmpty();
            }
            // and the volume's name is free again
            real.done(new RestoreCommand.RestoreDisk(point, "vda", pool.id(), "again-vda.img"));
            assertThat(Files.mismatch(files.resolve("again-vda.img"), directory.resolve("disk.raw")))
                    .isEqualTo(-1);
        }
    }

    /** Of a VM of this machine that is off, with a disk that is full. */
    private PointId point(RealBridge real) throws Exception {
        real.connect();
        real.done(new HostCommand.Connect(
                ConnectionId.of("there"),
                "qemu+tls://localhost:" + second.orElseThrow().port() + "/system?pkipath="
                        + directory.resolve("client")));
        real.awaitImage(image -> image.host(THERE)
                .filter(host -> host.state() == HostState.CONNECTED)
                .isPresent());
        byte[] content = new byte[DISK];
        new Random(5).nextBytes(content);
        Path disk = Files.write(directory.resolve("disk.raw"), content);
        real.done(new VmCommand.Define(RealBridge.HOST, """
                <domain type='qemu'><name>%s</name><memory unit='MiB'>64</memory>
                  <os><type arch='x86_64' machine='pc'>hvm</type></os>
                  <devices>
                    <disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='%s'/>
                      <target dev='vda' bus='virtio'/></disk>
                  </devices></domain>
                """.formatted(NAME, disk), false));
        real.done(new BackupCommand.AddRepository(
                REPOSITORY,
                Files.createDirectory(directory.resolve("repository")).toString()));
        real.done(new BackupCommand.Run(real.vm(NAME).id(), REPOSITORY));
        return real.bridge()
                .ask(new BackupQuery.Points(Optional.empty()))
                .points()
                .getFirst()
                .id();
    }
}

package dev.muster.bridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.open.VolumeTransfers;
import dev.muster.model.bridge.FeatureCall;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobCommand;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import dev.muster.model.network.NetworkQuery;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.storage.PoolQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on their way to and from volumes, over each kind of bridge. */
abstract class TransferContract extends StatsContract {
    @TempDir
    Path files;

    /** One test, as setting a bridge up takes longer than all of it. */
    @Test
    void files_go_up_and_down_resumed_and_cancelled_and_a_network_tells_its_leases() throws Exception {
        Pool pool = connectedPool();
        aFileGoesUpInPartsIsResumedAndComesDownTheSame(pool);
        anUploadThatIsCancelledLeavesNothingAndTakesNoMore(pool);
        leasesAndDefinitionOfANetworkAreTold();
    }

    private void aFileGoesUpInPartsIsResumedAndComesDownTheSame(Pool pool) throws Exception {
        byte[] content = new byte[(3 << 20) + 77];
        new Random(7).nextBytes(content);
        Path file = Files.write(files.resolve("up.raw"), content);

        JobId job = administrator().submit(new PoolCommand.Upload(pool.id(), "up.raw", content.length));
        AtomicInteger parts = new AtomicInteger();
        MusterException stopped = catchThrowableOfType(
                MusterException.class,
                () -> VolumeTransfers.upload(administrator(), job, file, (_, _) -> parts.incrementAndGet() < 2));
        assertThat(stopped.problem().code()).isEqualTo(ErrorCode.JOB_CANCELLED);
        assertThat(VolumeTransfers.send(administrator(), job, 5, Arrays.copyOf(content, 9)))
                .as("a part that is not wanted is passed over")
                .isEqualTo(2 << 20);
        refused(ErrorCode.NOT_ALLOWED, () -> VolumeTransfers.send(viewer(), job, 0, new byte[1]));
        VolumeTransfers.upload(administrator(), job, file, (_, _) -> true);
        Job ended = ended(job);
        assertThat(ended.state()).as(ended.problem().toString()).isEqualTo(JobState.DONE);

        VolumeId volume = new VolumeId(pool.id(), "up.raw");
        await().until(() -> administrator().inventory().volumes().containsKey(volume));
        Path down = files.resolve("down.raw");
        refused(ErrorCode.NOT_ALLOWED, () -> VolumeTransfers.download(viewer(), volume, down, (_, _) -> true));
        String ticket = administrator().ask(new PoolQuery.OpenDownload(volume)).ticket();
        assertThat(VolumeTransfers.fetch(administrator(), ticket, 3 << 20)).hasSize(77);
        refused(ErrorCode.NOT_ALLOWED, () -> VolumeTransfers.fetch(administrator(), "another", 0));
        refused(ErrorCode.NOT_ALLOWED, () -> VolumeTransfers.fetch(viewer(), ticket, 0));
        refused(
                ErrorCode.USAGE_INVALID,
                () -> administrator().call(new FeatureCall("storage/download", Map.of(), new byte[0])));
        refused(
                ErrorCode.NOT_SUPPORTED,
                () -> administrator().call(new FeatureCall("storage/nothing", Map.of(), new byte[0])));
        parts.set(0);
        refused(
                ErrorCode.JOB_CANCELLED,
                () -> VolumeTransfers.download(administrator(), volume, down, (_, _) -> parts.incrementAndGet() < 2));
        assertThat(down).doesNotExist();
        VolumeTransfers.download(administrator(), volume, down, (_, _) -> true);
        assertThat(down).hasBinaryContent(content);
        refused(ErrorCode.VOLUME_EXISTS, () -> VolumeTransfers.download(administrator(), volume, down, (_, _) -> true));
    }

    private void anUploadThatIsCancelledLeavesNothingAndTakesNoMore(Pool pool) {
        JobId job = administrator().submit(new PoolCommand.Upload(pool.id(), "half.raw", 4096));
        assertThat(VolumeTransfers.send(administrator(), job, 0, new byte[100])).isEqualTo(100);

        administrator().submit(new JobCommand.Cancel(job));

        assertThat(ended(job).state()).isEqualTo(JobState.CANCELLED);
        await().until(() -> !administrator().inventory().volumes().containsKey(new VolumeId(pool.id(), "half.raw")));
    }

    private void leasesAndDefinitionOfANetworkAreTold() {
        Network network = administrator().inventory().networks().values().stream()
                .filter(one -> one.active() && one.dhcp())
                .findFirst()
                .orElseThrow();

        assertThat(viewer().ask(new NetworkQuery.Definition(network.id()))
                        .spec()
                        .address())
                .isEqualTo(network.addresses());
        assertThat(viewer().ask(new NetworkQuery.Leases(network.id())).leases())
                .allSatisfy(lease -> assertThat(lease.mac()).contains(":"));
    }

    private Pool connectedPool() {
        HypervisorBridge bridge = administrator();
        JobId job = bridge.submit(new HostCommand.Connect(ConnectionId.of("files"), "sim:///?hosts=1&vms=3&seed=5"));
        assertThat(ended(job).state()).isEqualTo(JobState.DONE);
        return await().until(
                        () -> bridge.inventory().pools().values().stream()
                                .filter(Pool::active)
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private Job ended(JobId job) {
        return await().until(
                        () -> administrator().ask(new JobQuery.Show(job)),
                        shown -> shown.state().isEnded());
    }

    private static void refused(ErrorCode code, Runnable work) {
        MusterException refused = catchThrowableOfType(MusterException.class, work::run);
        assertThat(refused).as("a problem " + code).isNotNull();
        assertThat(refused.problem().code()).isEqualTo(code);
    }
}

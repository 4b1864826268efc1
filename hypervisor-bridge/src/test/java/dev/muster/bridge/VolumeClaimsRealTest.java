package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobCommand;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** M1 of the security review: what a job changes no VM gets meanwhile, and the other way round. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class VolumeClaimsRealTest {
    private static final int BYTES = 1 << 20;

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void clear() throws Exception {
        for (String[] words : new String[][] {
            {"destroy", "claimer"}, {"undefine", "claimer"}, {"pool-destroy", "claims"}, {"pool-undefine", "claims"}
        }) {
            var _ = new ProcessBuilder("virsh", "-c", "qemu:///system", words[0], words[1])
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    @Test
    void a_volume_at_work_is_given_to_no_vm_and_one_in_use_is_not_worked_on() throws Exception {
        Path pool = Files.createDirectories(directory.resolve("pool"));
        RealBridge.virsh("pool-create-as", "claims", "dir", "--target", pool.toString());
        Path link = Files.createSymbolicLink(directory.resolve("link"), pool);
        Path xml = Files.writeString(directory.resolve("vm.xml"), """
                <domain type='qemu'><name>claimer</name><memory unit='MiB'>32</memory>
                  <os><type arch='x86_64' machine='pc'>hvm</type></os>
                  <devices><disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='%s/disk.img'/>
                    <target dev='vda' bus='virtio'/></disk></devices></domain>
                """.formatted(link));
        RealBridge.virsh("define", xml.toString());
        try (RealBridge real = RealBridge.open(directory.resolve("state"))) {
            real.connect();
            VmId vm = real.vm("claimer").id();
            Pool claims = real.bridge().inventory().pools().values().stream()
                    .filter(one -> one.name().equals("claims"))
                    .findFirst()
                    .orElseThrow();
            // it waits for the parts of a file that nobody sends
            JobId upload = real.bridge().submit(new PoolCommand.Upload(claims.id(), "disk.img", BYTES));
            VolumeId volume = new VolumeId(claims.id(), "disk.img");
            real.awaitImage(image -> image.volumes().containsKey(volume));

            Job start = real.ended(real.bridge().submit(new VmCommand.Power(PowerAction.START, List.of(vm))));
            assertThat(start.state()).isEqualTo(JobState.FAILED);
            assertThat(start.problem().orElseThrow().code()).isEqualTo(ErrorCode.VOLUME_BUSY);
            assertThat(start.problem().orElseThrow().what()).contains("Upload volume disk.img");
            assertThat(real.vm("claimer").state()).isEqualTo(VmState.OFF);
            assertThat(code(real, new PoolCommand.WipeVolume(volume)))
                    .isIn(ErrorCode.VOLUME_BUSY, ErrorCode.POOL_STATE);

            real.bridge().submit(new JobCommand.Cancel(upload));
            assertThat(real.ended(upload).state()).isNotEqualTo(JobState.DONE);
            real.awaitImage(image -> !image.volumes().containsKey(volume));
            real.done(new PoolCommand.CreateVolume(claims.id(), "disk.img", BYTES, "raw"));
            real.done(new VmCommand.Power(PowerAction.START, List.of(vm)));
            assertThat(code(real, new PoolCommand.WipeVolume(volume))).isEqualTo(ErrorCode.POOL_STATE);
        }
    }

    private static ErrorCode code(RealBridge real, PoolCommand command) {
        return catchThrowableOfType(MusterException.class, () -> real.bridge().submit(command))
                .problem()
                .code();
    }
}

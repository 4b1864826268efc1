package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.DeletionPlan;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import dev.muster.model.vm.VmSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole bridge, as a console meets it, from an empty state directory to a guest that speaks and is deleted. */
@Tag("real")
class BridgeOnQemuRealTest {
    private static final String NAME = "whole-bridge";

    @TempDir
    Path directory;

    @Test
    void a_guest_lives_its_whole_life_and_the_audit_holds() throws Exception {
        TinyGuest guest = TinyGuest.build();
        VmSpec spec = new VmSpec(
                NAME,
                1,
                96L << 20,
                new BootSource.Kernel(
                        guest.kernel().toString(), guest.initrd().toString(), TinyGuest.commandLine(NAME)),
                List.of(),
                "Lives shortly",
                new TreeSet<>(List.of("short")));
        try (RealBridge real = RealBridge.open(directory.resolve("state"))) {
            real.connect();
            Host host = real.bridge().inventory().host(RealBridge.HOST).orElseThrow();
            assertThat(host.state()).isEqualTo(HostState.CONNECTED);

            real.done(new VmCommand.Create(RealBridge.HOST, spec, true));
            VmId id = real.vm(NAME).id();
            assertThat(real.vm(NAME).tags()).containsExactly("short");
            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> assertThat(real.bridge()
                                    .ask(new VmQuery.SerialOutput(id, 0))
                                    .text())
                            .contains(TinyGuest.ready(NAME)));

            power(real, id, PowerAction.SUSPEND, VmState.PAUSED);
            power(real, id, PowerAction.RESUME, VmState.RUNNING);
            power(real, id, PowerAction.SHUT_DOWN, VmState.OFF);

            List<String> files = real.bridge().ask(new VmQuery.Deletion(id)).files().stream()
                    .filter(DeletionPlan.VmFile::deletable)
                    .map(DeletionPlan.VmFile::path)
                    .toList();
            assertThat(files)
                    .hasSize(1)
                    .allSatisfy(file -> assertThat(Path.of(file)).exists());
            real.done(new VmCommand.Delete(List.of(new VmCommand.Deletion(id, files))));

            real.awaitImage(image -> image.vm(id).isEmpty());
            assertThat(files).allSatisfy(file -> assertThat(Path.of(file)).doesNotExist());
            assertThat(guest.kernel()).exists();
            assertThat(RealBridge.virsh("list", "--all", "--name")).doesNotContain(NAME);
            assertThat(real.audited()).isGreaterThanOrEqualTo(6);
        }
    }

    private static void power(RealBridge real, VmId id, PowerAction action, VmState wanted) {
        real.done(new VmCommand.Power(action, List.of(id)));
        real.awaitImage(image -> image.vm(id).filter(vm -> vm.state() == wanted).isPresent());
    }
}

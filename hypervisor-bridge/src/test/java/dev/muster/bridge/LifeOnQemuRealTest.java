package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import dev.muster.model.vm.VmSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saved memory, names, tags and notes on real QEMU: what the guest and libvirt say of them. */
@Tag("real")
class LifeOnQemuRealTest {
    private static final String NAME = "lively";
    private static final Pattern TICK = Pattern.compile("tick (\\d+)");

    @TempDir
    Path directory;

    @BeforeEach
    @AfterEach
    void leaveNothing() throws Exception {
        KillGround.clear();
    }

    @Test
    void a_saved_guest_goes_on_counting_and_its_tags_outlive_other_tools() throws Exception {
        TinyGuest guest = TinyGuest.build();
        VmSpec spec = new VmSpec(
                NAME,
                1,
                96L << 20,
                new BootSource.Kernel(
                        guest.kernel().toString(), guest.initrd().toString(), TinyGuest.commandLine(NAME)),
                List.of(),
                "",
                new TreeSet<>());
        try (RealBridge real = RealBridge.open(directory.resolve("state"))) {
            real.connect();
            real.done(new VmCommand.Create(RealBridge.HOST, spec, true));
            VmId id = real.vm(NAME).id();
            long before = ticks(real, id, 2);

            real.done(new VmCommand.Annotate(
                    List.of(id), new TreeSet<>(List.of("web")), new TreeSet<>(), Optional.of("Runs the shop")));
            assertThat(RealBridge.virsh("desc", NAME)).containsExactly("Runs the shop");
            real.done(new VmCommand.Save(List.of(id)));
            real.awaitImage(image -> image.vm(id)
                    .filter(vm -> vm.state() == VmState.OFF && vm.savedState())
                    .isPresent());
            assertThat(RealBridge.virsh("list", "--all", "--with-managed-save", "--name"))
                    .containsExactly(NAME);

            real.done(new VmCommand.Power(PowerAction.START, List.of(id)));
            // a guest that had booted anew would begin with 1
            assertThat(firstTick(real, id)).isGreaterThanOrEqualTo(before);
            assertThat(real.bridge().ask(new VmQuery.SerialOutput(id, 0)).text())
                    .doesNotContain(TinyGuest.ready(NAME));

            real.done(new VmCommand.Power(PowerAction.FORCE_OFF, List.of(id)));
            real.awaitImage(image -> image.vm(id)
                    .filter(vm -> vm.state() == VmState.OFF && !vm.savedState())
                    .isPresent());
            Path xml = directory.resolve("other-tool.xml");
            Files.write(xml, RealBridge.virsh("dumpxml", NAME));
            RealBridge.virsh("define", xml.toString());
            real.done(new VmCommand.Rename(id, NAME + "-2"));

            assertThat(RealBridge.virsh("list", "--all", "--name")).containsExactly(NAME + "-2");
            real.awaitImage(image -> image.vm(id)
                    .filter(vm -> vm.name().equals(NAME + "-2"))
                    .filter(vm -> vm.tags().contains("web"))
                    .filter(vm -> vm.description().equals("Runs the shop"))
                    .isPresent());
        }
    }

    /** Waits until the guest has counted so far; gives how far it has. */
    private static long ticks(RealBridge real, VmId id, long atLeast) {
        return await().atMost(Duration.ofSeconds(90)).until(() -> last(real, id), count -> count >= atLeast);
    }

    private static long last(RealBridge real, VmId id) {
        Matcher tick =
                TICK.matcher(real.bridge().ask(new VmQuery.SerialOutput(id, 0)).text());
        long count = 0;
        while (tick.find()) {
            count = Long.parseLong(tick.group(1));
        }
        return count;
    }

    private static long firstTick(RealBridge real, VmId id) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> TICK.matcher(real.bridge()
                                        .ask(new VmQuery.SerialOutput(id, 0))
                                        .text())
                                .results()
                                .mapToLong(tick -> Long.parseLong(tick.group(1)))
                                .findFirst()
                                .orElse(0),
                        count -> count > 0);
    }
}

package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.open.ArtifactTransfers;
import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.cluster.ArtifactCommand;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.ArtifactKind;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.BootProfile;
import dev.muster.model.cluster.BootTrail;
import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.cluster.ClusterId;
import dev.muster.model.cluster.ClusterSpec;
import dev.muster.model.cluster.OutsideQuery;
import dev.muster.model.network.NetworkCommand;
import dev.muster.model.network.NetworkSpec;
import dev.muster.model.vm.Firmware;
import dev.muster.model.vm.VmQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What real clusters of tests boot from, and how it is seen what they booted. */
final class ClusterGround {
    static final ArtifactId KERNEL = ArtifactId.of("tiny/vmlinuz");
    static final ArtifactId OTHER_KERNEL = ArtifactId.of("tiny/vmlinuz-other");
    static final ArtifactId INITRD = ArtifactId.of("tiny/initrd");
    /** iPXE, three at a time, emulated. */
    static final Duration BOOT = Duration.ofMinutes(3);

    private ClusterGround() {}

    static void network(RealBridge real, String name, int third) {
        String net = "10.214." + third + ".";
        real.done(new NetworkCommand.Create(
                RealBridge.HOST,
                new NetworkSpec(name, NetworkSpec.Mode.ISOLATED, net + "1/24", net + "10", net + "200"),
                false));
    }

    static void artifacts(RealBridge real, Path directory) throws Exception {
        TinyGuest guest = TinyGuest.build();
        Path other = directory.resolve("vmlinuz-other");
        Files.copy(guest.kernel(), other);
        Files.write(other, new byte[512], StandardOpenOption.APPEND); // boots as well, and is another file
        put(real, KERNEL, ArtifactKind.KERNEL, guest.kernel());
        put(real, OTHER_KERNEL, ArtifactKind.KERNEL, other);
        put(real, INITRD, ArtifactKind.INITRD, guest.initrd());
    }

    static void put(RealBridge real, ArtifactId id, ArtifactKind kind, Path file) {
        ArtifactTransfers.Content content = ArtifactTransfers.read(file, (_, _) -> true);
        ArtifactTransfers.upload(real.bridge(), content, file, (_, _) -> true);
        real.done(new ArtifactCommand.PutArtifact(id, kind, content.digest(), content.size()));
    }

    /** A cluster of three functions, one VM each, db first; app boots another kernel. */
    static ClusterSpec spec(String name, String network, Optional<OutsideQuery> outside) {
        return new ClusterSpec(
                ClusterId.of(name),
                network,
                List.of(),
                List.of(profile("tiny", KERNEL, ""), profile("other", OTHER_KERNEL, "")),
                List.of(function("db", 1, 0, "tiny"), function("app", 1, 1, "other"), function("web", 1, 1, "tiny")),
                "",
                outside);
    }

    static BootProfile.Kernel profile(String name, ArtifactId kernel, String more) {
        return new BootProfile.Kernel(
                name,
                kernel,
                Optional.of(INITRD),
                "console=ttyS0 quiet muster.name={{vm.name}} function={{function}} of={{cluster}} muster.up={{url.up}}"
                        + more);
    }

    static ClusterFunction function(String name, int count, int order, String profile) {
        return new ClusterFunction(name, count, 0, 1, 128, List.of(), order, profile, Firmware.USUAL, false, Map.of());
    }

    static Assignment member(RealBridge real, String name) {
        return real.bridge().inventory().objects(Assignment.class).values().stream()
                .filter(one -> one.name().equals(name) && one.state() == Assignment.State.ACTIVE)
                .findFirst()
                .orElseThrow();
    }

    static List<BootTrail.Entry> trail(RealBridge real, String name) {
        return real.bridge()
                .inventory()
                .object(BootTrail.class, member(real, name).id())
                .map(BootTrail::entries)
                .orElse(List.of());
    }

    static String serial(RealBridge real, String name) {
        return real.bridge()
                .ask(new VmQuery.SerialOutput(real.vm(name).id(), 0))
                .text();
    }

    /** Waits until the guest has said on its serial line with which command line it was started. */
    static String commandLine(RealBridge real, String name) {
        String said = await().atMost(BOOT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> serial(real, name), text -> text.contains("command line:") && text.contains(" ready"));
        assertThat(said).contains("muster guest " + name);
        return said.lines()
                .filter(line -> line.contains("command line:"))
                .findFirst()
                .orElseThrow();
    }
}

package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.hypervisor.libvirt.SecondHost;
import dev.muster.bridge.hypervisor.libvirt.TestAuthority;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.BootTrail;
import dev.muster.model.cluster.BootTrail.Kind;
import dev.muster.model.cluster.ClusterCommand;
import dev.muster.model.cluster.ClusterSpec;
import dev.muster.model.cluster.Identifier;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.VmId;
import dev.muster.model.network.NetworkCommand;
import dev.muster.model.network.NetworkSpec;
import dev.muster.model.vm.MigrationOptions;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A diskless VM of a cluster on two libvirtds: the network of the second leads into the segment the first one serves. */
@Tag("real")
class ClusterMigrationRealTest {
    private static final HostId THERE = HostId.of("there");

    @TempDir
    Path directory;

    private Optional<SecondHost> second = Optional.empty();

    @BeforeEach
    void startHost() throws Exception {
        TestAuthority authority = new TestAuthority("lab");
        authority.server(directory.resolve("server"));
        authority.client(directory.resolve("client"), Instant.now().plus(Duration.ofDays(1)));
        second = Optional.of(new SecondHost(directory.resolve("server")));
    }

    @AfterEach
    void endHost() {
        second.ifPresent(SecondHost::close);
    }

    @Test
    void S1_05_a_vm_that_was_migrated_boots_its_function_on_its_new_host() throws Exception {
        try (RealBridge real = RealBridge.open(directory.resolve("state"))) {
            real.connect();
            real.done(new HostCommand.Connect(
                    ConnectionId.of("there"),
                    "qemu+tls://localhost:" + second.orElseThrow().port() + "/system?pkipath="
                            + directory.resolve("client")));
            real.awaitImage(image -> image.host(THERE)
                    .filter(host -> host.state() == HostState.CONNECTED)
                    .isPresent());
            ClusterGround.network(real, "fleet", 22);
            Network served = real.bridge().inventory().networks().values().stream()
                    .filter(network -> network.name().equals("fleet"))
                    .findFirst()
                    .orElseThrow();
            real.done(new NetworkCommand.Create(
                    THERE,
                    new NetworkSpec("fleet", NetworkSpec.Mode.BRIDGE, "", "", "", "", served.bridge(), List.of()),
                    false));
            ClusterGround.artifacts(real, directory);
            ClusterSpec spec = ClusterGround.spec("fleet", "fleet", Optional.empty());
            real.done(new ClusterCommand.Create(new ClusterSpec(
                    spec.name(),
                    "fleet",
                    List.of(RealBridge.HOST),
                    spec.profiles(),
                    List.of(spec.functions().getFirst()),
                    "",
                    Optional.empty())));
            real.done(new ClusterCommand.Deploy(spec.name()));
            assertThat(ClusterGround.commandLine(real, "fleet-db-1")).contains("function=db of=fleet");
            Identifier id = ClusterGround.member(real, "fleet-db-1").id();
            awaitBoots(real, id, 1);

            VmId here = new VmId(RealBridge.HOST, id.uuid());
            VmId there = new VmId(THERE, id.uuid());
            real.done(
                    new VmCommand.Migrate(here, THERE, new MigrationOptions(true, false, 0, true, false, "127.0.0.1")));
            real.awaitImage(image -> image.object(Assignment.class, id)
                    .filter(one -> one.vm().equals(there))
                    .isPresent());

            real.done(new VmCommand.Power(PowerAction.FORCE_OFF, List.of(there)));
            real.done(new VmCommand.Power(PowerAction.START, List.of(there)));
            awaitBoots(real, id, 2);
            assertThat(ClusterGround.trail(real, "fleet-db-1"))
                    .filteredOn(entry -> entry.kind() == Kind.SCRIPT)
                    .extracting(BootTrail.Entry::text)
                    .containsOnly("fleet/db: tiny");
            Assignment moved = ClusterGround.member(real, "fleet-db-1");
            assertThat(moved.history()).extracting(Assignment.Change::what).contains("moved to there");
            assertThat(moved.booted()).isEqualTo("db");

            real.done(new ClusterCommand.Delete(spec.name()));
            real.awaitImage(image -> image.vms().isEmpty());
            assertThat(real.bridge().inventory().objects(Assignment.class)).isEmpty();
        }
    }

    /** Until the guest itself has said so many times that it is up. */
    private static void awaitBoots(RealBridge real, Identifier id, int times) {
        await().atMost(ClusterGround.BOOT)
                .until(() -> real.bridge().inventory().object(BootTrail.class, id).stream()
                                .flatMap(trail -> trail.entries().stream())
                                .filter(entry -> entry.kind() == Kind.UP)
                                .count()
                        == times);
    }
}

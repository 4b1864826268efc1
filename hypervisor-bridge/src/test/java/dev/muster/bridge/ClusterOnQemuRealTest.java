package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.BootTrail;
import dev.muster.model.cluster.ClusterCommand;
import dev.muster.model.cluster.ClusterSpec;
import dev.muster.model.job.Job;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A diskless cluster of three functions on a libvirt network with libvirt's DHCP and QEMU's iPXE. The tests are steps of one
 * story, for each boot takes half a minute.
 */
@Tag("real")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
class ClusterOnQemuRealTest {
    private static final ClusterSpec SHOP = ClusterGround.spec("shop", "shop", Optional.empty());

    @TempDir
    static Path directory;

    private RealBridge real;
    private Job deployed;

    @BeforeAll
    void deploy() throws Exception {
        real = RealBridge.open(directory.resolve("state"));
        real.connect();
        ClusterGround.network(real, "shop", 20);
        ClusterGround.artifacts(real, directory);
        real.done(new ClusterCommand.Create(SHOP));
        deployed = real.done(new ClusterCommand.Deploy(SHOP.name()));
    }

    @AfterAll
    void close() {
        real.close();
    }

    @Test
    @Order(1)
    void S1_01_identifiers_are_minted_unique_and_in_the_domain_xml() throws Exception {
        List<Assignment> members =
                List.copyOf(real.bridge().inventory().objects(Assignment.class).values());
        assertThat(members)
                .extracting(Assignment::name)
                .containsExactlyInAnyOrder("shop-db-1", "shop-app-1", "shop-web-1");
        assertThat(members).extracting(Assignment::id).doesNotHaveDuplicates();
        assertThat(members).extracting(Assignment::mac).doesNotHaveDuplicates();
        for (Assignment member : members) {
            String xml = String.join("\n", RealBridge.virsh("dumpxml", member.name()));
            assertThat(xml)
                    .contains("<uuid>" + member.id() + "</uuid>")
                    .contains("<mac address='" + member.mac() + "'/>");
        }
    }

    @Test
    @Order(2)
    void S1_03_two_vms_of_one_diskless_template_boot_different_kernels_by_identifier_alone() throws Exception {
        assertThat(ClusterGround.commandLine(real, "shop-db-1")).contains("function=db of=shop");
        assertThat(ClusterGround.commandLine(real, "shop-app-1")).contains("function=app of=shop");
        assertThat(files("shop-db-1")).containsExactly("tiny/vmlinuz", "tiny/initrd");
        assertThat(files("shop-app-1")).containsExactly("tiny/vmlinuz-other", "tiny/initrd");
        await().atMost(ClusterGround.BOOT)
                .until(() -> ClusterGround.trail(real, "shop-app-1").getLast().kind() == BootTrail.Kind.UP);
    }

    private List<String> files(String vm) {
        return ClusterGround.trail(real, vm).stream()
                .filter(entry -> entry.kind() == BootTrail.Kind.FILE)
                .peek(entry -> assertThat(entry.whole()).isTrue())
                .map(BootTrail.Entry::text)
                .toList();
    }
}

package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.remote.client.RemoteBridge;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.BootTrail;
import dev.muster.model.cluster.ClusterCommand;
import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.cluster.ClusterSpec;
import dev.muster.model.cluster.Identifier;
import dev.muster.model.inventory.VmId;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.ReportFormat;
import dev.muster.model.report.ReportKind;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.Firmware;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
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

    @BeforeAll
    void deploy() throws Exception {
        real = RealBridge.open(directory.resolve("state"));
        real.connect();
        ClusterGround.network(real, "shop", 20);
        ClusterGround.artifacts(real, directory);
        real.done(new ClusterCommand.Create(SHOP));
        real.done(new ClusterCommand.Deploy(SHOP.name()));
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

    @Test
    @Order(3)
    void the_deployment_is_reported_in_each_format() throws Exception {
        KeptReports kept = new KeptReports(real);
        MadeReport report =
                kept.require(ReportKind.CLUSTER_DEPLOYMENT, SHOP.name().text());
        assertThat(kept.text(report, ReportFormat.HTML))
                .contains("shop-db-1", "shop-app-1", "shop-web-1")
                .contains(macOf("shop-db-1"));
    }

    @Test
    @Order(4)
    void S1_10_a_vm_that_finds_no_controller_retries_and_boots_when_it_returns() throws Exception {
        real.close();
        String mac = macOf("shop-db-1");
        String before = lease(mac);
        RealBridge.virsh("destroy", "shop-db-1");
        RealBridge.virsh("start", "shop-db-1");
        String first = await().atMost(ClusterGround.BOOT).until(() -> lease(mac), lease -> !lease.equals(before));
        // it asked DHCP again, so it has found nobody before
        await().atMost(ClusterGround.BOOT).until(() -> !lease(mac).equals(first));
        reopen();
        assertThat(ClusterGround.commandLine(real, "shop-db-1")).contains("function=db of=shop");
    }

    @Test
    @Order(5)
    void S1_05_the_function_is_the_same_after_a_reboot_and_after_the_controller_was_killed_in_the_midst_of_it()
            throws Exception {
        real.close();
        try (KillOnQemuRealTest.Daemon daemon =
                        new KillOnQemuRealTest.Daemon(directory.resolve("state"), Optional.empty());
                RemoteBridge bridge = daemon.bridge()) {
            RealBridge over = RealBridge.over(bridge);
            over.connected();
            over.awaitImage(image ->
                    image.vms().values().stream().anyMatch(vm -> vm.name().equals("shop-app-1")));
            RealBridge.virsh("destroy", "shop-app-1");
            RealBridge.virsh("start", "shop-app-1");
            Identifier id = ClusterGround.member(over, "shop-app-1").id();
            over.awaitImage(image -> image.object(BootTrail.class, id)
                    .filter(trail -> trail.entries().stream().anyMatch(one -> one.kind() == BootTrail.Kind.SCRIPT))
                    .isPresent());
            daemon.kill();
        }
        reopen();
        assertThat(ClusterGround.commandLine(real, "shop-app-1")).contains("function=app of=shop");
    }

    @Test
    @Order(6)
    void S1_06_a_cluster_of_equal_function_names_in_another_network_boots_its_own() throws Exception {
        ClusterGround.network(real, "lab", 21);
        ClusterSpec lab = ClusterGround.spec("lab", "lab", Optional.empty());
        real.done(new ClusterCommand.Create(new ClusterSpec(
                lab.name(),
                "lab",
                List.of(),
                lab.profiles(),
                List.of(lab.functions().getFirst()),
                "",
                Optional.empty())));
        real.done(new ClusterCommand.Deploy(lab.name()));
        assertThat(ClusterGround.commandLine(real, "lab-db-1")).contains("function=db of=lab");
        real.done(new ClusterCommand.Delete(lab.name()));
        assertThat(RealBridge.virsh("list", "--all", "--name")).doesNotContain("lab-db-1");
    }

    @Test
    @Order(7)
    void S1_07_a_vm_more_has_its_identifier_before_power_on_and_one_less_is_refused() throws Exception {
        real.done(new ClusterCommand.Scale(SHOP.name(), "web", 2));
        Assignment second = ClusterGround.member(real, "shop-web-2");
        assertThat(ClusterGround.commandLine(real, "shop-web-2")).contains("function=web");
        real.done(new ClusterCommand.Scale(SHOP.name(), "web", 1));
        assertThat(RealBridge.virsh("list", "--all", "--name")).doesNotContain("shop-web-2");
        assertThat(real.bridge()
                        .inventory()
                        .object(Assignment.class, second.id())
                        .orElseThrow()
                        .state())
                .isEqualTo(Assignment.State.REVOKED);
    }

    @Test
    @Order(8)
    void S1_08_a_vm_that_is_replaced_regains_its_function() throws Exception {
        Assignment before = ClusterGround.member(real, "shop-web-1");
        RealBridge.virsh("destroy", "shop-web-1");
        RealBridge.virsh("undefine", "shop-web-1");
        real.done(new ClusterCommand.Replace(before.id()));
        assertThat(ClusterGround.commandLine(real, "shop-web-1")).contains("function=web");
        assertThat(real.vm("shop-web-1").id().uuid()).isEqualTo(before.id().uuid());
    }

    @Test
    @Order(9)
    void S2_01_a_vm_nobody_knows_is_asked_about_outside_and_boots_what_comes_back() throws Exception {
        real.done(new VmCommand.Create(
                RealBridge.HOST,
                new VmSpec("stranger", 1, 128L << 20, new BootSource.Pxe("", 0), List.of("shop"), "", new TreeSet<>()),
                false));
        VmId id = real.vm("stranger").id();
        Path functions = Files.writeString(directory.resolve("functions"), id.uuid() + " = web\n");
        try (FunctionServer server = FunctionServer.start(directory.resolve("state/secrets"), functions)) {
            real.done(new ClusterCommand.Set(ClusterGround.spec("shop", "shop", Optional.of(server.query())), 0));
            real.done(new VmCommand.Power(PowerAction.START, List.of(id)));
            String said = await().atMost(ClusterGround.BOOT)
                    .until(() -> ClusterGround.serial(real, "stranger"), text -> text.contains("command line:"));
            assertThat(said).contains("muster.name=stranger function=web of=shop");
            assertThat(server.asked()).containsExactly(id.uuid() + " -> web");
        }
        assertThat(real.bridge()
                        .inventory()
                        .object(BootTrail.class, new Identifier(id.uuid()))
                        .orElseThrow()
                        .entries())
                .extracting(BootTrail.Entry::kind)
                .contains(BootTrail.Kind.WAIT, BootTrail.Kind.LEASE, BootTrail.Kind.SCRIPT, BootTrail.Kind.FILE);
    }

    @Test
    @Order(10)
    void S2_07_a_guest_that_claims_anothers_identifier_and_mac_is_refused() throws Exception {
        Assignment db = ClusterGround.member(real, "shop-db-1");
        String probe = " muster.get=http://10.214.20.1:8077/script?uuid=" + db.id() + "&mac="
                + db.mac().replace(':', '-');
        ClusterSpec spec = ClusterGround.spec("shop", "shop", Optional.empty());
        real.done(new ClusterCommand.Set(
                new ClusterSpec(
                        spec.name(),
                        "shop",
                        List.of(),
                        List.of(
                                ClusterGround.profile("tiny", ClusterGround.KERNEL, ""),
                                ClusterGround.profile("other", ClusterGround.OTHER_KERNEL, probe)),
                        spec.functions(),
                        "",
                        Optional.empty()),
                0));
        real.done(new VmCommand.Power(
                PowerAction.FORCE_OFF, List.of(real.vm("shop-app-1").id())));
        real.done(new VmCommand.Power(
                PowerAction.START, List.of(real.vm("shop-app-1").id())));
        String said = await().atMost(ClusterGround.BOOT)
                .until(() -> ClusterGround.serial(real, "shop-app-1"), text -> text.contains(" got: wget: server"));
        assertThat(said).contains("403").doesNotContain("#!ipxe");
    }

    @Test
    @Order(11)
    void S1_12_uefi_boots_as_bios_does() throws Exception {
        ClusterSpec spec = ClusterGround.spec("firm", "shop", Optional.empty());
        ClusterFunction db = spec.functions().getFirst();
        real.done(new ClusterCommand.Create(new ClusterSpec(
                spec.name(),
                "shop",
                List.of(),
                spec.profiles(),
                List.of(new ClusterFunction(
                        "db", 1, 0, 1, 256, List.of(), 0, db.profile(), Firmware.UEFI, false, Map.of())),
                "",
                Optional.empty())));
        real.done(new ClusterCommand.Deploy(spec.name()));
        assertThat(String.join("\n", RealBridge.virsh("dumpxml", "firm-db-1"))).contains("type='pflash'");
        assertThat(ClusterGround.commandLine(real, "firm-db-1")).contains("function=db of=firm");
    }

    private void reopen() throws Exception {
        real = RealBridge.open(directory.resolve("state"));
        real.connected();
    }

    private static String macOf(String vm) throws Exception {
        return RealBridge.virsh("domiflist", vm).stream()
                .filter(line -> line.contains("virtio"))
                .map(line -> line.replaceFirst(".* ", ""))
                .findFirst()
                .orElseThrow();
    }

    /** When the lease of a MAC address ends; it changes each time DHCP is asked. */
    private static String lease(String mac) throws Exception {
        return RealBridge.virsh("net-dhcp-leases", "shop").stream()
                .filter(line -> line.contains(mac))
                .findFirst()
                .orElse("");
    }

    private List<String> files(String vm) {
        return ClusterGround.trail(real, vm).stream()
                .filter(entry -> entry.kind() == BootTrail.Kind.FILE)
                .peek(entry -> assertThat(entry.whole()).isTrue())
                .map(BootTrail.Entry::text)
                .toList();
    }
}

package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.hypervisor.simulated.SimulatedDriver;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.ArtifactKind;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.BootProfile;
import dev.muster.model.cluster.BootTrail;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterCommand;
import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.cluster.ClusterId;
import dev.muster.model.cluster.ClusterSpec;
import dev.muster.model.cluster.Identifier;
import dev.muster.model.cluster.OutsideQuery;
import dev.muster.model.cluster.PendingBoot;
import dev.muster.model.error.MusterException;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.Job;
import dev.muster.model.job.Step;
import dev.muster.model.network.Lease;
import dev.muster.model.network.NetworkCommand;
import dev.muster.model.network.NetworkQuery;
import dev.muster.model.network.NetworkSpec;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.Firmware;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmSpec;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lines of S1 and S2 through a whole bridge, over HTTP as VMs speak it, with simulated VMs and leases: networks have
 * addresses of the loopback, and who plays a VM asks from the address that is leased to it.
 */
@SuppressWarnings("NullAway.Init")
class ClusterLinesTest {
    private static final Principal ANNA = new Principal("anna", Role.ADMINISTRATOR, "local");
    private static final ArtifactId KERNEL = ArtifactId.of("tiny/vmlinuz");
    private static final Pattern FILE = Pattern.compile("kernel --name kernel (\\S+)");

    @TempDir
    Path directory;

    private RealBridge real;
    private Optional<WebServer> outside = Optional.empty();
    private final AtomicInteger asked = new AtomicInteger();

    @BeforeEach
    void open() throws Exception {
        real = bridge();
        real.done(new HostCommand.Connect(ConnectionId.of("sim"), "sim:///?hosts=1&vms=0&seed=7"));
        real.awaitImage(image -> !image.hosts().isEmpty());
        network("shop", "127.77.1.");
        Path file = Files.write(directory.resolve("vmlinuz"), "a kernel of sorts".getBytes(StandardCharsets.UTF_8));
        ClusterGround.put(real, KERNEL, ArtifactKind.KERNEL, file);
    }

    @AfterEach
    void close() {
        real.close();
        outside.ifPresent(WebServer::stop);
    }

    private RealBridge bridge() {
        return RealBridge.over(Bridge.open(
                        BridgeConfig.in(directory.resolve("state")),
                        List.of(new SimulatedDriver(Clock.systemUTC())),
                        Clock.systemUTC())
                .owned(ANNA));
    }

    private void restart() {
        real.close();
        real = bridge();
        real.awaitImage(image -> image.host(HostId.of("sim.h001"))
                .filter(host -> host.state() == HostState.CONNECTED)
                .isPresent());
    }

    private HostId host() {
        return real.bridge().inventory().hosts().keySet().iterator().next();
    }

    private void network(String name, String net) {
        real.done(new NetworkCommand.Create(
                host(),
                new NetworkSpec(name, NetworkSpec.Mode.ISOLATED, net + "1/24", net + "10", net + "200"),
                false));
    }

    private static ClusterSpec spec(String name, String network, String byDefault, Optional<OutsideQuery> outside) {
        return new ClusterSpec(
                ClusterId.of(name),
                network,
                List.of(),
                List.of(new BootProfile.Kernel(
                        "tiny", KERNEL, Optional.empty(), "function={{function}} of={{cluster}} name={{vm.name}}")),
                List.of(function("db", 1, 0), function("web", 2, 1)),
                byDefault,
                outside);
    }

    private static ClusterFunction function(String name, int count, int order) {
        return new ClusterFunction(name, count, 0, 1, 64, List.of(), order, "tiny", Firmware.USUAL, false, Map.of());
    }

    private Job deployed() {
        real.done(new ClusterCommand.Create(spec("shop", "shop", "", Optional.empty())));
        Job job = real.done(new ClusterCommand.Deploy(ClusterId.of("shop")));
        listening("shop");
        return job;
    }

    /** The listener comes up a moment after the network. */
    private void listening(String network) {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            try (HttpClient client = HttpClient.newHttpClient()) {
                return client.send(
                                        HttpRequest.newBuilder(URI.create(controller(network) + "/boot"))
                                                .build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .statusCode()
                        == 200;
            } catch (java.net.ConnectException e) {
                return false;
            }
        });
    }

    private Network networkOf(String name) {
        return real.bridge().inventory().networks().values().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String controller(String network) {
        return "http://" + networkOf(network).addresses().replaceFirst("/.*", "") + ":8077";
    }

    /** A request from the address that is leased to a MAC address. */
    private HttpResponse<String> get(String network, String mac, String url) throws Exception {
        String address = real
                .bridge()
                .ask(new NetworkQuery.Leases(networkOf(network).id()))
                .leases()
                .stream()
                .filter(lease -> lease.mac().equals(mac))
                .map(Lease::address)
                .findFirst()
                .orElseThrow()
                .replaceFirst("/.*", "");
        try (HttpClient client = HttpClient.newBuilder()
                .localAddress(InetAddress.ofLiteral(address))
                .build()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private HttpResponse<String> script(String network, String asMac, Identifier id, String mac) throws Exception {
        return get(network, asMac, controller(network) + "/script?uuid=" + id + "&mac=" + mac.replace(':', '-'));
    }

    private String script(Assignment member) throws Exception {
        HttpResponse<String> answer = script("shop", member.mac(), member.id(), member.mac());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private Assignment member(String name) {
        return ClusterGround.member(real, name);
    }

    /** Waits until the image has the assignment so: what the controller notes is seen a moment later. */
    private Assignment seen(Assignment member, Predicate<Assignment> wanted) {
        real.awaitImage(image ->
                image.object(Assignment.class, member.id()).filter(wanted).isPresent());
        return real.bridge().inventory().object(Assignment.class, member.id()).orElseThrow();
    }

    private List<BootTrail.Entry> trail(Assignment member, Predicate<List<BootTrail.Entry>> wanted) {
        real.awaitImage(image -> image.object(BootTrail.class, member.id())
                .map(BootTrail::entries)
                .filter(wanted)
                .isPresent());
        return real.bridge()
                .inventory()
                .object(BootTrail.class, member.id())
                .orElseThrow()
                .entries();
    }

    /** A VM nobody made for a cluster. */
    private VmId stranger(String name, List<String> networks) {
        real.done(new VmCommand.Create(
                host(),
                new VmSpec(name, 1, 64L << 20, new BootSource.Pxe("", 0), networks, "", new TreeSet<>()),
                true));
        return real.vm(name).id();
    }

    private String mac(String vm) {
        return real.vm(vm).nics().getFirst().mac();
    }

    private static Identifier identifier(VmId vm) {
        return new Identifier(vm.uuid());
    }

    private void pending(VmId vm, Predicate<Optional<PendingBoot>> wanted) {
        real.awaitImage(image -> wanted.test(image.object(PendingBoot.class, identifier(vm))));
    }

    private HttpResponse<String> ask(String vm) throws Exception {
        return script("shop", mac(vm), identifier(real.vm(vm).id()), mac(vm));
    }

    /** Answers with that status and body, and counts. */
    private OutsideQuery answering(int status, String body) {
        WebServer server = WebServer.builder()
                .bindAddress(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))
                .shutdownHook(false)
                .routing(HttpRouting.builder().any((_, response) -> {
                    asked.incrementAndGet();
                    response.status(Status.create(status)).send(body);
                }))
                .build()
                .start();
        outside = Optional.of(server);
        return new OutsideQuery("http://127.0.0.1:" + server.port() + "/", "", "", 5, 3600);
    }

    @Test
    void S1_01_identifiers_are_minted_at_deployment_and_unique_in_the_installation() throws Exception {
        deployed();
        network("annex", "127.77.2.");
        real.done(new ClusterCommand.Create(spec("annex", "annex", "", Optional.empty())));
        real.done(new ClusterCommand.Deploy(ClusterId.of("annex")));
        List<Assignment> all =
                List.copyOf(real.bridge().inventory().objects(Assignment.class).values());
        assertThat(all).hasSize(6);
        assertThat(all).extracting(Assignment::id).doesNotHaveDuplicates();
        assertThat(all).extracting(Assignment::mac).doesNotHaveDuplicates();
        assertThat(all).allSatisfy(one -> {
            assertThat(real.vm(one.name()).id().uuid()).isEqualTo(one.id().uuid());
            assertThat(mac(one.name())).isEqualTo(one.mac());
        });
    }

    @Test
    void S1_02_the_mapping_is_durable_before_power_on() {
        Job job = deployed();
        for (String name : List.of("shop-db-1", "shop-web-1", "shop-web-2")) {
            Step minted = step(job, "Mint the identifier of " + name);
            Step started = step(job, "Start " + name);
            assertThat(minted.ended().orElseThrow())
                    .isBeforeOrEqualTo(started.started().orElseThrow());
        }
        // in order: what is of a lower start order runs first
        assertThat(step(job, "Start shop-db-1").ended().orElseThrow())
                .isBeforeOrEqualTo(step(job, "Start shop-web-1").started().orElseThrow());
        Map<?, Assignment> before = real.bridge().inventory().objects(Assignment.class);
        restart();
        assertThat(real.bridge().inventory().objects(Assignment.class)).isEqualTo(before);
    }

    private static Step step(Job job, String name) {
        return job.steps().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void S1_04_the_order_of_power_on_does_not_affect_the_function() throws Exception {
        deployed();
        for (String name : List.of("shop-web-2", "shop-db-1", "shop-web-1")) {
            assertThat(script(member(name)))
                    .contains("name=" + name)
                    .contains(name.contains("db") ? "function=db" : "function=web");
        }
        for (String name : List.of("shop-db-1", "shop-web-1", "shop-web-2")) {
            assertThat(script(member(name)))
                    .contains("name=" + name)
                    .contains(name.contains("db") ? "function=db" : "function=web");
        }
    }

    @Test
    void S1_06_two_clusters_with_equal_function_names_never_serve_each_others_vms() throws Exception {
        deployed();
        network("annex", "127.77.2.");
        real.done(new ClusterCommand.Create(spec("annex", "annex", "", Optional.empty())));
        real.done(new ClusterCommand.Deploy(ClusterId.of("annex")));
        listening("annex");
        Assignment shop = member("shop-db-1");
        Assignment annex = member("annex-db-1");
        assertThat(script("annex", annex.mac(), annex.id(), annex.mac()).body()).contains("of=annex");
        assertThat(script(shop)).contains("of=shop");
        assertThat(script("annex", annex.mac(), shop.id(), shop.mac()).statusCode())
                .isEqualTo(403);
        assertThat(script("annex", annex.mac(), shop.id(), annex.mac()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void S1_07_scale_out_mints_before_power_on_and_scale_in_revokes() throws Exception {
        deployed();
        Job out = real.done(new ClusterCommand.Scale(ClusterId.of("shop"), "web", 3));
        assertThat(step(out, "Mint the identifier of shop-web-3").ended().orElseThrow())
                .isBeforeOrEqualTo(step(out, "Start shop-web-3").started().orElseThrow());
        Assignment third = member("shop-web-3");
        assertThat(script(third)).contains("function=web");
        real.done(new ClusterCommand.Scale(ClusterId.of("shop"), "web", 1));
        assertThat(real.bridge().inventory().vms().values())
                .extracting(vm -> vm.name())
                .containsExactlyInAnyOrder("shop-db-1", "shop-web-1");
        seen(third, one -> one.state() == Assignment.State.REVOKED);
        assertThat(real.bridge()
                        .inventory()
                        .object(Cluster.class, ClusterId.of("shop"))
                        .orElseThrow()
                        .spec()
                        .function("web")
                        .orElseThrow()
                        .count())
                .isEqualTo(1);
        Assignment first = member("shop-web-1");
        real.done(new ClusterCommand.Revoke(first.id()));
        assertThat(script(first)).contains("refused").contains("taken out").doesNotContain("kernel --name");
    }

    @Test
    void S1_08_a_vm_that_is_replaced_regains_its_function_by_its_identifier() throws Exception {
        deployed();
        Assignment before = member("shop-db-1");
        real.done(new VmCommand.Power(PowerAction.FORCE_OFF, List.of(before.vm())));
        real.done(new VmCommand.Delete(List.of(new VmCommand.Deletion(before.vm(), List.of()))));
        real.done(new ClusterCommand.Replace(before.id()));
        Assignment after = member("shop-db-1");
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.mac()).isEqualTo(before.mac());
        assertThat(script(after)).contains("function=db");
    }

    @Test
    void S1_09_a_duplicate_identifier_is_noticed_and_neither_gets_the_function() throws Exception {
        deployed();
        Assignment member = member("shop-db-1");
        String twin = "<domain type='test'><name>twin</name><memory unit='MiB'>64</memory><os><type>hvm</type></os>"
                + "<devices><interface type='network'><mac address='" + member.mac()
                + "'/><source network='shop'/></interface></devices></domain>";
        real.done(new VmCommand.Define(host(), twin, true));
        VmId other = real.vm("twin").id();
        assertThat(script(member)).contains("in use by").contains("twin").doesNotContain("kernel --name");
        assertThat(script("shop", member.mac(), identifier(other), member.mac()).body())
                .doesNotContain("function=db");
        trail(member, entries -> entries.getLast().kind() == BootTrail.Kind.STOPPED);
        real.done(new VmCommand.Power(PowerAction.FORCE_OFF, List.of(other)));
        assertThat(script(member)).contains("function=db");
    }

    @Test
    void S1_11_a_missing_boot_file_is_an_explicit_error_and_never_another_functions_image() throws Exception {
        deployed();
        Artifact artifact =
                real.bridge().inventory().object(Artifact.class, KERNEL).orElseThrow();
        try (Stream<Path> files = Files.walk(directory.resolve("state/artifacts"))) {
            Path content = files.filter(file -> file.endsWith(artifact.digest()))
                    .findFirst()
                    .orElseThrow();
            Files.delete(content);
        }
        Assignment member = member("shop-db-1");
        assertThat(script(member))
                .contains("echo Muster: refused. the artifact tiny/vmlinuz")
                .doesNotContain("kernel --name");
        assertThat(trail(member, entries -> entries.getLast().kind() == BootTrail.Kind.STOPPED)
                        .getLast()
                        .text())
                .contains("tiny/vmlinuz")
                .contains("missing");
    }

    @Test
    void S1_12_with_several_nics_only_the_boot_nic_identifies() throws Exception {
        deployed();
        network("annex", "127.77.2.");
        real.done(new ClusterCommand.Create(spec("annex", "annex", "", Optional.empty())));
        real.done(new ClusterCommand.Deploy(ClusterId.of("annex")));
        listening("annex");
        VmId two = stranger("two", List.of("shop", "annex"));
        real.done(new ClusterCommand.Assign(identifier(two), ClusterId.of("shop"), "db", false));
        assertThat(ask("two").body()).contains("function=db");
        String second = real.vm("two").nics().getLast().mac();
        assertThat(script("annex", second, identifier(two), second).statusCode())
                .isEqualTo(403);
    }

    @Test
    void S2_01_known_asks_nobody_and_unknown_asks_once_with_the_identifier() throws Exception {
        OutsideQuery query = answering(200, "{\"function\":\"web\",\"once\":false}");
        real.done(new ClusterCommand.Create(spec("shop", "shop", "", Optional.of(query))));
        real.done(new ClusterCommand.Deploy(ClusterId.of("shop")));
        listening("shop");
        assertThat(script(member("shop-db-1"))).contains("function=db");
        assertThat(asked).hasValue(0);
        VmId unknown = stranger("unknown", List.of("shop"));
        assertThat(ask("unknown").body())
                .contains("no function is known")
                .contains("sleep")
                .contains("chain --replace");
        real.awaitImage(
                image -> image.object(Assignment.class, identifier(unknown)).isPresent());
        assertThat(ask("unknown").body()).contains("function=web of=shop name=unknown");
        assertThat(ask("unknown").body()).contains("function=web");
        assertThat(asked).hasValue(1);
        pending(unknown, Optional::isEmpty);
    }

    @Test
    void S2_02_retransmits_are_coalesced_and_a_late_answer_serves_the_next_request() throws Exception {
        deployed();
        VmId unknown = stranger("unknown", List.of("shop"));
        for (int i = 0; i < 5; i++) {
            assertThat(ask("unknown").body()).contains("no function is known");
        }
        pending(unknown, one -> one.filter(waits -> waits.asks() == 5).isPresent());
        PendingBoot waits = real.bridge()
                .inventory()
                .object(PendingBoot.class, identifier(unknown))
                .orElseThrow();
        assertThat(waits.vm()).isEqualTo("unknown");
        assertThat(real.bridge().inventory().objects(PendingBoot.class)).hasSize(1);
        real.done(new ClusterCommand.Assign(identifier(unknown), ClusterId.of("shop"), "web", false));
        pending(unknown, Optional::isEmpty);
        assertThat(ask("unknown").body()).contains("function=web");
    }

    @Test
    void S2_03_outside_unreachable_gives_the_default_function_or_a_refusal() throws Exception {
        OutsideQuery nobody = new OutsideQuery("http://127.0.0.1:1/", "", "", 1, 3600);
        real.done(new ClusterCommand.Create(spec("shop", "shop", "", Optional.of(nobody))));
        real.done(new ClusterCommand.Deploy(ClusterId.of("shop")));
        listening("shop");
        VmId unknown = stranger("unknown", List.of("shop"));
        ask("unknown");
        real.awaitImage(image -> image.object(PendingBoot.class, identifier(unknown))
                .filter(one -> one.state() == PendingBoot.State.REFUSED)
                .isPresent());
        assertThat(ask("unknown").body()).contains("refused").contains("nobody outside answers");
        real.done(new ClusterCommand.Set(spec("shop", "shop", "web", Optional.of(nobody)), 0));
        VmId later = stranger("later", List.of("shop"));
        ask("later");
        real.awaitImage(
                image -> image.object(Assignment.class, identifier(later)).isPresent());
        assertThat(ask("later").body()).contains("function=web");
    }

    @Test
    void S2_04_a_negative_answer_is_refused_and_not_asked_again_for_its_time() throws Exception {
        OutsideQuery query = answering(404, "");
        real.done(new ClusterCommand.Create(spec("shop", "shop", "web", Optional.of(query))));
        real.done(new ClusterCommand.Deploy(ClusterId.of("shop")));
        listening("shop");
        VmId unknown = stranger("unknown", List.of("shop"));
        ask("unknown");
        real.awaitImage(image -> image.object(PendingBoot.class, identifier(unknown))
                .filter(one -> one.state() == PendingBoot.State.REFUSED)
                .isPresent());
        for (int i = 0; i < 3; i++) {
            assertThat(ask("unknown").body()).contains("refused from outside").contains("sleep 30");
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void S2_05_a_redefinition_takes_effect_at_the_next_boot_and_is_shown_until_then() throws Exception {
        deployed();
        Assignment member = member("shop-web-1");
        script(member);
        seen(member, one -> !one.booted().isEmpty() && !one.isRestartToApply());
        real.done(new ClusterCommand.Assign(member.id(), ClusterId.of("shop"), "db", false));
        seen(member, Assignment::isRestartToApply);
        assertThat(real.vm("shop-web-1").state().isActive()).isTrue();
        assertThat(script(member)).contains("function=db");
        seen(member, one -> !one.booted().isEmpty() && !one.isRestartToApply());
        real.done(new ClusterCommand.Assign(member.id(), ClusterId.of("shop"), "web", true));
        assertThat(script(member)).contains("function=web");
        assertThat(script(member)).as("once is for one boot").contains("function=db");
    }

    @Test
    void S2_06_mappings_are_pushed_without_a_restart_and_survive_one() throws Exception {
        deployed();
        VmId pushed = stranger("pushed", List.of("shop"));
        real.done(new ClusterCommand.Assign(identifier(pushed), ClusterId.of("shop"), "web", false));
        assertThat(ask("pushed").body()).contains("function=web");
        real.awaitImage(image -> image.object(Assignment.class, identifier(pushed))
                .filter(one -> one.booted().equals("web"))
                .isPresent());
        Assignment before = real.bridge()
                .inventory()
                .object(Assignment.class, identifier(pushed))
                .orElseThrow();
        restart();
        assertThat(real.bridge().inventory().object(Assignment.class, identifier(pushed)))
                .contains(before);
    }

    @Test
    void S2_07_a_vm_cannot_write_a_mapping_nor_claim_anothers() throws Exception {
        deployed();
        Assignment db = member("shop-db-1");
        Assignment web = member("shop-web-1");
        assertThat(script("shop", web.mac(), db.id(), db.mac()).statusCode())
                .as("another's lease")
                .isEqualTo(403);
        assertThat(script("shop", web.mac(), db.id(), web.mac()).statusCode())
                .as("another's identifier")
                .isEqualTo(403);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest write = HttpRequest.newBuilder(
                            URI.create(controller("shop") + "/script?uuid=" + db.id() + "&mac=" + db.mac()))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(client.send(write, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(405);
            HttpRequest nobody = HttpRequest.newBuilder(
                            URI.create(controller("shop") + "/script?uuid=" + db.id() + "&mac=" + db.mac()))
                    .build();
            assertThat(client.send(nobody, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .as("no lease")
                    .isEqualTo(403);
        }
        // a file of another's boot is not served either
        Matcher file = FILE.matcher(script(db));
        assertThat(file.find()).isTrue();
        assertThat(get("shop", db.mac(), file.group(1)).body()).isEqualTo("a kernel of sorts");
        assertThat(get("shop", web.mac(), file.group(1)).statusCode()).isEqualTo(404);
        seen(db, one -> one.function().equals("db"));
    }

    @Test
    void S2_07_the_control_channel_asks_for_the_role() throws Exception {
        real.close();
        Bridge bridge = Bridge.open(
                BridgeConfig.in(directory.resolve("state")),
                List.of(new SimulatedDriver(Clock.systemUTC())),
                Clock.systemUTC());
        try {
            assertThatThrownBy(() -> bridge.as(new Principal("eve", Role.VIEWER, "local"))
                            .submit(new ClusterCommand.Create(spec("eve", "shop", "", Optional.empty()))))
                    .isInstanceOf(MusterException.class)
                    .hasMessageContaining("ACC-2");
        } finally {
            bridge.close();
            real = bridge();
        }
    }

    @Test
    void S2_08_script_and_files_agree_on_one_function_even_if_it_is_redefined_between() throws Exception {
        deployed();
        Path file = Files.writeString(directory.resolve("other"), "another kernel");
        ClusterGround.put(real, ArtifactId.of("tiny/other"), ArtifactKind.KERNEL, file);
        Assignment member = member("shop-db-1");
        Matcher kernel = FILE.matcher(script(member));
        assertThat(kernel.find()).isTrue();
        ClusterSpec before = spec("shop", "shop", "", Optional.empty());
        real.done(new ClusterCommand.Set(
                new ClusterSpec(
                        before.name(),
                        before.network(),
                        List.of(),
                        List.of(new BootProfile.Kernel(
                                "tiny", ArtifactId.of("tiny/other"), Optional.empty(), "redefined")),
                        before.functions(),
                        "",
                        Optional.empty()),
                0));
        assertThat(get("shop", member.mac(), kernel.group(1)).body()).isEqualTo("a kernel of sorts");
        assertThat(script(member)).contains("redefined").contains("tiny/other");
    }

    @Test
    void files_are_served_with_ranges_tags_and_a_trail() throws Exception {
        deployed();
        Assignment member = member("shop-db-1");
        Matcher kernel = FILE.matcher(script(member));
        assertThat(kernel.find()).isTrue();
        String address = real
                .bridge()
                .ask(new NetworkQuery.Leases(networkOf("shop").id()))
                .leases()
                .stream()
                .filter(lease -> lease.mac().equals(member.mac()))
                .findFirst()
                .orElseThrow()
                .address()
                .replaceFirst("/.*", "");
        try (HttpClient client = HttpClient.newBuilder()
                .localAddress(InetAddress.ofLiteral(address))
                .build()) {
            URI url = URI.create(kernel.group(1));
            HttpResponse<String> part = client.send(
                    HttpRequest.newBuilder(url).header("Range", "bytes=2-7").build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo("kernel");
            assertThat(part.headers().firstValue("Content-Range")).contains("bytes 2-7/17");
            String tag = part.headers().firstValue("ETag").orElseThrow();
            HttpResponse<String> same = client.send(
                    HttpRequest.newBuilder(url).header("If-None-Match", tag).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(same.statusCode()).isEqualTo(304);
            HttpResponse<String> beyond = client.send(
                    HttpRequest.newBuilder(url).header("Range", "bytes=99-").build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(beyond.statusCode()).isEqualTo(416);
        }
        List<BootTrail.Entry> entries = trail(member, all -> all.size() >= 3);
        assertThat(entries)
                .extracting(BootTrail.Entry::kind)
                .startsWith(BootTrail.Kind.LEASE, BootTrail.Kind.SCRIPT, BootTrail.Kind.FILE);
        assertThat(entries.get(2).bytes()).isEqualTo(6);
    }
}

package dev.muster.bridge.recovery.net;

import static dev.muster.bridge.recovery.net.NetSamples.DB;
import static dev.muster.bridge.recovery.net.NetSamples.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.recovery.net.UplinkCapture.Evidence;
import dev.muster.model.recovery.FirewallRule;
import dev.muster.model.recovery.FirewallRule.Action;
import dev.muster.model.recovery.FirewallRule.Peer;
import dev.muster.model.recovery.FirewallRule.PortRange;
import dev.muster.model.recovery.Protocol;
import dev.muster.model.recovery.RecoveryNetwork;
import dev.muster.model.recovery.RecoveryNetwork.PortForward;
import dev.muster.model.recovery.RecoveryNetwork.Reach;
import dev.muster.model.recovery.Vpn;
import dev.muster.model.recovery.VpnPeer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recovery networks with guests in them, beside each other and beside production with the same addresses. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class RecoveryNetsRealTest {
    private static final String PRODUCTION = "prodbr0";
    private static final String PRODUCTION_MAC = "52:54:00:0a:00:77";
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory = Path.of("");

    private NetGround ground;
    private RecoveryNets nets;
    private final List<Probe> probes = new ArrayList<>();
    private List<String> before = List.of();

    @BeforeEach
    void production_with_the_same_addresses() throws Exception {
        ground = new NetGround(directory);
        nets = new RecoveryNets(directory.resolve("nets"));
        ground.endWith("ip", "link", "delete", "dev", PRODUCTION);
        NetGround.must("ip", "link", "add", "name", PRODUCTION, "type", "bridge", "forward_delay", "0");
        NetGround.must("ip", "address", "add", "10.7.0.1/24", "dev", PRODUCTION);
        NetGround.must("ip", "link", "set", "dev", PRODUCTION, "up");
        before = NetGround.traces();
    }

    @AfterEach
    void clear() throws Exception {
        probes.forEach(Probe::close);
        try {
            for (NetForm form : nets.made()) {
                nets.remove(form.word());
            }
        } finally {
            ground.end();
        }
    }

    private Probe probe(NetForm form) {
        Probe probe = new Probe(form.word());
        probes.add(probe);
        return probe;
    }

    private NetForm isolated(String run) {
        return NetSamples.form(run, NetSamples.network(Reach.CONNECTED, true, List.of(), List.of()), true);
    }

    @Test
    void a_test_runs_beside_production_and_another_test_with_the_same_addresses() throws Exception {
        NetForm form = isolated("first");
        NetForm other = isolated("second");
        nets.make(form);
        nets.make(other);
        assertThat(nets.made()).containsExactlyInAnyOrder(form, other);
        ground.background(
                "dnsmasq",
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--no-hosts",
                "--no-resolv",
                "--interface=" + PRODUCTION,
                "--except-interface=lo",
                "--bind-interfaces",
                "--no-ping",
                "--dhcp-range=10.7.0.5,10.7.0.5,255.255.255.0,2m",
                "--dhcp-leasefile=" + directory.resolve("production.leases"),
                "--pid-file=");
        UplinkCapture capture = new UplinkCapture(directory.resolve("capture"));
        capture.start(List.of(PRODUCTION), List.of(WEB, DB));
        UplinkCapture control = new UplinkCapture(directory.resolve("control"));
        control.start(List.of(PRODUCTION), List.of(PRODUCTION_MAC));

        ground.guest("web", form.bridge(), WEB, "muster.http=8080", "muster.fetch=db.prod.example");
        ground.guest("db", form.bridge(), DB, "muster.fetch=www.prod.example:8080");
        ground.guest("twin", other.bridge(), WEB);
        ground.guest("real", PRODUCTION, PRODUCTION_MAC, "muster.fetch=10.7.0.1:9");
        ground.awaitSaid("web", "web address 10.7.0.5");
        ground.awaitSaid("db", "db address 10.7.0.100");
        ground.awaitSaid("twin", "twin address 10.7.0.5");
        ground.awaitSaid("real", "real address 10.7.0.5");
        ground.awaitSaid("web", "muster guest web fetched db.prod.example: db");
        ground.awaitSaid("db", "muster guest db fetched www.prod.example:8080: web");

        Probe probe = probe(form);
        assertThat(probe.ping("10.7.0.5", SOON)).isTrue();
        assertThat(probe.ping("10.7.0.77", Duration.ofSeconds(1))).isFalse();
        assertThat(probe.tcp("10.7.0.5", 8080, SOON)).isTrue();
        assertThat(probe.tcp("10.7.0.100", 8080, SOON)).isFalse();
        assertThat(probe.http(false, "10.7.0.5", 80, "/", SOON)).contains(new Probe.Answer(200, "web\n"));
        assertThat(probe.http(false, "10.7.0.5", 80, "/nothing", SOON)
                        .orElseThrow()
                        .status())
                .isEqualTo(404);
        assertThat(probe(other).http(false, "10.7.0.5", 80, "/", SOON)).contains(new Probe.Answer(200, "twin\n"));
        assertThat(host("http://10.7.0.5/")).isEqualTo("real\n");

        Evidence control0 = control.stop();
        Evidence evidence = capture.stop();
        assertThat(evidence.frames()).isZero();
        assertThat(evidence.complete()).isTrue();
        assertThat(evidence.links().getFirst().all()).isPositive();
        assertThat(control0.frames()).isPositive();
        assertThat(control0.complete()).isTrue();
        assertThat(control0.links().getFirst().sources()).contains(PRODUCTION_MAC);
        assertThat(capture.stop()).isEqualTo(evidence);
    }

    private static String host(String address) throws IOException {
        try (InputStream in = URI.create(address).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_connected_network_has_its_forwards_and_its_way_out_and_its_firewall() throws Exception {
        outside();
        Peer web = new Peer.Machine("web");
        NetForm form = NetSamples.form(
                "run",
                NetSamples.network(
                        Reach.CONNECTED,
                        true,
                        List.of(new PortForward(Protocol.TCP, 8443, "web", 80)),
                        List.of(
                                new FirewallRule(
                                        Action.ALLOW,
                                        new Peer.Anywhere(),
                                        web,
                                        Protocol.TCP,
                                        List.of(new PortRange(80, 80))),
                                new FirewallRule(Action.DENY, new Peer.Machine("db"), web, Protocol.ANY, List.of()))),
                false);
        nets.make(form);
        assertThat(form.portsIsolated()).isTrue();
        ground.guest("web", form.bridge(), WEB, "muster.http=8080", "muster.fetch=203.0.113.2:8000");
        ground.guest("db", form.bridge(), DB, "muster.fetch=web:80", "muster.fetch=web:8080");
        nets.isolatePorts(form);
        ground.awaitSaid("web", "web fetched 203.0.113.2:8000: outside");
        ground.awaitSaid("db", "db fetched web:80: web");
        assertThat(host("http://203.0.113.1:8443/")).isEqualTo("web\n");
        assertThat(NetGround.must(
                        "ip",
                        "netns",
                        "exec",
                        "outside",
                        "busybox",
                        "wget",
                        "-q",
                        "-O",
                        "-",
                        "http://203.0.113.1:8443/"))
                .isEqualTo("web\n");
        // the host is in the same subnet itself
        assertThat(host("http://10.7.0.1:8443/")).isEqualTo("web\n");
        assertThat(ground.said("db")).doesNotContain("fetched web:8080");
        assertThat(probe(form).tcp("10.7.0.5", 8080, SOON)).isTrue();
        assertThat(ground.said("db")).doesNotContain("fetched web:8080");
    }

    /** A pair of keys as WireGuard's own tool makes it. */
    private String key(String name) throws Exception {
        Path secret = Files.writeString(directory.resolve(name + ".key"), NetGround.must("wg", "genkey"));
        return Tool.run(List.of("wg", "pubkey"), Files.readString(secret));
    }

    /** Brings up a peer outside, which sends what is for the network into the tunnel. */
    private void peer(String link, String address, String own, String port) throws Exception {
        ground.background("ip", "netns", "exec", "outside", "env", "WG_PROCESS_FOREGROUND=1", "wireguard-go", link);
        await().atMost(LONG).until(() -> Files.exists(Path.of("/var/run/wireguard", link + ".sock")));
        NetGround.must(
                "ip",
                "netns",
                "exec",
                "outside",
                "wg",
                "set",
                link,
                "private-key",
                directory.resolve(own + ".key").toString(),
                "peer",
                nets.tunnelKey(),
                "endpoint",
                "203.0.113.1:" + port,
                "allowed-ips",
                "10.7.0.0/24");
        NetGround.must("ip", "-netns", "outside", "address", "add", address, "dev", link);
        NetGround.must("ip", "-netns", "outside", "link", "set", "dev", link, "up");
        NetGround.must("ip", "-netns", "outside", "route", "add", "10.7.0.0/24", "dev", link);
    }

    @Test
    void a_peer_elsewhere_comes_in_through_wireguard_and_only_who_has_a_key() throws Exception {
        outside();
        RecoveryNetwork network = NetSamples.network(
                        Reach.CONNECTED,
                        true,
                        List.of(),
                        List.of(new FirewallRule(
                                Action.DENY,
                                new Peer.Addresses("10.99.0.0/24"),
                                new Peer.Machine("web"),
                                Protocol.TCP,
                                List.of(new PortRange(8080, 8080)))))
                .withVpn(Optional.of(new Vpn(
                        51820,
                        "10.99.0.1/24",
                        List.of(new VpnPeer("office", key("office"), List.of("10.99.0.2/32"))))));
        NetForm form = NetSamples.form("run", network, false);
        assertThat(nets.obstacle(form)).isEmpty();
        nets.make(form);
        nets.make(form);
        ground.guest("web", form.bridge(), WEB, "muster.http=8080");
        ground.awaitSaid("web", "web address 10.7.0.5");
        List<String> fetch =
                List.of("ip", "netns", "exec", "outside", "timeout", "5", "busybox", "wget", "-q", "-O", "-");

        var _ = key("stranger");
        peer("wgs", "10.99.0.2/24", "stranger", "51820");
        assertThat(NetGround.succeeds(line(fetch, "http://10.7.0.5/")))
                .as("of whom nothing is known")
                .isFalse();
        NetGround.must("ip", "-netns", "outside", "link", "delete", "dev", "wgs");

        peer("wgo", "10.99.0.2/24", "office", "51820");
        assertThat(NetGround.must(line(fetch, "http://10.7.0.5/"))).isEqualTo("web\n");
        assertThat(NetGround.succeeds(line(fetch, "http://10.7.0.5:8080/")))
                .as("what the firewall denies")
                .isFalse();
        assertThat(Files.getPosixFilePermissions(directory.resolve("nets/wireguard.key")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(NetSamples.form("test", network, true).vpn())
                .as("nobody comes into a test")
                .isEmpty();

        nets.remove(form.word());
        assertThat(NetGround.succeeds(line(fetch, "http://10.7.0.5/"))).isFalse();
        assertThat(Namespace.startedWith(form.tunnel())).isEmpty();
    }

    private static String[] line(List<String> words, String last) {
        return Stream.concat(words.stream(), Stream.of(last)).toArray(String[]::new);
    }

    /** A server of somebody else, who knows no way back to recovery networks. */
    private void outside() throws Exception {
        ground.endWith("ip", "netns", "delete", "outside");
        NetGround.must("ip", "netns", "add", "outside");
        ground.endWith("ip", "link", "delete", "dev", "outer");
        NetGround.must(
                "ip", "link", "add", "name", "outer", "type", "veth", "peer", "name", "eth0", "netns", "outside");
        NetGround.must("ip", "address", "add", "203.0.113.1/24", "dev", "outer");
        NetGround.must("ip", "link", "set", "dev", "outer", "up");
        NetGround.must("ip", "-netns", "outside", "address", "add", "203.0.113.2/24", "dev", "eth0");
        NetGround.must("ip", "-netns", "outside", "link", "set", "dev", "eth0", "up");
        Path pages = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(pages.resolve("index.html"), "outside\n");
        ground.background(
                "ip", "netns", "exec", "outside", "busybox", "httpd", "-f", "-p", "8000", "-h", pages.toString());
    }

    @Test
    void what_was_broken_is_mended_and_nothing_is_left_of_what_is_removed() throws Exception {
        NetForm form = NetSamples.form(
                "run",
                NetSamples.network(
                        Reach.CONNECTED, true, List.of(new PortForward(Protocol.TCP, 8443, "web", 80)), List.of()),
                false);
        Path forward = Path.of("/proc/sys/net/ipv4/ip_forward");
        Files.writeString(forward, "0\n");
        before = NetGround.traces();
        nets.make(form);
        assertThat(Files.readString(forward)).startsWith("1");
        List<String> whole = NetGround.traces();
        List<ProcessHandle> servers = new Namespace(form.word()).processes();
        assertThat(servers).isNotEmpty();
        nets.make(form);
        assertThat(new Namespace(form.word()).processes()).isEqualTo(servers);
        assertThat(NetGround.traces()).isEqualTo(whole);

        servers.forEach(ProcessHandle::destroyForcibly);
        await().atMost(LONG).until(() -> new Namespace(form.word()).processes().isEmpty());
        NetGround.must("nft", "delete", "table", "ip", "muster_" + form.word());
        NetGround.must("ip", "link", "delete", "dev", form.word() + "p");
        nets.make(form);
        assertThat(NetGround.traces()).isEqualTo(whole);
        NetGround.must("ip", "netns", "delete", form.word());
        nets.make(form);
        assertThat(NetGround.traces()).isEqualTo(whole);

        Probe probe = probe(form);
        assertThat(probe.ping("10.7.0.1", SOON)).isTrue();
        new Namespace(form.word())
                .processes().stream()
                        .filter(process -> process.info().command().orElse("").endsWith("java"))
                        .forEach(ProcessHandle::destroyForcibly);
        await().atMost(LONG).ignoreExceptions().until(() -> probe.ping("10.7.0.1", SOON));
        nets.remove(form.word());
        assertThat(NetGround.traces()).isEqualTo(before);
        assertThat(nets.made()).isEmpty();
        nets.remove(form.word());
        assertThat(Files.readString(nets.log(form.word()))).contains("started");
    }

    @Test
    void what_this_bridge_knows_nothing_of_any_more_is_found_by_its_mark() throws Exception {
        NetForm form = isolated("lost");
        nets.make(form);
        assertThat(nets.leftovers()).isEmpty();
        Path file = directory.resolve("nets").resolve(form.word() + ".json");
        Files.delete(file);
        assertThat(nets.leftovers()).containsExactly(form.word());
        assertThat(new RecoveryNets(directory.resolve("elsewhere")).leftovers()).isEmpty();
        nets.remove(form.word());
        assertThat(NetGround.traces()).isEqualTo(before);
    }
}

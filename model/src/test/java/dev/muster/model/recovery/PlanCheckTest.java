package dev.muster.model.recovery;

import static dev.muster.model.recovery.Plans.machine;
import static dev.muster.model.recovery.Plans.network;
import static dev.muster.model.recovery.Plans.plan;
import static dev.muster.model.recovery.Plans.prompt;
import static dev.muster.model.recovery.Plans.tier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.backup.PointId;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.recovery.FirewallRule.Action;
import dev.muster.model.recovery.FirewallRule.Peer;
import dev.muster.model.recovery.FirewallRule.PortRange;
import dev.muster.model.recovery.PlanFault.Kind;
import dev.muster.model.recovery.RecoveryNetwork.AddressRange;
import dev.muster.model.recovery.RecoveryNetwork.DnsRule;
import dev.muster.model.recovery.RecoveryNetwork.PortForward;
import dev.muster.model.recovery.RecoveryNetwork.Reach;
import dev.muster.model.recovery.RecoveryNetwork.Reservation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlanCheckTest {
    private static final PlanNic FRONT = new PlanNic(1, "front", Optional.empty());

    @Test
    void a_plan_without_faults_has_none() {
        RecoveryNetwork front = new RecoveryNetwork(
                "front",
                List.of("prod", "dmz"),
                "10.7.0.0/24",
                Optional.of("10.7.0.1"),
                Optional.of(new AddressRange("10.7.0.100", "10.7.0.199")),
                List.of(new Reservation("web", 1, "10.7.0.150"), new Reservation("db", 1, "10.7.0.20")),
                new DnsRule("shop.example", true),
                true,
                List.of(new PortForward(Protocol.TCP, 8443, "web", 443)),
                List.of(new FirewallRule(
                        Action.ALLOW,
                        new Peer.Anywhere(),
                        new Peer.Machine("web"),
                        Protocol.TCP,
                        List.of(new PortRange(443, 443)))),
                Reach.CONNECTED);
        PlanMachine web = machine("web", "db")
                .withNics(List.of(new PlanNic(1, "front", Optional.of("10.7.0.150"))))
                .withOnlyIf(Optional.of(new Choice("site", "b")))
                .withReadiness(new Readiness(
                        List.of(
                                new Gate.Agent(),
                                new Gate.Ping(),
                                new Gate.TcpPort(443),
                                new Gate.Http(443, true, "/health?full=1", 200, Optional.of("ok")),
                                new Gate.SerialText("login:"),
                                new Gate.Script("check-web", List.of("-v"))),
                        Duration.ofMinutes(5)))
                .withCommands(
                        List.of(new PlanCommand.OnBridge("notify", List.of(), Duration.ofSeconds(5), false)),
                        List.of(
                                new PlanCommand.InGuest("/bin/sync", List.of(), Duration.ofSeconds(5), true),
                                new PlanCommand.InGuest("C:\\tools\\go.exe", List.of(), Duration.ofSeconds(5), true)));
        PlanSpec plan = plan(
                        tier("base", 2, prompt("site", "a", "b"), machine("db").withNics(List.of(FRONT))),
                        tier("front", 5, web),
                        tier("empty", 1))
                .withNetworks(List.of(front, network("back", "10.8.0.0/16")))
                .withObjectives(Optional.of(Duration.ofHours(1)), Optional.of(Duration.ofDays(1)));
        assertThat(PlanCheck.of(plan)).isEmpty();
    }

    @Test
    void all_faults_are_told_at_once_in_the_order_of_the_plan() {
        PlanSpec plan = new PlanSpec(
                "",
                Optional.of(Duration.ZERO),
                Optional.of(Duration.ofSeconds(-1)),
                Duration.ZERO,
                0,
                List.of(tier("a", 0, machine("x", "nobody")), tier("a", 1, machine("x")), tier(" ", 1)),
                List.of(network("n", "10.0.0.0/33")),
                Optional.of(new Decision(Duration.ZERO, Decision.Otherwise.COMMIT)));
        assertThat(PlanCheck.of(plan))
                .extracting(fault -> fault.path() + " " + fault.kind())
                .containsExactly(
                        "objective TIME_INVALID",
                        "ageObjective TIME_INVALID",
                        "testValidity TIME_INVALID",
                        "decision.within TIME_INVALID",
                        "hostLimit OUT_OF_RANGE",
                        "tiers[0].limit OUT_OF_RANGE",
                        "tiers[0].items[0].needs UNKNOWN_NEED",
                        "tiers[1].name DUPLICATE_TIER",
                        "tiers[1].items[0].key DUPLICATE_KEY",
                        "tiers[1].items[0].source DUPLICATE_VM",
                        "tiers[2].name EMPTY",
                        "networks[0].subnet ADDRESS_INVALID");
        assertThat(PlanCheck.of(plan).get(6))
                .isEqualTo(new PlanFault(
                        Kind.UNKNOWN_NEED,
                        "tiers[0].items[0].needs",
                        Optional.of("x"),
                        "\"x\" needs \"nobody\", which is not in the plan."));
    }

    @Test
    void a_plan_recovers_at_least_one_machine() {
        only(plan(), "tiers", Kind.NO_MACHINES);
        only(Plans.of(prompt("p", "yes")), "tiers", Kind.NO_MACHINES);
    }

    @Test
    void cycles_are_named_and_tiers_count() {
        only(Plans.of(machine("a", "b"), machine("b", "a")), "tiers[0].items[0].needs", Kind.CYCLE);
        PlanSpec plan = plan(tier("1", 1, machine("a"), machine("b", "c")), tier("2", 1, machine("c")));
        assertThat(PlanCheck.of(plan)).singleElement().satisfies(fault -> {
            assertThat(fault.path()).isEqualTo("tiers[0].items[1].needs");
            assertThat(fault.text())
                    .isEqualTo(
                            "\"b\" waits for \"c\" of a later tier, and \"c\" waits for all items of the tiers before"
                                    + " its own: b → c → b.");
        });
        assertThat(PlanCheck.of(Plans.of(machine("a", "a"))).getFirst().text())
                .isEqualTo("\"a\" waits for itself: a → a.");
    }

    @Test
    void a_prompt_has_choices_and_its_default_is_one_of_them() {
        PlanPrompt none = new PlanPrompt("p", Optional.empty(), " ", List.of(), "yes", Duration.ZERO, List.of());
        assertThat(PlanCheck.of(Plans.of(machine("a"), none)))
                .extracting(PlanFault::kind)
                .containsExactly(Kind.EMPTY, Kind.NO_CHOICES, Kind.DEFAULT_UNKNOWN, Kind.TIME_INVALID);
        only(Plans.of(machine("a"), prompt("p", "yes", "yes")), "tiers[0].items[1].choices[1]", Kind.DUPLICATE_CHOICE);
    }

    @Test
    void an_item_is_bound_to_a_choice_of_a_prompt_before_it() {
        Optional<Choice> yes = Optional.of(new Choice("p", "yes"));
        only(Plans.of(machine("a").withOnlyIf(yes)), "tiers[0].items[0].onlyIf", Kind.UNKNOWN_PROMPT);
        only(Plans.of(machine("p"), machine("a").withOnlyIf(yes)), "tiers[0].items[1].onlyIf", Kind.UNKNOWN_PROMPT);
        only(
                Plans.of(prompt("p", "no"), machine("a").withOnlyIf(yes)),
                "tiers[0].items[1].onlyIf",
                Kind.UNKNOWN_CHOICE);
        only(Plans.of(machine("a").withOnlyIf(yes), prompt("p", "yes")), "tiers[0].items[0].onlyIf", Kind.PROMPT_LATER);
    }

    @Test
    void one_vm_is_there_once_or_under_different_answers() {
        MachineSource same = new MachineSource.OfVm(Plans.vm("a"), "a");
        PlanMachine a = PlanMachine.of("a", same);
        PlanMachine b = PlanMachine.of("b", new MachineSource.OfImage(same.uuid(), "a"));
        only(Plans.of(a, b), "tiers[0].items[1].source", Kind.DUPLICATE_VM);
        assertThat(PlanCheck.of(Plans.of(
                        prompt("size", "small", "large"),
                        a.withOnlyIf(Optional.of(new Choice("size", "small"))),
                        b.withOnlyIf(Optional.of(new Choice("size", "large"))))))
                .isEmpty();
    }

    @Test
    void what_a_machine_says_of_itself_is_possible() {
        String item = "tiers[0].items[0].";
        only(Plans.of(machine("Big")), item + "key", Kind.MALFORMED);
        PointId other = new PointId(RepositoryId.of("nightly"), UUID.randomUUID(), "20261129T221500Z");
        only(point(new PointRule.Pinned(other), Optional.empty()), item + "point.rule", Kind.POINT_MISMATCH);
        PointId own = new PointId(RepositoryId.of("nightly"), Plans.vm("a").uuid(), "20261129T221500Z");
        only(
                point(new PointRule.Pinned(own), Optional.of(RepositoryId.of("weekly"))),
                item + "point.repository",
                Kind.POINT_MISMATCH);
        assertThat(PlanCheck.of(point(new PointRule.Pinned(own), Optional.empty())))
                .isEmpty();
        HardwareOverride hardware = new HardwareOverride(
                Optional.of(0), Optional.of(1L), Optional.empty(), Optional.of("ne2k"), Optional.of("usb"));
        assertThat(PlanCheck.of(Plans.of(machine("a").withHardware(hardware))))
                .extracting(PlanFault::path)
                .containsExactly(
                        item + "hardware.vcpus",
                        item + "hardware.memoryMib",
                        item + "hardware.nicModel",
                        item + "hardware.diskBus");
        Place place =
                new Place(Optional.of(HostId.of("h1")), Optional.of(new PoolId(HostId.of("h2"), UUID.randomUUID())));
        only(Plans.of(machine("a").withPlace(place)), item + "place.pool", Kind.POOL_MISMATCH);
        only(
                Plans.of(machine("a").withOnFailure(new FailureRule(-1, FailureRule.Then.STOP))),
                item + "onFailure.retries",
                Kind.OUT_OF_RANGE);
        only(Plans.of(machine("a").withDelay(Duration.ofSeconds(-1))), item + "delay", Kind.TIME_INVALID);
        only(Plans.of(machine("a").withEstimate(Optional.of(Duration.ZERO))), item + "estimate", Kind.TIME_INVALID);
    }

    private static PlanSpec point(PointRule rule, Optional<RepositoryId> repository) {
        return Plans.of(machine("a").withPoint(new PointChoice(rule, true, repository)));
    }

    @Test
    void gates_say_what_can_be_looked_for() {
        String gate = "tiers[0].items[0].readiness.gates[0].";
        gateFault(new Gate.TcpPort(0), gate + "port", Kind.OUT_OF_RANGE);
        gateFault(new Gate.TcpPort(65_536), gate + "port", Kind.OUT_OF_RANGE);
        gateFault(new Gate.Http(80, false, "health", 200, Optional.empty()), gate + "path", Kind.MALFORMED);
        gateFault(new Gate.Http(80, false, "/a b", 200, Optional.empty()), gate + "path", Kind.MALFORMED);
        gateFault(new Gate.Http(80, false, "/", 20, Optional.empty()), gate + "status", Kind.OUT_OF_RANGE);
        gateFault(new Gate.Http(80, false, "/", 200, Optional.of("")), gate + "content", Kind.EMPTY);
        gateFault(new Gate.SerialText(" "), gate + "content", Kind.EMPTY);
        gateFault(new Gate.Script("../x", List.of()), gate + "program", Kind.MALFORMED);
        only(
                Plans.of(machine("a").withReadiness(new Readiness(List.of(), Duration.ZERO))),
                "tiers[0].items[0].readiness.timeout",
                Kind.TIME_INVALID);
    }

    private static void gateFault(Gate gate, String path, Kind kind) {
        only(Plans.of(machine("a").withReadiness(new Readiness(List.of(gate), Duration.ofMinutes(1)))), path, kind);
    }

    @Test
    void commands_name_programs_and_have_time_limits() {
        List<PlanCommand> wrong = List.of(
                new PlanCommand.OnBridge("a/b", List.of(), Duration.ZERO, true),
                new PlanCommand.InGuest("sync", List.of(), Duration.ofSeconds(1), true));
        assertThat(PlanCheck.of(Plans.of(machine("a").withCommands(wrong, wrong))))
                .extracting(fault -> fault.path().substring("tiers[0].items[0].".length()) + " " + fault.kind())
                .containsExactly(
                        "before[0].program MALFORMED",
                        "before[0].timeLimit TIME_INVALID",
                        "before[1].path MALFORMED",
                        "before[1] MALFORMED",
                        "after[0].program MALFORMED",
                        "after[0].timeLimit TIME_INVALID",
                        "after[1].path MALFORMED");
    }

    @Test
    void nics_are_plugged_into_networks_of_the_plan_once() {
        PlanMachine twice = machine("a").withNics(List.of(FRONT, new PlanNic(1, "back", Optional.empty())));
        assertThat(PlanCheck.of(Plans.of(twice).withNetworks(List.of(network("front", "10.7.0.0/24")))))
                .extracting(fault -> fault.path() + " " + fault.kind())
                .containsExactly(
                        "tiers[0].items[0].nics[1].nic DUPLICATE_NIC",
                        "tiers[0].items[0].nics[1].network UNKNOWN_NETWORK");
    }

    @Test
    void networks_do_not_clash() {
        RecoveryNetwork front = mapped("front", "10.7.0.0/24");
        RecoveryNetwork back = mapped("back", "10.7.0.128/25");
        assertThat(PlanCheck.of(
                        Plans.of(machine("a")).withNetworks(List.of(front, back, mapped("front", "10.9.0.0/24")))))
                .extracting(fault -> fault.path() + " " + fault.kind())
                .containsExactly(
                        "networks[1].standsFor[0] DUPLICATE_MAPPING",
                        "networks[1].subnet SUBNET_OVERLAP",
                        "networks[2].name DUPLICATE_NETWORK",
                        "networks[2].standsFor[0] DUPLICATE_MAPPING");
        for (String wrong : List.of("10.7.0.1/24", "10.7.0.0", "10.7.0.0/31", "10.7.0.0/7", "10.07.0.0/24", "x/24")) {
            only(
                    Plans.of(machine("a")).withNetworks(List.of(network("n", wrong))),
                    "networks[0].subnet",
                    Kind.ADDRESS_INVALID);
        }
    }

    private static RecoveryNetwork mapped(String name, String subnet) {
        return new RecoveryNetwork(
                name,
                List.of("prod"),
                subnet,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new DnsRule("", false),
                false,
                List.of(),
                List.of(),
                Reach.ISOLATED);
    }

    @Test
    void the_gateway_and_the_dhcp_range_are_inside_the_subnet_and_apart() {
        router("10.7.1.1", "10.7.0.10", "10.7.0.20", "networks[0].gateway ADDRESS_OUTSIDE");
        router("10.7.0.0", "10.7.0.10", "10.7.0.20", "networks[0].gateway ADDRESS_OUTSIDE");
        router("x", "10.7.0.10", "10.7.0.20", "networks[0].gateway ADDRESS_INVALID");
        router("10.7.0.15", "10.7.0.10", "10.7.0.20", "networks[0].dhcp DHCP_INVALID");
        router("10.7.0.1", "10.7.0.10", "10.7.0.255", "networks[0].dhcp DHCP_INVALID");
        router("10.7.0.1", "10.7.0.20", "10.7.0.10", "networks[0].dhcp DHCP_INVALID");
    }

    private static void router(String gateway, String first, String last, String fault) {
        RecoveryNetwork network = new RecoveryNetwork(
                "front",
                List.of(),
                "10.7.0.0/24",
                Optional.of(gateway),
                Optional.of(new AddressRange(first, last)),
                List.of(),
                new DnsRule("", true),
                false,
                List.of(),
                List.of(),
                Reach.ISOLATED);
        assertThat(PlanCheck.of(Plans.of(machine("a")).withNetworks(List.of(network))))
                .extracting(one -> one.path() + " " + one.kind())
                .containsExactly(fault);
    }

    @Test
    void an_address_is_one_nics_and_outside_what_dhcp_hands_out() {
        RecoveryNetwork front = new RecoveryNetwork(
                "front",
                List.of(),
                "10.7.0.0/24",
                Optional.of("10.7.0.1"),
                Optional.of(new AddressRange("10.7.0.100", "10.7.0.199")),
                List.of(
                        new Reservation("a", 1, "10.7.0.8"),
                        new Reservation("a", 1, "10.7.0.9"),
                        new Reservation("nobody", 1, "10.7.0.10"),
                        new Reservation("a", 2, "10.9.0.1")),
                new DnsRule("-", true),
                false,
                List.of(),
                List.of(),
                Reach.ISOLATED);
        PlanSpec plan = Plans.of(
                        machine("a").withNics(List.of(FRONT)),
                        machine("b").withNics(List.of(at("10.7.0.8"))),
                        machine("c").withNics(List.of(at("10.7.0.1"))),
                        machine("d").withNics(List.of(at("10.7.0.150"))),
                        machine("e").withNics(List.of(at("10.7.1.1"))),
                        machine("f").withNics(List.of(at("10.7.0.8"))),
                        machine("g").withNics(List.of(at("10.7"))))
                .withNetworks(List.of(front));
        assertThat(PlanCheck.of(plan))
                .extracting(fault -> fault.path() + " " + fault.kind())
                .containsExactly(
                        "tiers[0].items[2].nics[0].address DUPLICATE_ADDRESS",
                        "tiers[0].items[3].nics[0].address ADDRESS_IN_DHCP",
                        "tiers[0].items[4].nics[0].address ADDRESS_OUTSIDE",
                        "tiers[0].items[5].nics[0].address DUPLICATE_ADDRESS",
                        "tiers[0].items[6].nics[0].address ADDRESS_INVALID",
                        "networks[0].reservations[0].address DUPLICATE_ADDRESS",
                        "networks[0].reservations[1].nic DUPLICATE_NIC",
                        "networks[0].reservations[2].machine UNKNOWN_MACHINE",
                        "networks[0].reservations[3].nic NOT_IN_NETWORK",
                        "networks[0].reservations[3].address ADDRESS_OUTSIDE",
                        "networks[0].dns.domain MALFORMED");
    }

    private static PlanNic at(String address) {
        return new PlanNic(1, "front", Optional.of(address));
    }

    @Test
    void tunnels_have_ports_keys_and_addresses_of_their_own() {
        String key = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";
        RecoveryNetwork front = network("front", "10.7.0.0/24")
                .withVpn(Optional.of(new Vpn(
                        Vpn.USUAL_PORT,
                        "10.99.0.1/24",
                        List.of(
                                new VpnPeer("office", key, List.of("10.99.0.2")),
                                new VpnPeer("", key, List.of("10.99.0.2/32", "10.8.0.0/30")),
                                new VpnPeer("c", "c2hvcnQ=", List.of("10.99.0.7/24")),
                                new VpnPeer("d", key.replace('x', 'y'), List.of())))));
        RecoveryNetwork back =
                network("back", "10.8.0.0/24").withVpn(Optional.of(new Vpn(Vpn.USUAL_PORT, "10.7.0.9/24", List.of())));
        RecoveryNetwork side =
                network("side", "10.9.0.0/24").withVpn(Optional.of(new Vpn(0, "10.98.0.0/24", List.of())));
        assertThat(PlanCheck.of(Plans.of(machine("a")).withNetworks(List.of(front, back, side))))
                .extracting(fault -> fault.path() + " " + fault.kind())
                .containsExactly(
                        "networks[0].vpn.peers[1].name EMPTY",
                        "networks[0].vpn.peers[1].key DUPLICATE_KEY",
                        "networks[0].vpn.peers[1].allowed SUBNET_OVERLAP",
                        "networks[0].vpn.peers[1].allowed SUBNET_OVERLAP",
                        "networks[0].vpn.peers[2].key MALFORMED",
                        "networks[0].vpn.peers[2].allowed ADDRESS_INVALID",
                        "networks[0].vpn.peers[3].allowed ADDRESS_INVALID",
                        "networks[1].vpn.port DUPLICATE_FORWARD",
                        "networks[1].vpn.address SUBNET_OVERLAP",
                        "networks[2].vpn.port OUT_OF_RANGE",
                        "networks[2].vpn.address ADDRESS_INVALID");
        assertThat(PlanCheck.of(Plans.of(machine("a"))
                        .withNetworks(List.of(network("front", "10.7.0.0/24")
                                .withVpn(Optional.of(new Vpn(
                                        1, "10.99.0.1/24", List.of(new VpnPeer("o", key, List.of("10.99.0.2"))))))))))
                .isEmpty();
    }

    @Test
    void forwards_and_firewall_rules_name_what_is_there() {
        RecoveryNetwork front = new RecoveryNetwork(
                "front",
                List.of(),
                "10.7.0.0/24",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new DnsRule("", true),
                true,
                List.of(
                        new PortForward(Protocol.TCP, 80, "a", 80),
                        new PortForward(Protocol.UDP, 80, "b", 80),
                        new PortForward(Protocol.TCP, 80, "a", 0),
                        new PortForward(Protocol.ICMP, 0, "nobody", 1)),
                List.of(
                        new FirewallRule(
                                Action.DENY,
                                new Peer.InNetwork("back"),
                                new Peer.Addresses("10.0.0.1/8"),
                                Protocol.ICMP,
                                List.of(new PortRange(9, 8))),
                        new FirewallRule(
                                Action.DENY,
                                new Peer.Machine("nobody"),
                                new Peer.Addresses("192.0.2.7"),
                                Protocol.ANY,
                                List.of())),
                Reach.CONNECTED);
        PlanSpec plan =
                Plans.of(machine("a").withNics(List.of(FRONT)), machine("b")).withNetworks(List.of(front));
        assertThat(PlanCheck.of(plan))
                .extracting(fault -> fault.path().substring("networks[0].".length()) + " " + fault.kind())
                .containsExactly(
                        "forwards[1].machine NOT_IN_NETWORK",
                        "forwards[2].outsidePort DUPLICATE_FORWARD",
                        "forwards[2].port OUT_OF_RANGE",
                        "forwards[3].protocol PROTOCOL_INVALID",
                        "forwards[3].outsidePort OUT_OF_RANGE",
                        "forwards[3].machine UNKNOWN_MACHINE",
                        "firewall[0].from UNKNOWN_NETWORK",
                        "firewall[0].to ADDRESS_INVALID",
                        "firewall[0].protocol PROTOCOL_INVALID",
                        "firewall[0].ports[0] OUT_OF_RANGE",
                        "firewall[1].from UNKNOWN_MACHINE");
    }

    private static void only(PlanSpec plan, String path, Kind kind) {
        assertThat(PlanCheck.of(plan)).singleElement().satisfies(fault -> {
            assertThat(fault.path()).isEqualTo(path);
            assertThat(fault.kind()).isEqualTo(kind);
            assertThat(fault.text()).endsWith(".");
        });
    }
}

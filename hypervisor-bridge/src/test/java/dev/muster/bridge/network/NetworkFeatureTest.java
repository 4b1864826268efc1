package dev.muster.bridge.network;

import static dev.muster.bridge.testing.WorkBench.ADMINISTRATOR;
import static dev.muster.bridge.testing.WorkBench.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.bridge.hypervisor.simulated.SimulatedDriver;
import dev.muster.bridge.testing.WorkBench;
import dev.muster.model.access.Principal;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.network.NetworkCommand;
import dev.muster.model.network.NetworkSpec;
import dev.muster.model.vm.PowerAction;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetworkFeatureTest {
    private static final NetworkSpec SPEC =
            new NetworkSpec("lab-net", NetworkSpec.Mode.ISOLATED, "10.77.0.1/24", "10.77.0.10", "10.77.0.20");

    private final WorkBench bench = new WorkBench(
            new SimulatedDriver(Clock.systemUTC()),
            "sim:///?hosts=1&vms=0&seed=7",
            (hypervisors, inventory) -> new NetworkFeature(hypervisors, inventory).definitions());

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void a_network_is_made_stopped_started_and_deleted_each_step_twice() throws Exception {
        assertThat(bench.runTwice(new NetworkCommand.Create(bench.host(), SPEC, true), OPERATOR)
                        .done())
                .isTrue();
        NetworkId id = network("lab-net").orElseThrow().id();
        bench.await(image -> Optional.ofNullable(image.networks().get(id))
                .filter(Network::autostart)
                .isPresent());
        assertThat(network("lab-net").orElseThrow().active()).isTrue();
        assertThat(network("lab-net").orElseThrow().addresses()).isEqualTo("10.77.0.1/24");

        assertThat(bench.runTwice(new NetworkCommand.Stop(id), OPERATOR).done()).isTrue();
        assertThat(network("lab-net").orElseThrow().active()).isFalse();
        assertThat(bench.runTwice(new NetworkCommand.Start(id), OPERATOR).title())
                .isEqualTo("Start network lab-net");
        assertThat(network("lab-net").orElseThrow().active()).isTrue();
        assertThat(bench.runTwice(new NetworkCommand.SetAutostart(id, false), OPERATOR)
                        .done())
                .isTrue();
        bench.await(image -> Optional.ofNullable(image.networks().get(id))
                .filter(one -> !one.autostart())
                .isPresent());
        assertThat(bench.runTwice(new NetworkCommand.Delete(id), OPERATOR).done())
                .isTrue();
        assertThat(network("lab-net")).isEmpty();
    }

    /** H6 of the security review: every way to a bridge or VLAN of the host that does not name it to a VM. */
    @Test
    void only_administrators_make_networks_of_bridges_or_lead_one_elsewhere() throws Exception {
        NetworkSpec bridged = spec(NetworkSpec.Mode.BRIDGE, "br0", List.of());
        NetworkSpec tagged =
                spec(NetworkSpec.Mode.OPEN_VSWITCH, "ovs0", List.of(new NetworkSpec.PortGroup("management", 7)));
        for (NetworkSpec wanted : List.of(bridged, tagged)) {
            assertRefused(new NetworkCommand.Create(bench.host(), wanted, true), ErrorCode.NOT_ALLOWED, OPERATOR);
        }
        bench.run(new NetworkCommand.Create(bench.host(), tagged, false), ADMINISTRATOR);
        NetworkId id = network("lab-net").orElseThrow().id();
        assertRefused(
                new NetworkCommand.Edit(
                        id,
                        spec(
                                NetworkSpec.Mode.OPEN_VSWITCH,
                                "ovs0",
                                List.of(new NetworkSpec.PortGroup("management", 1))),
                        false),
                ErrorCode.NOT_ALLOWED,
                OPERATOR);
        assertRefused(
                new NetworkCommand.Edit(id, spec(NetworkSpec.Mode.OPEN_VSWITCH, "ovs1", tagged.portgroups()), false),
                ErrorCode.NOT_ALLOWED,
                OPERATOR);
        assertRefused(new NetworkCommand.Edit(id, bridged, false), ErrorCode.NOT_ALLOWED, OPERATOR);
        bench.run(new NetworkCommand.Delete(id), ADMINISTRATOR);

        bench.run(new NetworkCommand.Create(bench.host(), SPEC, true), OPERATOR);
        assertRefused(
                new NetworkCommand.Edit(
                        network("lab-net").orElseThrow().id(),
                        new NetworkSpec("lab-net", NetworkSpec.Mode.NAT, "10.77.0.1/24", "", ""),
                        false),
                ErrorCode.NOT_ALLOWED,
                OPERATOR);
    }

    private static NetworkSpec spec(NetworkSpec.Mode mode, String bridge, List<NetworkSpec.PortGroup> groups) {
        return new NetworkSpec("lab-net", mode, "", "", "", "", bridge, groups);
    }

    @Test
    void a_network_is_changed_where_it_stands_and_its_own_addresses_are_no_clash() throws Exception {
        bench.run(new NetworkCommand.Create(bench.host(), SPEC, true), OPERATOR);
        NetworkId id = network("lab-net").orElseThrow().id();
        NetworkSpec wanted = new NetworkSpec(
                "lab-net",
                NetworkSpec.Mode.NAT,
                "10.77.0.1/25",
                "10.77.0.30",
                "10.77.0.40",
                "lab.example",
                "",
                java.util.List.of());

        assertThat(bench.runTwice(new NetworkCommand.Edit(id, wanted, true), ADMINISTRATOR)
                        .steps())
                .hasSize(2)
                .allMatch(Optional::isEmpty);

        assertThat(dev.muster.model.network.NetworkXml.spec(
                        bench.hypervisor().networks().xml(id)))
                .isEqualTo(wanted);
        assertThat(network("lab-net").orElseThrow().active()).isTrue();
        assertRefused(
                new NetworkCommand.Edit(
                        id, new NetworkSpec("other", NetworkSpec.Mode.NAT, "10.77.0.1/25", "", ""), false),
                ErrorCode.USAGE_INVALID);
        bench.runAndUndo(new NetworkCommand.Edit(id, SPEC, false), ADMINISTRATOR);
        assertThat(dev.muster.model.network.NetworkXml.spec(
                        bench.hypervisor().networks().xml(id)))
                .isEqualTo(wanted);
    }

    @Test
    void taking_a_new_network_back_leaves_nothing() throws Exception {
        bench.runAndUndo(new NetworkCommand.Create(bench.host(), SPEC, true), OPERATOR);

        bench.await(image -> network("lab-net").isEmpty());
        assertThat(network("lab-net")).isEmpty();
    }

    @Test
    void names_and_addresses_that_are_taken_are_refused() throws Exception {
        bench.run(new NetworkCommand.Create(bench.host(), SPEC, false), OPERATOR);

        assertRefused(new NetworkCommand.Create(bench.host(), SPEC, false), ErrorCode.NETWORK_EXISTS);
        assertRefused(create("other", "10.77.0.129/25", "", ""), ErrorCode.NETWORK_EXISTS);
        assertRefused(create("other", "10.78.0.1/24", "10.79.0.1", "10.79.0.9"), ErrorCode.USAGE_INVALID);
        assertRefused(create("other", "10.78.0.1/24", "10.78.0.20", "10.78.0.10"), ErrorCode.USAGE_INVALID);
        assertThat(bench.prepare(create("other", "10.78.0.1/24", "10.78.0.2", "10.78.0.9"), OPERATOR))
                .contains("other");
    }

    @Test
    void raw_xml_is_defined_but_not_started() throws Exception {
        String xml = "<network><!-- mine --><name>raw</name></network>";

        assertThat(bench.runTwice(new NetworkCommand.Define(bench.host(), xml), ADMINISTRATOR)
                        .done())
                .isTrue();

        assertThat(network("raw").orElseThrow().active()).isFalse();
        assertRefused(new NetworkCommand.Define(bench.host(), xml), ErrorCode.NETWORK_EXISTS);
        assertRefused(new NetworkCommand.Define(bench.host(), "<network/>"), ErrorCode.XML_INVALID);
        assertRefused(new NetworkCommand.Define(bench.host(), "<pool><name>x</name></pool>"), ErrorCode.XML_INVALID);
        assertRefused(
                new NetworkCommand.Define(bench.host(), "<network><name>x</name><uuid>12</uuid></network>"),
                ErrorCode.XML_INVALID);
    }

    @Test
    void a_network_in_use_is_not_deleted() throws Exception {
        bench.run(new NetworkCommand.Create(bench.host(), SPEC, false), OPERATOR);
        NetworkId id = network("lab-net").orElseThrow().id();
        VmId vm = bench.hypervisor().vms().define(bench.host(), """
                <domain type='test'><name>user</name><memory unit='MiB'>64</memory><os><type>hvm</type></os>
                <devices><interface type='network'><source network='lab-net'/></interface></devices></domain>
                """);
        bench.hypervisor().vms().power(vm, PowerAction.START);
        bench.await(image -> image.vm(vm).filter(one -> one.state().isActive()).isPresent());

        assertRefused(new NetworkCommand.Delete(id), ErrorCode.NETWORK_STATE);
        bench.hypervisor().vms().power(vm, PowerAction.FORCE_OFF);
        bench.await(image -> image.vm(vm).filter(one -> !one.state().isActive()).isPresent());
        assertThat(bench.run(new NetworkCommand.Delete(id), OPERATOR).done()).isTrue();
    }

    @Test
    void a_network_that_is_not_there_is_named() {
        NetworkId nowhere = new NetworkId(bench.host(), UUID.randomUUID());

        assertRefused(new NetworkCommand.Start(nowhere), ErrorCode.NETWORK_NOT_FOUND);
        assertRefused(new NetworkCommand.Delete(nowhere), ErrorCode.NETWORK_NOT_FOUND);
    }

    private NetworkCommand.Create create(String name, String address, String first, String last) {
        return new NetworkCommand.Create(
                bench.host(), new NetworkSpec(name, NetworkSpec.Mode.NAT, address, first, last), false);
    }

    private Optional<Network> network(String name) {
        return bench.inventory().image().networks().values().stream()
                .filter(network -> network.name().equals(name))
                .findFirst();
    }

    private void assertRefused(Command command, ErrorCode code) {
        assertRefused(command, code, ADMINISTRATOR);
    }

    private void assertRefused(Command command, ErrorCode code, Principal by) {
        MusterException refused = catchThrowableOfType(MusterException.class, () -> bench.prepare(command, by));
        assertThat(refused).as("refusal of " + command).isNotNull();
        assertThat(refused.problem().code()).as(refused.problem().text()).isEqualTo(code);
    }
}

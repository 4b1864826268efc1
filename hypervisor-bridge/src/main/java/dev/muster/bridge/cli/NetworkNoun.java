package dev.muster.bridge.cli;

import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.Network;
import dev.muster.model.network.Lease;
import dev.muster.model.network.NetworkCommand;
import dev.muster.model.network.NetworkQuery;
import dev.muster.model.network.NetworkSpec;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl network}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "network",
        description = "libvirt networks.",
        synopsisSubcommandLabel = "VERB")
final class NetworkNoun extends Noun {
    @ParentCommand
    private @Nullable Ctl ctl;

    @Override
    @Nullable
    Ctl parent() {
        return ctl;
    }

    @Command(mixinStandardHelpOptions = true, name = "list", description = "All networks.")
    int list() {
        return with(session -> {
            List<Network> networks = session.inventory().networks().values().stream()
                    .sorted(Comparator.comparing(
                                    (Network network) -> network.id().host())
                            .thenComparing(Network::name))
                    .toList();
            Table table = new Table(
                    "There are no networks.",
                    "STATE",
                    "NAME",
                    "HOST",
                    "MODE",
                    "BRIDGE",
                    "ADDRESS",
                    "DHCP",
                    "AUTOSTART");
            for (Network network : networks) {
                table.row(
                        network.active() ? "up" : "down",
                        network.name(),
                        network.id().host().text(),
                        network.forward(),
                        network.bridge(),
                        network.addresses(),
                        yesNo(network.dhcp()),
                        yesNo(network.autostart()));
            }
            return session.output().answer(networks, table);
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "show", description = "Everything known of a network.")
    int show(@Parameters(paramLabel = "NETWORK") String name) {
        return with(session -> {
            Network network = new Names(session.inventory()).network(name);
            return session.output()
                    .answer(
                            network,
                            CtlOutput.sheet(List.of(
                                    Map.entry("Name", network.name()),
                                    Map.entry("Id", network.id().text()),
                                    Map.entry("State", network.active() ? "up" : "down"),
                                    Map.entry("Mode", network.forward()),
                                    Map.entry("Bridge", network.bridge()),
                                    Map.entry("Address", network.addresses()),
                                    Map.entry("DHCP", yesNo(network.dhcp())),
                                    Map.entry("Autostart", yesNo(network.autostart())))));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "create",
            description = "Makes a network and starts it; from XML, only makes it.")
    int create(
            @Option(
                            names = "--name",
                            paramLabel = "NAME",
                            defaultValue = "",
                            description = "What the network is called.")
                    String name,
            @Option(names = "--host", paramLabel = "HOST", description = "Where; not needed with one host.")
                    Optional<String> host,
            @Option(names = "--mode", paramLabel = "nat|routed|isolated|bridge|open_vswitch", defaultValue = "nat")
                    NetworkSpec.Mode mode,
            @Option(
                            names = "--address",
                            paramLabel = "A.B.C.D/N",
                            defaultValue = "",
                            description = "The host's address in it.")
                    String address,
            @Option(
                            names = "--dhcp-first",
                            paramLabel = "A.B.C.D",
                            defaultValue = "",
                            description = "The first address handed out.")
                    String dhcpFirst,
            @Option(
                            names = "--dhcp-last",
                            paramLabel = "A.B.C.D",
                            defaultValue = "",
                            description = "The last address handed out.")
                    String dhcpLast,
            @Option(names = "--domain", paramLabel = "DOMAIN", defaultValue = "", description = "Its DNS domain.")
                    String domain,
            @Option(
                            names = "--to-bridge",
                            paramLabel = "BRIDGE",
                            defaultValue = "",
                            description = "The bridge it leads to; of the modes bridge and open_vswitch.")
                    String bridge,
            @Option(
                            names = "--portgroup",
                            paramLabel = "NAME[:VLAN]",
                            description = "Port groups, default first (mode open_vswitch).")
                    List<String> portgroups,
            @Option(names = "--autostart", description = "Start it with its host.") boolean autostart,
            @Option(names = "--xml", paramLabel = "FILE", description = "The whole network, from a file here.")
                    Optional<Path> xml) {
        return with(session -> {
            Host where = new Names(session.inventory()).hostOrOnly(host);
            return session.submit(
                    xml.isPresent()
                            ? new NetworkCommand.Define(where.id(), Files.text(xml.get()))
                            : new NetworkCommand.Create(
                                    where.id(),
                                    new NetworkSpec(
                                            name,
                                            mode,
                                            address,
                                            dhcpFirst,
                                            dhcpLast,
                                            domain,
                                            bridge,
                                            groups(portgroups)),
                                    autostart));
        });
    }

    private static List<NetworkSpec.PortGroup> groups(@Nullable List<String> given) {
        return given == null
                ? List.of()
                : given.stream().map(NetworkNoun::group).toList();
    }

    private static NetworkSpec.PortGroup group(String text) {
        int colon = text.lastIndexOf(':');
        String vlan = colon < 0 ? "0" : text.substring(colon + 1);
        return new NetworkSpec.PortGroup(
                colon < 0 ? text : text.substring(0, colon), vlan.matches("\\d{1,4}") ? Integer.parseInt(vlan) : -1);
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "edit",
            description = "Changes a network's definition; what is not named stays. A network that is up goes on as it"
                    + " was until it is restarted.")
    int edit(
            @Parameters(paramLabel = "NETWORK") String name,
            @Option(names = "--mode", paramLabel = "MODE") Optional<NetworkSpec.Mode> mode,
            @Option(names = "--address", paramLabel = "A.B.C.D/N") Optional<String> address,
            @Option(names = "--dhcp-first", paramLabel = "A.B.C.D") Optional<String> dhcpFirst,
            @Option(names = "--dhcp-last", paramLabel = "A.B.C.D") Optional<String> dhcpLast,
            @Option(names = "--domain", paramLabel = "DOMAIN") Optional<String> domain,
            @Option(names = "--to-bridge", paramLabel = "BRIDGE") Optional<String> bridge,
            @Option(names = "--portgroup", paramLabel = "NAME[:VLAN]") List<String> portgroups,
            @Option(names = "--restart", description = "Restart it at once; refused while a running VM uses it.")
                    boolean restart) {
        return with(session -> {
            Network network = new Names(session.inventory()).network(name);
            NetworkSpec is =
                    session.ask(new NetworkQuery.Definition(network.id())).spec();
            return session.submit(new NetworkCommand.Edit(
                    network.id(),
                    new NetworkSpec(
                            is.name(),
                            mode.orElse(is.mode()),
                            address.orElse(is.address()),
                            dhcpFirst.orElse(is.dhcpFirst()),
                            dhcpLast.orElse(is.dhcpLast()),
                            domain.orElse(is.domain()),
                            bridge.orElse(is.bridge()),
                            portgroups == null ? is.portgroups() : groups(portgroups)),
                    restart));
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "leases", description = "The addresses a network handed out.")
    int leases(@Parameters(paramLabel = "NETWORK") String name) {
        return with(session -> {
            Network network = new Names(session.inventory()).network(name);
            List<Lease> leases =
                    session.ask(new NetworkQuery.Leases(network.id())).leases();
            Table table = new Table("The network has handed out no address.", "ADDRESS", "MAC", "NAME", "GOOD UNTIL");
            for (Lease lease : leases) {
                table.row(lease.address(), lease.mac(), lease.hostName(), Table.moment(lease.expires()));
            }
            return session.output().answer(leases, table);
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "xml", description = "A network's XML, as it will start next.")
    int xml(@Parameters(paramLabel = "NETWORK") String name) {
        return with(session -> {
            NetworkQuery.NetworkDefinition definition = session.ask(new NetworkQuery.Definition(
                    new Names(session.inventory()).network(name).id()));
            return session.output().answer(definition, definition.xml());
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "set", description = "Changes a network.")
    int set(
            @Parameters(paramLabel = "NETWORK") String name,
            @Option(names = "--autostart", paramLabel = "yes|no", required = true) String autostart) {
        return with(session -> session.submit(new NetworkCommand.SetAutostart(
                new Names(session.inventory()).network(name).id(), yesOrNo(autostart))));
    }

    @Command(mixinStandardHelpOptions = true, name = "start", description = "Brings a network up.")
    int start(@Parameters(paramLabel = "NETWORK") String name) {
        return with(session -> session.submit(new NetworkCommand.Start(
                new Names(session.inventory()).network(name).id())));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "stop",
            description = "Takes a network down; VMs plugged into it lose their link.")
    int stop(
            @Parameters(paramLabel = "NETWORK") String name,
            @Option(names = "--yes", description = "Do not ask, though VMs run on it.") boolean yes) {
        return with(session -> {
            Network network = new Names(session.inventory()).network(name);
            List<String> cutOff = session.inventory().activeIn(network);
            if (!cutOff.isEmpty()) {
                session.output().note("These VMs run and lose their link: " + String.join(", ", cutOff) + ".");
                if (!yes) {
                    Confirmation.require(session.output(), network.name());
                }
            }
            return session.submit(new NetworkCommand.Stop(network.id()));
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "delete", description = "Takes a network down and forgets it.")
    int delete(
            @Parameters(paramLabel = "NETWORK") String name,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return with(session -> {
            Network network = new Names(session.inventory()).network(name);
            if (!yes) {
                Confirmation.require(session.output(), network.name());
            }
            return session.submit(new NetworkCommand.Delete(network.id()));
        });
    }
}

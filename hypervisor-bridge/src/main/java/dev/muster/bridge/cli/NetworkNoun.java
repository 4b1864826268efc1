package dev.muster.bridge.cli;

import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.Network;
import dev.muster.model.network.NetworkCommand;
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
            @Option(names = "--name", paramLabel = "NAME", defaultValue = "") String name,
            @Option(names = "--host", paramLabel = "HOST") Optional<String> host,
            @Option(names = "--mode", paramLabel = "nat|routed|isolated", defaultValue = "nat") NetworkSpec.Mode mode,
            @Option(names = "--address", paramLabel = "A.B.C.D/N", defaultValue = "") String address,
            @Option(names = "--dhcp-first", paramLabel = "A.B.C.D", defaultValue = "") String dhcpFirst,
            @Option(names = "--dhcp-last", paramLabel = "A.B.C.D", defaultValue = "") String dhcpLast,
            @Option(names = "--autostart") boolean autostart,
            @Option(names = "--xml", paramLabel = "FILE") Optional<Path> xml) {
        return with(session -> {
            Host where = new Names(session.inventory()).hostOrOnly(host);
            return session.submit(
                    xml.isPresent()
                            ? new NetworkCommand.Define(where.id(), Files.text(xml.get()))
                            : new NetworkCommand.Create(
                                    where.id(), new NetworkSpec(name, mode, address, dhcpFirst, dhcpLast), autostart));
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
    int stop(@Parameters(paramLabel = "NETWORK") String name) {
        return with(session -> session.submit(new NetworkCommand.Stop(
                new Names(session.inventory()).network(name).id())));
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

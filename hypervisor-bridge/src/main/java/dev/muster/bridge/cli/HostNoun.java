package dev.muster.bridge.cli;

import dev.muster.model.host.HostCommand;
import dev.muster.model.host.HostQuery;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.stats.StatsFigure;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl host}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "host",
        description = "Hosts: the hypervisors a bridge is connected to.",
        synopsisSubcommandLabel = "VERB")
final class HostNoun extends Noun {
    @ParentCommand
    private @Nullable Ctl ctl;

    @Override
    @Nullable
    Ctl parent() {
        return ctl;
    }

    @Command(mixinStandardHelpOptions = true, name = "list", description = "All hosts.")
    int list() {
        return with(session -> {
            InventoryImage image = session.inventory();
            List<Host> hosts = image.hosts().values().stream()
                    .sorted(Comparator.comparing(Host::id))
                    .toList();
            Table table = new Table(
                    "There are no hosts. Add one, for example: muster ctl host create local qemu:///system",
                    "STATE",
                    "HOST",
                    "HYPERVISOR",
                    "RUNS ON",
                    ">CPUS",
                    ">MEMORY",
                    ">VMS",
                    "URI");
            for (Host host : hosts) {
                long vms = image.vms().keySet().stream()
                        .filter(id -> id.host().equals(host.id()))
                        .count();
                table.row(
                        host.state().name().toLowerCase(Locale.ROOT),
                        host.id().text(),
                        host.hypervisor(),
                        host.accelerator().kind().name().toLowerCase(Locale.ROOT),
                        Integer.toString(host.cpus()),
                        Sizes.text(host.memoryBytes()),
                        Long.toString(vms),
                        host.uri());
            }
            return session.output().answer(hosts, table);
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "show", description = "Everything known of a host.")
    int show(@Parameters(paramLabel = "HOST") String name) {
        return with(session -> {
            Host host = new Names(session.inventory()).host(name);
            return session.output()
                    .answer(
                            host,
                            CtlOutput.sheet(List.of(
                                    Map.entry("Host", host.id().text()),
                                    Map.entry("Name", host.name()),
                                    Map.entry("Connection", host.connection().text()),
                                    Map.entry("URI", host.uri()),
                                    Map.entry("State", host.state().name().toLowerCase(Locale.ROOT)),
                                    Map.entry(
                                            "Why",
                                            host.problem()
                                                    .map(problem -> problem.what() + " " + problem.remedy())
                                                    .orElse("")),
                                    Map.entry("Hypervisor", host.hypervisor()),
                                    Map.entry("libvirt", host.libvirtVersion()),
                                    Map.entry("Architecture", host.architecture()),
                                    Map.entry("CPUs", Integer.toString(host.cpus())),
                                    Map.entry(
                                            "Memory",
                                            Sizes.text(host.memoryBytes()) + ", " + Sizes.text(host.memoryFreeBytes())
                                                    + " free"),
                                    Map.entry(
                                            "Runs on",
                                            host.accelerator().kind().name().toLowerCase(Locale.ROOT)
                                                    + (host.accelerator()
                                                                    .reason()
                                                                    .isEmpty()
                                                            ? ""
                                                            : ": "
                                                                    + host.accelerator()
                                                                            .reason())))));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "load",
            description = "Which VM loads a host: what its running VMs use, the busiest first.")
    int load(
            @Parameters(paramLabel = "HOST") String name,
            @Option(
                            names = "--by",
                            paramLabel = "FIGURE",
                            defaultValue = "CPU",
                            description = "cpu, memory, disk or network; cpu unless told.")
                    StatsFigure by) {
        return with(session -> new LoadReader(session, new Names(session.inventory()).host(name)).once(by));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "create",
            description = "Adds a connection and keeps it; fails, and keeps nothing, where it cannot connect.")
    int create(
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(
                            paramLabel = "URI",
                            description = "Such as qemu:///system, qemu+ssh://root@h2/system, sim:///?hosts=4&vms=100.")
                    String uri) {
        return with(session -> session.submit(new HostCommand.Connect(ConnectionId.of(name), uri)));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "delete",
            description = "Forgets a connection; its VMs go on running.")
    int delete(@Parameters(paramLabel = "NAME") String name) {
        return with(session -> session.submit(new HostCommand.Disconnect(ConnectionId.of(name))));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "reconnect",
            description = "Tries a lost connection again at once.")
    int reconnect(@Parameters(paramLabel = "NAME") String name) {
        return with(session -> session.submit(new HostCommand.Reconnect(ConnectionId.of(name))));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "probe",
            description = "Connects once to see whether it works, and keeps nothing.")
    int probe(@Parameters(paramLabel = "URI") String uri) {
        return with(session -> {
            HostQuery.Found found = session.ask(new HostQuery.Probe(uri));
            return session.output()
                    .answer(found, found.hostname() + " answers: " + found.hypervisor() + ", " + found.vms() + " VMs");
        });
    }
}

package dev.muster.bridge.cli;

import dev.muster.bridge.json.Json;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterCommand;
import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.cluster.ClusterId;
import dev.muster.model.cluster.ClusterPlan;
import dev.muster.model.cluster.ClusterQuery;
import dev.muster.model.cluster.ClusterSpec;
import dev.muster.model.cluster.Identifier;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.inventory.Vm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl cluster}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "cluster",
        description = "Clusters of VMs that boot what their function says.",
        synopsisSubcommandLabel = "VERB")
final class ClusterNoun extends Noun {
    @ParentCommand
    private @Nullable Ctl ctl;

    @Override
    @Nullable
    Ctl parent() {
        return ctl;
    }

    @Command(mixinStandardHelpOptions = true, name = "list", description = "Lists clusters.")
    int list() {
        return with(session -> {
            List<Cluster> clusters = session.inventory().objects(Cluster.class).values().stream()
                    .sorted(Comparator.comparing(cluster -> cluster.id().text()))
                    .toList();
            Table table = new Table("There are no clusters.", "NAME", "NETWORK", "FUNCTIONS", ">VMS", "STATE");
            for (Cluster cluster : clusters) {
                table.row(
                        cluster.id().text(),
                        cluster.spec().network(),
                        String.join(
                                " ",
                                cluster.spec().functions().stream()
                                        .map(ClusterFunction::name)
                                        .toList()),
                        members(session, cluster.id()).size() + "/"
                                + cluster.spec().functions().stream()
                                        .mapToInt(ClusterFunction::count)
                                        .sum(),
                        cluster.deployed() ? "deployed" : "described");
            }
            return session.output().answer(clusters, table);
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "show", description = "Shows the VMs of a cluster.")
    int show(@Parameters(paramLabel = "CLUSTER") String name) {
        return with(session -> {
            Cluster cluster = Clusters.require(session, name);
            Table table = new Table(
                    "Cluster " + name + " has no VMs.", "FUNCTION", "VM", "STATE", "HOST", "BOOTED", "IDENTIFIER");
            List<Assignment> members = members(session, cluster.id());
            for (Assignment member : members) {
                table.row(
                        member.next() + (member.once().isPresent() ? " (once)" : ""),
                        member.name(),
                        session.inventory()
                                .vm(member.vm())
                                .map(Vm::state)
                                .map(state -> state.name().toLowerCase(Locale.ROOT))
                                .orElse("missing"),
                        member.vm().host().text(),
                        member.booted() + (member.isRestartToApply() ? " (restart to apply)" : ""),
                        member.id().text());
            }
            return session.output().answer(members, table);
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "create", description = "Describes a cluster; makes no VM yet.")
    int create(
            @Option(
                            names = "-f",
                            paramLabel = "FILE",
                            required = true,
                            description = "Its description, JSON; - reads standard input.")
                    Path file) {
        return with(session -> session.submit(new ClusterCommand.Create(spec(file))));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "set",
            description = "Describes a cluster anew; VMs that run take it up at their next boot.")
    int set(
            @Option(
                            names = "-f",
                            paramLabel = "FILE",
                            required = true,
                            description = "Its description, JSON; - reads standard input.")
                    Path file) {
        return with(session -> session.submit(new ClusterCommand.Set(spec(file), 0)));
    }

    private static ClusterSpec spec(Path file) {
        return Json.readStrict(Files.text(file), ClusterSpec.class);
    }

    @Command(mixinStandardHelpOptions = true, name = "export", description = "Prints the description of a cluster.")
    int export(@Parameters(paramLabel = "CLUSTER") String name) {
        return with(session -> {
            ClusterSpec spec = Clusters.require(session, name).spec();
            return session.output().answer(spec, Json.writePretty(spec) + "\n");
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "deploy",
            description = "Makes the VMs that are missing and starts them in order.")
    int deploy(
            @Parameters(paramLabel = "CLUSTER") String name,
            @Option(names = "--plan", description = "Show what would be done, and do nothing.") boolean plan) {
        return with(session -> {
            ClusterId id = Clusters.require(session, name).id();
            return plan
                    ? show(session, session.ask(new ClusterQuery.Plan(id, Optional.empty(), 0)))
                    : session.submit(new ClusterCommand.Deploy(id));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "scale",
            description = "Makes more VMs of a function, or takes the newest away.")
    int scale(
            @Parameters(paramLabel = "CLUSTER") String name,
            @Parameters(paramLabel = "FUNCTION") String function,
            @Parameters(paramLabel = "COUNT") int count,
            @Option(names = "--plan", description = "Show what would be done, and do nothing.") boolean plan) {
        return with(session -> {
            ClusterId id = Clusters.require(session, name).id();
            return plan
                    ? show(session, session.ask(new ClusterQuery.Plan(id, Optional.of(function), count)))
                    : session.submit(new ClusterCommand.Scale(id, function, count));
        });
    }

    private static int show(CtlSession session, ClusterPlan plan) {
        Table table = new Table("Nothing would be done.", "WHAT", "NAME", "FUNCTION", "HOST");
        for (NetworkId network : plan.networks()) {
            String name = Optional.ofNullable(session.inventory().networks().get(network))
                    .map(one -> one.name())
                    .orElse(network.text());
            table.row("restart network", name, "", network.host().text());
        }
        plan.members()
                .forEach(member -> table.row(
                        "create VM",
                        member.name(),
                        member.function(),
                        member.host().text()));
        plan.removed().forEach(name -> table.row("remove VM", name, "", ""));
        return session.output().answer(plan, table);
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "replace",
            description = "Makes a VM anew with the identifier it had, and empty disks.")
    int replace(
            @Parameters(paramLabel = "VM") String name,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return with(session -> {
            Identifier id = Clusters.identifier(session, name);
            if (!yes) {
                Confirmation.require(session.output(), name);
            }
            return session.submit(new ClusterCommand.Replace(id));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "delete",
            description = "Deletes a cluster with the VMs and disks made for it.")
    int delete(
            @Parameters(paramLabel = "CLUSTER") String name,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return with(session -> {
            Cluster cluster = Clusters.require(session, name);
            if (!yes) {
                members(session, cluster.id())
                        .forEach(member -> session.output().note("goes: " + member.name()));
                Confirmation.require(session.output(), cluster.id().text());
            }
            return session.submit(new ClusterCommand.Delete(cluster.id()));
        });
    }

    private static List<Assignment> members(CtlSession session, ClusterId cluster) {
        List<Assignment> members =
                new ArrayList<>(session.inventory().objects(Assignment.class).values());
        members.removeIf(one -> !one.cluster().equals(cluster) || one.state() != Assignment.State.ACTIVE);
        members.sort(Comparator.comparing(Assignment::function).thenComparing(Assignment::name));
        return members;
    }
}

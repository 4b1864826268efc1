package dev.muster.bridge.cli;

import dev.muster.model.cluster.BootTrail;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterCommand;
import dev.muster.model.cluster.ClusterId;
import dev.muster.model.cluster.Identifier;
import dev.muster.model.cluster.PendingBoot;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl boot}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "boot",
        description = "What VMs of clusters boot.",
        synopsisSubcommandLabel = "VERB")
final class BootNoun extends Noun {
    @ParentCommand
    private @Nullable Ctl ctl;

    @Override
    @Nullable
    Ctl parent() {
        return ctl;
    }

    @Command(mixinStandardHelpOptions = true, name = "trail", description = "What a VM did to boot.")
    int trail(@Parameters(paramLabel = "VM", description = "Its name or its identifier.") String vm) {
        return with(session -> {
            Identifier id = Clusters.identifier(session, vm);
            BootTrail trail =
                    session.inventory().object(BootTrail.class, id).orElseGet(() -> new BootTrail(id, vm, List.of()));
            Table table = new Table(
                    vm + " did not ask the boot controller since the bridge was started.",
                    "TIME",
                    "WHAT",
                    "DETAIL",
                    ">BYTES",
                    ">MS");
            for (BootTrail.Entry entry : trail.entries()) {
                boolean file = entry.kind() == BootTrail.Kind.FILE;
                table.row(
                        Table.moment(entry.at()),
                        entry.kind().name().toLowerCase(Locale.ROOT),
                        entry.text() + (entry.whole() ? "" : " (cut off)"),
                        file ? Sizes.text(entry.bytes()) : "",
                        file ? String.valueOf(entry.millis()) : "");
            }
            return session.output().answer(trail, table);
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "pending", description = "VMs that ask and have no function.")
    int pending() {
        return with(session -> {
            List<PendingBoot> pending = session.inventory().objects(PendingBoot.class).values().stream()
                    .sorted(Comparator.comparing(PendingBoot::first))
                    .toList();
            Table table = new Table(
                    "No VM waits for a function.", "STATE", "IDENTIFIER", "VM", "ADDRESS", "MAC", ">ASKED", "REASON");
            pending.forEach(one -> table.row(
                    one.state().name().toLowerCase(Locale.ROOT),
                    one.id().text(),
                    one.vm(),
                    one.address(),
                    one.mac(),
                    String.valueOf(one.asks()),
                    one.reason()));
            return session.output().answer(pending, table);
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "assign",
            description = "Gives a VM a function, from its next boot on.")
    int assign(
            @Parameters(paramLabel = "ID", description = "Its identifier or its name.") String vm,
            @Parameters(paramLabel = "FUNCTION", description = "As CLUSTER/FUNCTION, or FUNCTION with one cluster.")
                    String function,
            @Option(names = "--once", description = "For its next boot alone.") boolean once) {
        return with(session -> {
            int slash = function.indexOf('/');
            ClusterId cluster = slash > 0 ? ClusterId.of(function.substring(0, slash)) : only(session, function);
            return session.submit(new ClusterCommand.Assign(
                    Clusters.identifier(session, vm), cluster, function.substring(slash + 1), once));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "revoke",
            description = "Takes its function from a VM; its later requests are refused.")
    int revoke(@Parameters(paramLabel = "ID", description = "Its identifier or its name.") String vm) {
        return with(session -> session.submit(new ClusterCommand.Revoke(Clusters.identifier(session, vm))));
    }

    private static ClusterId only(CtlSession session, String function) {
        List<ClusterId> clusters = session.inventory().objects(Cluster.class).values().stream()
                .filter(cluster -> cluster.spec().function(function).isPresent())
                .map(Cluster::id)
                .toList();
        if (clusters.size() != 1) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            clusters.isEmpty()
                                    ? "No cluster has a function \"" + function + "\"."
                                    : "Several clusters have a function \"" + function + "\".",
                            "Nothing was changed.",
                            "Give it as CLUSTER/FUNCTION.")
                    .toException();
        }
        return clusters.getFirst();
    }
}

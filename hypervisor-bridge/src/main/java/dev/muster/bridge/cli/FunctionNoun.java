package dev.muster.bridge.cli;

import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterCommand;
import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl function}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "function",
        description = "Functions of clusters.",
        synopsisSubcommandLabel = "VERB")
final class FunctionNoun extends Noun {
    @ParentCommand
    private @Nullable Ctl ctl;

    @Override
    @Nullable
    Ctl parent() {
        return ctl;
    }

    @Command(mixinStandardHelpOptions = true, name = "list", description = "Lists the functions of a cluster.")
    int list(@Parameters(paramLabel = "CLUSTER") String name) {
        return with(session -> {
            List<ClusterFunction> functions =
                    Clusters.require(session, name).spec().functions();
            Table table = new Table(
                    "It has no functions.", "NAME", ">COUNT", ">MINIMUM", ">VCPU", ">MEMORY", "BOOTS", ">ORDER");
            functions.forEach(function -> table.row(
                    function.name(),
                    String.valueOf(function.count()),
                    String.valueOf(function.minimum()),
                    String.valueOf(function.vcpus()),
                    Sizes.text(function.memoryMib() << 20),
                    function.profile(),
                    String.valueOf(function.startOrder())));
            return session.output().answer(functions, table);
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "set",
            description = "Changes what a function boots, from the next boot of its VMs on.")
    int set(
            @Parameters(paramLabel = "CLUSTER") String name,
            @Parameters(paramLabel = "FUNCTION") String function,
            @Option(
                            names = "--profile",
                            paramLabel = "PROFILE",
                            required = true,
                            description = "A boot profile of the cluster.")
                    String profile) {
        return with(session -> {
            Cluster cluster = Clusters.require(session, name);
            if (cluster.spec().function(function).isEmpty()) {
                throw Problem.of(
                                ErrorCode.CLUSTER_NOT_FOUND,
                                "Cluster " + name + " has no function \"" + function + "\".",
                                "Nothing was changed.",
                                "Name one of its functions.")
                        .toException();
            }
            return session.submit(
                    new ClusterCommand.Set(cluster.spec().withProfile(function, profile), cluster.revision()));
        });
    }
}

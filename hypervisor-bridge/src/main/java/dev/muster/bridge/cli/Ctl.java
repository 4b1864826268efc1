package dev.muster.bridge.cli;

import dev.muster.bridge.open.BridgeOpener;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.error.MusterException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code muster ctl}: what every noun and verb shares. */
@Command(
        mixinStandardHelpOptions = true,
        name = "ctl",
        description = "Does from the command line all that the window does.",
        synopsisSubcommandLabel = "NOUN VERB",
        footer = {
            "",
            "Exit status: 0 done, 1 the job failed, 2 wrong usage, 3 no such object, 4 refused,",
            "5 bridge unreachable, 130 cancelled."
        },
        subcommands = {
            HostNoun.class,
            VmNoun.class,
            SnapshotNoun.class,
            NetworkNoun.class,
            PoolNoun.class,
            RepositoryNoun.class,
            RestoreNoun.class,
            VolumeNoun.class,
            ClusterNoun.class,
            FindingNoun.class,
            FunctionNoun.class,
            BootNoun.class,
            ArtifactNoun.class,
            JobNoun.class,
            AuditNoun.class,
            BackupNoun.class,
            GroupNoun.class,
            ImageNoun.class,
            PlanNoun.class,
            ReportNoun.class,
            ScheduleNoun.class,
            ClientNoun.class,
            SubmitVerb.class
        })
public final class Ctl implements Runnable {
    private final BridgeOpener opener;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print one JSON document on standard output and nothing else.")
    private boolean json;

    @Option(
            names = "--no-wait",
            scope = ScopeType.INHERIT,
            description = "Print the id of the job at once instead of waiting for its end.")
    private boolean noWait;

    @Option(
            names = "--bridge",
            paramLabel = "BRIDGE",
            scope = ScopeType.INHERIT,
            defaultValue = "${env:MUSTER_BRIDGE:-local}",
            description = "local, unix:PATH or https://HOST:PORT (default: ${DEFAULT-VALUE}).")
    private String bridge = "local";

    @Option(
            names = "--state",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "State directory of the local bridge.")
    private Optional<Path> state = Optional.empty();

    /**
     * The command.
     *
     * @param opener how a bridge is reached
     */
    public Ctl(BridgeOpener opener) {
        this.opener = opener;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Opens the bridge, does something with it, and closes it; problems become text and exit status. */
    int with(ToIntFunction<CtlSession> work) {
        CtlOutput output = output();
        try (HypervisorBridge opened = opener.open(bridge, state)) {
            opened.info(); // whoever cannot be reached is not waited for
            try (CtlSession session = new CtlSession(opened, output, !noWait)) {
                return work.applyAsInt(session);
            }
        } catch (MusterException e) {
            return output.problem(e.problem());
        }
    }

    /** Does something that needs no bridge. */
    int without(ToIntFunction<CtlOutput> work) {
        CtlOutput output = output();
        try {
            return work.applyAsInt(output);
        } catch (MusterException e) {
            return output.problem(e.problem());
        }
    }

    /** How bridges are reached. */
    BridgeOpener opener() {
        return opener;
    }

    private static boolean isTerminal() {
        java.io.Console console = System.console();
        return console != null && console.isTerminal();
    }

    private CtlOutput output() {
        PrintWriter out = spec.root().commandLine().getOut();
        PrintWriter err = spec.root().commandLine().getErr();
        return new CtlOutput(out, err, json, isTerminal());
    }
}

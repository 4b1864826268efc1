package dev.muster.bridge.cli;

import dev.muster.bridge.cli.bench.BenchCommand;
import dev.muster.bridge.hypervisor.libvirt.LibvirtDriver;
import dev.muster.bridge.open.LocalBridgeOpener;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root of {@code muster bridge}, {@code muster ctl} and {@code muster bench}; each is a command beneath it. */
@Command(
        mixinStandardHelpOptions = true,
        name = "muster",
        description = "The administration console for libvirt/QEMU-KVM, from the command line.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = AutoComplete.GenerateCompletion.class)
public final class MusterMain implements Runnable {
    MusterMain() {}

    @Override
    public void run() {
        throw new CommandLine.ParameterException(commandLine(), "Missing command: bridge, ctl or bench.");
    }

    /** Runs the command that {@code args} names and ends the process with its exit status. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The whole command line of this machine. */
    static CommandLine commandLine() {
        return commandLine(new LocalBridgeOpener(System.getenv()));
    }

    /** The whole command line over bridges reached that way. */
    static CommandLine commandLine(LocalBridgeOpener opener) {
        CommandLine root = new CommandLine(new MusterMain())
                .addSubcommand(new Ctl(opener))
                .addSubcommand(new BridgeCommand(opener))
                .addSubcommand(new BenchCommand(List.of(new LibvirtDriver(Clock.systemUTC()))));
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        root.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        root.setExecutionExceptionHandler((failure, command, parsed) -> {
            Problem problem = failure instanceof MusterException known ? known.problem() : internal(failure);
            command.getErr().println(problem.text());
            return problem.code().kind().exitStatus();
        });
        // a search may begin with a dash: -state:off
        verb(root, "ctl", "vm", "list").setUnmatchedOptionsArePositionalParams(true);
        sayVersion(root);
        return root;
    }

    private static CommandLine verb(CommandLine root, String... names) {
        CommandLine command = root;
        for (String name : names) {
            command = Objects.requireNonNull(command.getSubcommands().get(name), name);
        }
        return command;
    }

    private static void sayVersion(CommandLine command) {
        for (CommandLine sub : command.getSubcommands().values()) {
            sayVersion(sub);
        }
        command.getCommandSpec().version("muster " + dev.muster.bridge.BridgeConfig.VERSION);
    }

    private static Problem internal(Exception failure) {
        LoggerFactory.getLogger(MusterMain.class).error("Internal error", failure);
        return Problem.of(
                        ErrorCode.INTERNAL,
                        "Muster made a mistake.",
                        "See the log of the job, if one was begun.",
                        "Report it with the details.")
                .withDetails(failure.toString());
    }
}

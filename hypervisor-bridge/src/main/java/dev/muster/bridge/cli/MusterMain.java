package dev.muster.bridge.cli;

import dev.muster.bridge.cli.bench.BenchCommand;
import dev.muster.bridge.hypervisor.libvirt.LibvirtDriver;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root of {@code muster bridge}, {@code muster ctl} and {@code muster bench}; each is a command beneath it. */
@Command(
        name = "muster",
        description = "The administration console for libvirt/QEMU-KVM, from the command line.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class MusterMain {
    MusterMain() {}

    /** Runs the command that {@code args} names and ends the process with its exit status. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new MusterMain())
                .addSubcommand(new BenchCommand(List.of(new LibvirtDriver(Clock.systemUTC()))))
                .execute(args));
    }
}

package dev.muster.bridge.cli;

import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.DiskImage;
import dev.muster.model.backup.ImportedMachine;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.vm.Firmware;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl image}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "image",
        description = "Disk images of other programs.",
        synopsisSubcommandLabel = "VERB")
final class ImageNoun extends Noun {
    @ParentCommand
    private @Nullable Ctl ctl;

    @Override
    @Nullable
    Ctl parent() {
        return ctl;
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "import",
            description =
                    "Makes a restore point of disk images. Importing under the same name again stores what differs.")
    int imports(
            @Parameters(
                            paramLabel = "FILE",
                            arity = "1..*",
                            description = "Images on the bridge's machine, absolute; the first one boots.")
                    List<String> files,
            @Option(names = "--repository", paramLabel = "NAME", required = true, description = "Target repository.")
                    String repository,
            @Option(names = "--name", paramLabel = "NAME", required = true, description = "Name of the VM.")
                    String name,
            @Option(
                            names = "--format",
                            paramLabel = "FORMAT",
                            description = "raw, qcow2, vmdk, vhdx or vdi (default: by the file's ending).")
                    Optional<String> format,
            @Option(
                            names = "--memory",
                            paramLabel = "SIZE",
                            defaultValue = "2G",
                            description = "RAM (default: ${DEFAULT-VALUE}).")
                    String memory,
            @Option(
                            names = "--cpus",
                            paramLabel = "N",
                            defaultValue = "2",
                            description = "Virtual processors (default: ${DEFAULT-VALUE}).")
                    int cpus,
            @Option(names = "--uefi", description = "UEFI firmware (default: BIOS).") boolean uefi,
            @Option(
                            names = "--network",
                            paramLabel = "NAME",
                            defaultValue = "default",
                            description = "A libvirt network; \"\" for none (default: ${DEFAULT-VALUE}).")
                    String network) {
        return with(session -> session.submit(new BackupCommand.ImportImage(
                RepositoryId.of(repository),
                new ImportedMachine(
                        name,
                        cpus,
                        Sizes.memory(memory),
                        uefi ? Firmware.UEFI : Firmware.USUAL,
                        network.isEmpty() ? List.of() : List.of(network)),
                files.stream()
                        .map(file -> new DiskImage(file, format(format.orElse(ending(file)), file)))
                        .toList())));
    }

    private static String ending(String file) {
        return file.substring(file.lastIndexOf('.') + 1);
    }

    private static DiskImage.Format format(String word, String file) {
        return DiskImage.Format.of(word)
                .orElseThrow(() -> Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "The format of " + file + " is not known.",
                                "Nothing was imported.",
                                "Give it with --format: raw, qcow2, vmdk, vhdx or vdi.")
                        .toException());
    }
}

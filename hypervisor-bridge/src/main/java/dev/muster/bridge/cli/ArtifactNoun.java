package dev.muster.bridge.cli;

import dev.muster.bridge.open.ArtifactTransfers;
import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.ArtifactCommand;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.ArtifactKind;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl artifact}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "artifact",
        description = "Kernels, initrds, images and scripts for network boot.",
        synopsisSubcommandLabel = "VERB")
final class ArtifactNoun extends Noun {
    @ParentCommand
    private @Nullable Ctl ctl;

    @Override
    @Nullable
    Ctl parent() {
        return ctl;
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "put",
            description = "Uploads a file and stores it as an artifact. An upload that was cut off is continued.")
    int put(
            @Parameters(paramLabel = "NAME", description = "Such as debian-13/vmlinuz.") String name,
            @Parameters(paramLabel = "FILE") Path file,
            @Option(
                            names = "--kind",
                            paramLabel = "kernel|initrd|image|script|other",
                            description = "What it is for (default: by the name of the file).")
                    Optional<ArtifactKind> kind) {
        return with(session -> {
            ArtifactId id = ArtifactId.of(name);
            TransferLine reading = new TransferLine(session.output(), "Reading " + file);
            TransferLine sending = new TransferLine(session.output(), "Uploading " + file);
            ArtifactCommand.PutArtifact command;
            try (Interruption _ = new Interruption(() -> {
                reading.stop();
                sending.stop();
            })) {
                ArtifactTransfers.Content content = ArtifactTransfers.read(file, reading);
                command = new ArtifactCommand.PutArtifact(
                        id,
                        kind.orElseGet(() -> ArtifactKind.ofFile(Optional.ofNullable(file.getFileName())
                                .orElse(file)
                                .toString())),
                        content.digest(),
                        content.size());
                ArtifactTransfers.requireFree(session.bridge(), command);
                ArtifactTransfers.upload(session.bridge(), content, file, sending);
            }
            return session.submit(command);
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "list", description = "Lists artifacts.")
    int list() {
        return with(session -> {
            List<Artifact> artifacts = session.inventory().objects(Artifact.class).values().stream()
                    .sorted(Comparator.comparing(artifact -> artifact.id().text()))
                    .toList();
            Table table = new Table("There are no artifacts.", "STATE", "NAME", "KIND", ">SIZE", "STORED", "SHA-256");
            for (Artifact artifact : artifacts) {
                table.row(
                        word(artifact.state()),
                        artifact.id().text(),
                        word(artifact.kind()),
                        Sizes.text(artifact.size()),
                        Table.moment(artifact.stored()),
                        artifact.digest().substring(0, 12));
            }
            return session.output().answer(artifacts, table);
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "show", description = "Shows an artifact.")
    int show(@Parameters(paramLabel = "NAME") String name) {
        return with(session -> {
            Artifact artifact = artifact(session, name);
            return session.output()
                    .answer(
                            artifact,
                            CtlOutput.sheet(List.of(
                                    Map.entry("Name", artifact.id().text()),
                                    Map.entry("State", word(artifact.state())),
                                    Map.entry("Kind", word(artifact.kind())),
                                    Map.entry("Size", Sizes.text(artifact.size())),
                                    Map.entry("Stored", Table.moment(artifact.stored())),
                                    Map.entry("SHA-256", artifact.digest()))));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "verify",
            description = "Reads artifacts and compares them with their SHA-256.")
    int verify(
            @Parameters(paramLabel = "NAME", arity = "0..*", description = "Artifacts (default: all).") @Nullable
                    List<String> names) {
        List<String> given = names == null ? List.of() : names;
        return with(session -> session.submit(new ArtifactCommand.VerifyArtifacts(
                given.stream().map(ArtifactId::of).toList())));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "delete",
            description = "Deletes an artifact, and its content where no other artifact has the same.")
    int delete(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return with(session -> {
            Artifact artifact = artifact(session, name);
            if (!yes) {
                Confirmation.require(session.output(), artifact.id().text());
            }
            return session.submit(new ArtifactCommand.DeleteArtifact(artifact.id()));
        });
    }

    private static Artifact artifact(CtlSession session, String name) {
        return session.inventory()
                .object(Artifact.class, ArtifactId.of(name))
                .orElseThrow(() -> Problem.of(
                                ErrorCode.ARTIFACT_NOT_FOUND,
                                "There is no artifact " + name + ".",
                                "Nothing was changed.",
                                "List the artifacts to see their names.")
                        .toException());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

package dev.muster.bridge.cli;

import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.PointId;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl backup}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "backup",
        description = "Backups: restore points of VMs.",
        synopsisSubcommandLabel = "VERB")
final class BackupNoun extends Noun {
    @ParentCommand
    private @Nullable Ctl ctl;

    @Override
    @Nullable
    Ctl parent() {
        return ctl;
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "run",
            description = "Backs a VM up: in full, or what differs from the point before. It goes on running.")
    int run(
            @Parameters(paramLabel = "VM") String name,
            @Option(names = "--repository", paramLabel = "NAME", required = true) String repository) {
        return with(session -> session.submit(
                new BackupCommand.Run(new Names(session.inventory()).vm(name).id(), RepositoryId.of(repository))));
    }

    @Command(mixinStandardHelpOptions = true, name = "list", description = "The restore points, the newest first.")
    int list(
            @Parameters(paramLabel = "VM", arity = "0..1", description = "Only those of that VM.")
                    Optional<String> name) {
        return with(session -> {
            List<Point> points = points(
                    session,
                    name.map(one -> new Names(session.inventory()).vm(one).id().uuid()));
            Table table = new Table(
                    "There are no restore points.", "POINT", "VM", "CAPTURED", "KIND", "DISKS", ">READ", ">STORED");
            for (Point point : points) {
                PointManifest manifest = point.manifest();
                table.row(
                        point.id().text(),
                        manifest.name(),
                        Table.moment(manifest.captured()),
                        kind(manifest),
                        String.join(
                                " ",
                                manifest.disks().stream()
                                        .map(PointManifest.DiskContent::target)
                                        .toList()),
                        Sizes.text(manifest.read()),
                        Sizes.text(manifest.stored()));
            }
            return session.output().answer(points, table);
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "show", description = "What a restore point holds.")
    int show(@Parameters(paramLabel = "POINT") String id) {
        return with(session -> {
            PointId wanted = PointId.of(id);
            Point point = points(session, Optional.of(wanted.vm())).stream()
                    .filter(one -> one.id().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> Problem.of(
                                    ErrorCode.POINT_NOT_FOUND,
                                    "There is no restore point " + wanted + " that can be reached.",
                                    "Nothing was changed.",
                                    "Look at the list of restore points and of repositories.")
                            .toException());
            PointManifest manifest = point.manifest();
            StringBuilder text = new StringBuilder(manifest.name() + " on " + manifest.host() + ", captured "
                    + Table.moment(manifest.captured()) + " in "
                    + manifest.took().toMillis() + " ms, "
                    + manifest.consistency().name().toLowerCase(Locale.ROOT) + "-consistent, " + kind(manifest)
                    + manifest.parent().map(parent -> " upon " + parent).orElse("") + "\n");
            for (PointManifest.DiskContent disk : manifest.disks()) {
                text.append("  ")
                        .append(disk.target())
                        .append("  ")
                        .append(Sizes.text(disk.size()))
                        .append(", read ")
                        .append(Sizes.text(disk.read()))
                        .append(", stored ")
                        .append(Sizes.text(disk.stored()))
                        .append("  ")
                        .append(disk.image())
                        .append('\n');
            }
            manifest.files()
                    .forEach(file -> text.append("  ")
                            .append(file.name())
                            .append("  ")
                            .append(Sizes.text(file.bytes()))
                            .append('\n'));
            return session.output().answer(point, text.toString());
        });
    }

    private static List<Point> points(CtlSession session, Optional<java.util.UUID> vm) {
        return session.ask(new BackupQuery.Points(vm)).points();
    }

    private static String kind(PointManifest manifest) {
        return manifest.parent().isPresent() ? "incremental" : "full";
    }
}

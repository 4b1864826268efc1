package dev.muster.bridge.cli;

import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupOptions;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.Diagnosis;
import dev.muster.model.backup.KeepRule;
import dev.muster.model.backup.PointId;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.BootCommand;
import dev.muster.model.recovery.BootQuery;
import dev.muster.model.recovery.GoodPoint;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            @Parameters(paramLabel = "VM", arity = "0..1", description = "One VM; or several with --filter.")
                    Optional<String> name,
            @Option(names = "--repository", paramLabel = "NAME", required = true) String repository,
            @Option(
                            names = "--filter",
                            paramLabel = "SEARCH",
                            description = "All VMs a search finds, such as tag:prod; \"\" for all.")
                    Optional<String> filter,
            @Option(names = "--leave-out", paramLabel = "DISK", description = "A disk that is left out; repeatable.")
                    @Nullable
                    List<String> leftOut,
            @Option(
                            names = "--limit",
                            paramLabel = "SIZE",
                            description = "Reads so much in a second at most, such as 50M.")
                    Optional<String> limit,
            @Option(
                            names = "--freeze",
                            paramLabel = "if-possible|required|never",
                            defaultValue = "if-possible",
                            description = "What is done about the guest's file systems.")
                    String freeze,
            @Option(names = "--hook", paramLabel = "NAME", defaultValue = "", description = "A program of the bridge.")
                    String hook,
            @Option(
                            names = "--keep",
                            paramLabel = "RULE",
                            description = "With --filter: which points are kept, such as last=3,daily=7,weekly=4.")
                    Optional<String> keep) {
        return with(session -> {
            BackupOptions options = new BackupOptions(
                    new TreeSet<>(leftOut == null ? List.of() : leftOut),
                    limit.map(Sizes::parse).orElse(0L),
                    freeze(freeze),
                    hook);
            RepositoryId to = RepositoryId.of(repository);
            if (filter.isPresent() == name.isPresent() || (keep.isPresent() && filter.isEmpty())) {
                throw wrong("Say either a VM, or --filter, which may have --keep.");
            }
            return session.submit(
                    filter.isPresent()
                            ? new BackupCommand.RunMany(
                                    filter.get(),
                                    to,
                                    options,
                                    keep.map(KeepRules::parse).orElse(KeepRule.ALL))
                            : new BackupCommand.Run(
                                    new Names(session.inventory())
                                            .vm(name.orElse(""))
                                            .id(),
                                    to,
                                    options));
        });
    }

    private static BackupOptions.Freeze freeze(String text) {
        return switch (text) {
            case "if-possible" -> BackupOptions.Freeze.IF_POSSIBLE;
            case "required" -> BackupOptions.Freeze.REQUIRED;
            case "never" -> BackupOptions.Freeze.NEVER;
            default -> throw wrong("--freeze is if-possible, required or never.");
        };
    }

    private static MusterException wrong(String what) {
        return Problem.of(
                        ErrorCode.USAGE_INVALID, what, "Nothing was changed.", "Look at: muster ctl backup run --help")
                .toException();
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "doctor",
            description = "What the next backups will read and why, and what earlier ones left behind.")
    int doctor(
            @Parameters(paramLabel = "SEARCH", arity = "0..1", description = "Only VMs this finds, such as tag:prod.")
                    Optional<String> search,
            @Option(names = "--mend", paramLabel = "VM", description = "Takes away what is left behind of that VM.")
                    Optional<String> mend) {
        return with(session -> {
            if (mend.isPresent()) {
                return session.submit(new BackupCommand.Mend(
                        new Names(session.inventory()).vm(mend.get()).id()));
            }
            session.inventory(); // what is asked about has to be seen first
            List<Diagnosis> all =
                    session.ask(new BackupQuery.Doctor(search.orElse(""))).vms();
            Table table = new Table(
                    "There are no VMs whose disks this bridge can read.",
                    "VM",
                    "READS",
                    ">AT MOST",
                    ">TAKES",
                    "LEFT BEHIND",
                    "WHY");
            for (Diagnosis one : all) {
                table.row(
                        one.name(),
                        one.reading().name().toLowerCase(Locale.ROOT),
                        Sizes.text(one.bytes()),
                        one.takes().map(takes -> takes.toSeconds() + " s").orElse(""),
                        String.join(", ", one.leftovers()),
                        one.why());
            }
            return session.output().answer(all, table);
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "verify",
            description = "Reads all of a restore point and compares it with what was captured.")
    int verify(@Parameters(paramLabel = "POINT") String id) {
        return with(session -> session.submit(new BackupCommand.Verify(PointId.of(id))));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "boot",
            description =
                    "Boots restore points, cables out, to see whether they do; without any the newest of each VM.")
    int boot(
            @Parameters(paramLabel = "POINT", arity = "0..*") List<String> points,
            @Option(names = "--vm", paramLabel = "VM", description = "The newest point of that VM.") List<String> vms,
            @Mixin BootOptions options) {
        return with(session -> session.submit(new BootCommand.VerifyBoot(
                orNone(points).stream().map(PointId::of).toList(),
                orNone(vms).stream()
                        .map(name ->
                                new Names(session.inventory()).vm(name).id().uuid())
                        .toList(),
                options.check(session))));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "newest-good",
            description = "Searches the restore points of a VM for the newest that boots.")
    int newestGood(
            @Parameters(paramLabel = "VM") String name,
            @Option(
                            names = "--at-once",
                            paramLabel = "N",
                            defaultValue = "3",
                            description = "So many points at a time (default: 3).")
                    int atOnce,
            @Mixin BootOptions options) {
        return with(session -> {
            JobId job = session.bridge()
                    .submit(new BootCommand.FindGood(
                            new Names(session.inventory()).vm(name).id().uuid(), options.check(session), atOnce));
            int status = session.finish(job);
            if (status != 0) {
                return status;
            }
            GoodPoint found = session.ask(new BootQuery.Good(job));
            Table table = new Table("None was booted.", "POINT", "BOOTS", "WHY NOT");
            found.tried().forEach(one -> table.row(one.point().text(), one.good() ? "yes" : "no", one.why()));
            session.output()
                    .note("Last good: " + found.lastGood().map(PointId::text).orElse("none") + ", first bad: "
                            + found.firstBad().map(PointId::text).orElse("none") + "; "
                            + found.tried().size()
                            + " of " + found.points() + " points were looked at.");
            return session.output().answer(found, table);
        });
    }

    private static List<String> orNone(@Nullable List<String> words) {
        return words == null ? List.of() : words;
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "delete",
            description = "Deletes a restore point; what the next one needs of it is merged into that.")
    int delete(
            @Parameters(paramLabel = "POINT") String id,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return with(session -> {
            PointId point = PointId.of(id);
            if (!yes) {
                session.output().note("Nothing brings " + id + " back. Later points stay as they are.");
                Confirmation.require(session.output(), point.name());
            }
            return session.submit(new BackupCommand.DeletePoint(point));
        });
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
                    "There are no restore points.",
                    "POINT",
                    "VM",
                    "CAPTURED",
                    "KIND",
                    "DISKS",
                    ">READ",
                    ">STORED",
                    "VERIFIED");
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
                        Sizes.text(manifest.stored()),
                        verified(point));
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
            StringBuilder text = new StringBuilder(manifest.name()
                    + (manifest.imported() ? ", imported " : " on " + manifest.host() + ", captured ")
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

    private static String verified(Point point) {
        return point.verified()
                .map(verification -> verification.passed() ? Table.moment(verification.at()) : "damaged")
                .orElse("");
    }

    private static List<Point> points(CtlSession session, Optional<java.util.UUID> vm) {
        return session.ask(new BackupQuery.Points(vm)).points();
    }

    private static String kind(PointManifest manifest) {
        return manifest.parent().isPresent() ? "incremental" : "full";
    }
}

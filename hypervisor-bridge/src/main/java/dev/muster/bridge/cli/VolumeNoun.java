package dev.muster.bridge.cli;

import dev.muster.bridge.open.VolumeTransfers;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Volume;
import dev.muster.model.job.JobCommand;
import dev.muster.model.job.JobId;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.storage.PoolQuery;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl volume}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "volume",
        description = "Volumes of storage pools.",
        synopsisSubcommandLabel = "VERB")
final class VolumeNoun extends Noun {
    @ParentCommand
    private @Nullable Ctl ctl;

    @Override
    @Nullable
    Ctl parent() {
        return ctl;
    }

    @Command(mixinStandardHelpOptions = true, name = "list", description = "The volumes of a pool, or of all.")
    int list(@Parameters(paramLabel = "POOL", arity = "0..1") Optional<String> pool) {
        return with(session -> {
            Names names = new Names(session.inventory());
            Optional<Pool> only = pool.map(names::pool);
            List<Volume> volumes = names.image().volumes().values().stream()
                    .filter(volume -> only.isEmpty()
                            || volume.id().pool().equals(only.get().id()))
                    .sorted(Comparator.comparing(Volume::path))
                    .toList();
            Map<PoolId, Optional<PoolQuery.VolumeUsers>> told = new HashMap<>();
            Table table = new Table("There are no volumes.", "NAME", "FORMAT", ">SIZE", ">ON DISK", "PATH", "ODD");
            for (Volume volume : volumes) {
                Optional<PoolQuery.VolumeUsers> all =
                        told.computeIfAbsent(volume.id().pool(), id -> told(session, id));
                table.row(
                        volume.name(),
                        volume.format(),
                        Sizes.text(volume.capacityBytes()),
                        Sizes.text(volume.allocatedBytes()),
                        volume.path(),
                        all.map(known -> known.odd().getOrDefault(volume.name(), ""))
                                .orElse(""));
            }
            return session.output().answer(volumes, table);
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "show", description = "Everything known of a volume.")
    int show(@Parameters(paramLabel = "POOL") String pool, @Parameters(paramLabel = "VOLUME") String name) {
        return with(session -> {
            Names names = new Names(session.inventory());
            Volume volume = names.volume(names.pool(pool), name);
            Optional<PoolQuery.VolumeUsers> told = told(session, volume.id().pool());
            return session.output()
                    .answer(
                            volume,
                            CtlOutput.sheet(List.of(
                                    Map.entry("Name", volume.name()),
                                    Map.entry("Path", volume.path()),
                                    Map.entry("Format", volume.format()),
                                    Map.entry("Size", Sizes.text(volume.capacityBytes())),
                                    Map.entry("On disk", Sizes.text(volume.allocatedBytes())),
                                    Map.entry(
                                            "Used by",
                                            told.map(all -> users(all, name)).orElse("not known")),
                                    Map.entry(
                                            "Odd",
                                            told.map(all -> all.odd().getOrDefault(name, ""))
                                                    .orElse("not known")))));
        });
    }

    /** Empty where the host cannot be asked: what is known of the volume is shown all the same. */
    private static Optional<PoolQuery.VolumeUsers> told(CtlSession session, PoolId pool) {
        try {
            return Optional.of(session.ask(new PoolQuery.Users(pool)));
        } catch (MusterException e) {
            session.output().note("Who uses them is not known: " + e.problem().what());
            return Optional.empty();
        }
    }

    private static String users(PoolQuery.VolumeUsers all, String volume) {
        String names = String.join(", ", all.users().getOrDefault(volume, List.of()));
        String doubts = all.doubts().isEmpty() ? "" : "not known whole: " + String.join("; ", all.doubts());
        return Stream.of(names, doubts).filter(text -> !text.isEmpty()).collect(Collectors.joining("; "));
    }

    @Command(mixinStandardHelpOptions = true, name = "create", description = "Makes an empty volume.")
    int create(
            @Parameters(paramLabel = "POOL") String pool,
            @Parameters(paramLabel = "VOLUME") String name,
            @Option(names = "--size", paramLabel = "SIZE", required = true) String size,
            @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "qcow2") String format,
            @Option(names = "--backing", paramLabel = "VOLUME", defaultValue = "", description = "Backing volume.")
                    String backing) {
        return with(session -> session.submit(new PoolCommand.CreateVolume(
                new Names(session.inventory()).pool(pool).id(), name, Sizes.parse(size), format, backing)));
    }

    @Command(mixinStandardHelpOptions = true, name = "resize", description = "Makes a volume larger.")
    int resize(
            @Parameters(paramLabel = "POOL") String pool,
            @Parameters(paramLabel = "VOLUME") String name,
            @Option(names = "--size", paramLabel = "SIZE", required = true) String size) {
        return with(session -> {
            Names names = new Names(session.inventory());
            return session.submit(new PoolCommand.ResizeVolume(
                    names.volume(names.pool(pool), name).id(), Sizes.parse(size)));
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "clone", description = "Makes a whole copy of a volume.")
    int copy(
            @Parameters(paramLabel = "POOL") String pool,
            @Parameters(paramLabel = "VOLUME") String name,
            @Parameters(paramLabel = "NEW-NAME") String copy) {
        return with(session -> {
            Names names = new Names(session.inventory());
            return session.submit(new PoolCommand.CloneVolume(
                    names.volume(names.pool(pool), name).id(), copy));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "wipe",
            description = "Overwrites all that is in a volume with zeros, for good.")
    int wipe(
            @Parameters(paramLabel = "POOL") String pool,
            @Parameters(paramLabel = "VOLUME") String name,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return with(session -> {
            Names names = new Names(session.inventory());
            Volume volume = names.volume(names.pool(pool), name);
            if (!yes) {
                Confirmation.require(session.output(), volume.name());
            }
            return session.submit(new PoolCommand.WipeVolume(volume.id()));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "upload",
            description = "Makes a volume out of a file of this machine; goes on with an upload that was cut off when"
                    + " given its job.")
    int upload(
            @Parameters(paramLabel = "POOL") String pool,
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--name", paramLabel = "VOLUME", description = "Otherwise called as the file.")
                    Optional<String> name,
            @Option(names = "--resume", paramLabel = "JOB") Optional<String> job) {
        return with(session -> {
            Pool where = new Names(session.inventory()).pool(pool);
            long size = VolumeTransfers.size(file)
                    .orElseThrow(() -> Problem.of(
                                    ErrorCode.FILE_MISSING,
                                    "There is no file " + file + " that can be read.",
                                    "Nothing was uploaded.",
                                    "Check the path.")
                            .toException());
            JobId id = job.map(JobId::of)
                    .orElseGet(() -> session.bridge()
                            .submit(new PoolCommand.Upload(
                                    where.id(),
                                    name.orElseGet(() -> file.getFileName().toString()),
                                    size)));
            job.ifPresent(_ -> session.bridge().submit(new JobCommand.TakeUp(id)));
            session.output().note("Job " + id.text() + "; if this is cut off, go on with --resume " + id.text());
            var _ = Thread.ofVirtual()
                    .name("upload")
                    .start(() -> CtlSession.attempt(
                                    () -> VolumeTransfers.upload(session.bridge(), id, file, (_, _) -> true))
                            .ifPresent(problem -> {
                                session.output().note(problem.what());
                                // a bridge that is away may come back to the rest of it; a file that is gone does not
                                if (problem.code() != ErrorCode.BRIDGE_UNREACHABLE) {
                                    CtlSession.attempt(() -> session.bridge().submit(new JobCommand.Cancel(id)));
                                }
                            }));
            return session.finish(id);
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "download",
            description = "Writes a volume into a file of this machine; goes on with one that was cut off.")
    int download(
            @Parameters(paramLabel = "POOL") String pool,
            @Parameters(paramLabel = "VOLUME") String name,
            @Parameters(paramLabel = "FILE") Path file) {
        return with(session -> {
            Names names = new Names(session.inventory());
            Volume volume = names.volume(names.pool(pool), name);
            TransferLine line = new TransferLine(session.output(), volume.name());
            try (Interruption _ = new Interruption(line::stop)) {
                VolumeTransfers.download(session.bridge(), volume.id(), file.toAbsolutePath(), line);
            }
            return session.output().answer(Map.of("file", file.toString()), volume.name() + " is in " + file + ".");
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "delete", description = "Deletes a volume and what is in it.")
    int delete(
            @Parameters(paramLabel = "POOL") String pool,
            @Parameters(paramLabel = "VOLUME") String name,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return with(session -> {
            Names names = new Names(session.inventory());
            Volume volume = names.volume(names.pool(pool), name);
            if (!yes) {
                Confirmation.require(session.output(), volume.name());
            }
            return session.submit(new PoolCommand.DeleteVolume(volume.id()));
        });
    }
}

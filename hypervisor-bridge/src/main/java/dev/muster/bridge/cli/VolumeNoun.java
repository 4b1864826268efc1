package dev.muster.bridge.cli;

import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Volume;
import dev.muster.model.storage.PoolCommand;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            Table table = new Table("There are no volumes.", "NAME", "FORMAT", ">SIZE", ">ON DISK", "PATH");
            for (Volume volume : volumes) {
                table.row(
                        volume.name(),
                        volume.format(),
                        Sizes.text(volume.capacityBytes()),
                        Sizes.text(volume.allocatedBytes()),
                        volume.path());
            }
            return session.output().answer(volumes, table);
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "show", description = "Everything known of a volume.")
    int show(@Parameters(paramLabel = "POOL") String pool, @Parameters(paramLabel = "VOLUME") String name) {
        return with(session -> {
            Names names = new Names(session.inventory());
            Volume volume = names.volume(names.pool(pool), name);
            return session.output()
                    .answer(
                            volume,
                            CtlOutput.sheet(List.of(
                                    Map.entry("Name", volume.name()),
                                    Map.entry("Path", volume.path()),
                                    Map.entry("Format", volume.format()),
                                    Map.entry("Size", Sizes.text(volume.capacityBytes())),
                                    Map.entry("On disk", Sizes.text(volume.allocatedBytes())))));
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "create", description = "Makes an empty volume.")
    int create(
            @Parameters(paramLabel = "POOL") String pool,
            @Parameters(paramLabel = "VOLUME") String name,
            @Option(names = "--size", paramLabel = "SIZE", required = true) String size,
            @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "qcow2") String format) {
        return with(session -> session.submit(new PoolCommand.CreateVolume(
                new Names(session.inventory()).pool(pool).id(), name, Sizes.parse(size), format)));
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

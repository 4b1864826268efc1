package dev.muster.bridge.cli;

import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.Pool;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.storage.PoolSpec;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl pool}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "pool",
        description = "Storage pools.",
        synopsisSubcommandLabel = "VERB")
final class PoolNoun extends Noun {
    @ParentCommand
    private @Nullable Ctl ctl;

    @Override
    @Nullable
    Ctl parent() {
        return ctl;
    }

    @Command(mixinStandardHelpOptions = true, name = "list", description = "All pools.")
    int list() {
        return with(session -> {
            List<Pool> pools = session.inventory().pools().values().stream()
                    .sorted(Comparator.comparing((Pool pool) -> pool.id().host())
                            .thenComparing(Pool::name))
                    .toList();
            Table table = new Table(
                    "There are no pools.", "STATE", "NAME", "HOST", "TYPE", ">SIZE", ">FREE", "AUTOSTART", "PATH");
            for (Pool pool : pools) {
                table.row(
                        state(pool),
                        pool.name(),
                        pool.id().host().text(),
                        pool.type(),
                        pool.active() ? Sizes.text(pool.capacityBytes()) : "",
                        pool.active() ? Sizes.text(pool.availableBytes()) : "",
                        yesNo(pool.autostart()),
                        pool.path());
            }
            return session.output().answer(pools, table);
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "show", description = "Everything known of a pool.")
    int show(@Parameters(paramLabel = "POOL") String name) {
        return with(session -> {
            Pool pool = new Names(session.inventory()).pool(name);
            return session.output()
                    .answer(
                            pool,
                            CtlOutput.sheet(List.of(
                                    Map.entry("Name", pool.name()),
                                    Map.entry("Id", pool.id().text()),
                                    Map.entry("State", state(pool)),
                                    Map.entry("Type", pool.type()),
                                    Map.entry("Path", pool.path()),
                                    Map.entry("Size", Sizes.text(pool.capacityBytes())),
                                    Map.entry("Used", Sizes.text(pool.allocatedBytes())),
                                    Map.entry("Free", Sizes.text(pool.availableBytes())),
                                    Map.entry("Autostart", yesNo(pool.autostart())))));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "create",
            description = "Makes a pool and starts it; from XML, any pool, without starting it.")
    int create(
            @Option(names = "--name", paramLabel = "NAME", defaultValue = "", description = "What the pool is called.")
                    String name,
            @Option(
                            names = "--path",
                            paramLabel = "PATH",
                            defaultValue = "",
                            description = "Where its volumes lie on the host.")
                    String path,
            @Option(
                            names = "--kind",
                            paramLabel = "directory|file_system|nfs|logical|iscsi",
                            defaultValue = "directory")
                    PoolSpec.Kind kind,
            @Option(
                            names = "--server",
                            paramLabel = "SERVER",
                            defaultValue = "",
                            description = "The machine that offers it; of the kinds nfs and iscsi.")
                    String server,
            @Option(
                            names = "--source",
                            paramLabel = "SOURCE",
                            defaultValue = "",
                            description = "The device, exported directory, volume group or iSCSI target.")
                    String source,
            @Option(names = "--host", paramLabel = "HOST", description = "Where; not needed with one host.")
                    Optional<String> host,
            @Option(names = "--autostart", description = "Start it with its host.") boolean autostart,
            @Option(names = "--xml", paramLabel = "FILE", description = "The whole pool, from a file here.")
                    Optional<Path> xml) {
        return with(session -> {
            Host where = new Names(session.inventory()).hostOrOnly(host);
            return session.submit(
                    xml.isPresent()
                            ? new PoolCommand.Define(where.id(), Files.text(xml.get()))
                            : new PoolCommand.Create(
                                    where.id(), new PoolSpec(name, kind, path, server, source), autostart));
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "set", description = "Changes a pool.")
    int set(
            @Parameters(paramLabel = "POOL") String name,
            @Option(names = "--autostart", paramLabel = "yes|no", required = true) String autostart) {
        return with(session -> session.submit(new PoolCommand.SetAutostart(
                new Names(session.inventory()).pool(name).id(), yesOrNo(autostart))));
    }

    @Command(mixinStandardHelpOptions = true, name = "start", description = "Brings a pool up.")
    int start(@Parameters(paramLabel = "POOL") String name) {
        return with(session -> session.submit(
                new PoolCommand.Start(new Names(session.inventory()).pool(name).id())));
    }

    @Command(mixinStandardHelpOptions = true, name = "stop", description = "Takes a pool down; its volumes stay.")
    int stop(@Parameters(paramLabel = "POOL") String name) {
        return with(session -> session.submit(
                new PoolCommand.Stop(new Names(session.inventory()).pool(name).id())));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "build",
            description = "Makes what a pool needs to exist, such as its directory; overwrites nothing.")
    int build(@Parameters(paramLabel = "POOL") String name) {
        return with(session -> session.submit(
                new PoolCommand.Build(new Names(session.inventory()).pool(name).id())));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "refresh",
            description = "Refreshes the list of volumes of a pool.")
    int refresh(@Parameters(paramLabel = "POOL") String name) {
        return with(session -> session.submit(new PoolCommand.Refresh(
                new Names(session.inventory()).pool(name).id())));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "delete",
            description = "Takes a pool down and forgets it; its volumes stay.")
    int delete(
            @Parameters(paramLabel = "POOL") String name,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return with(session -> {
            Pool pool = new Names(session.inventory()).pool(name);
            if (!yes) {
                Confirmation.require(session.output(), pool.name());
            }
            return session.submit(new PoolCommand.Delete(pool.id()));
        });
    }

    private static String state(Pool pool) {
        if (pool.active()) {
            return "up";
        }
        return pool.reason().isEmpty() ? "down" : "down (" + pool.reason() + ")";
    }
}

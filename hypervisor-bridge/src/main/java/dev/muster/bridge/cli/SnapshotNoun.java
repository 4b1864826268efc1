package dev.muster.bridge.cli;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import dev.muster.model.snapshot.Snapshot;
import dev.muster.model.snapshot.Snapshot.Place;
import dev.muster.model.snapshot.SnapshotCommand;
import dev.muster.model.snapshot.SnapshotDeletion;
import dev.muster.model.snapshot.SnapshotQuery;
import dev.muster.model.snapshot.SnapshotTree;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl snapshot}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "snapshot",
        description = "Snapshots of VMs.",
        synopsisSubcommandLabel = "VERB")
final class SnapshotNoun extends Noun {
    @ParentCommand
    private @Nullable Ctl ctl;

    @Override
    @Nullable
    Ctl parent() {
        return ctl;
    }

    @Command(mixinStandardHelpOptions = true, name = "list", description = "The snapshots of a VM, as a tree.")
    int list(@Parameters(paramLabel = "VM") String name) {
        return with(session -> {
            SnapshotTree tree =
                    session.ask(new SnapshotQuery.Tree(vm(session, name).id()));
            Table table = new Table("There are no snapshots.", "NAME", "KIND", "MEMORY", "STATE", "CREATED", "CURRENT");
            for (Snapshot one : tree.snapshots()) {
                table.row(
                        "  ".repeat(tree.depth(one)) + one.name(),
                        kind(one),
                        yesNo(one.memory()),
                        one.state(),
                        Table.moment(one.created()),
                        one.current() ? "*" : "");
            }
            return session.output().answer(tree.snapshots(), table);
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "show", description = "Everything known of a snapshot.")
    int show(@Parameters(paramLabel = "VM") String name, @Parameters(paramLabel = "SNAPSHOT") String snapshot) {
        return with(session -> {
            SnapshotTree tree =
                    session.ask(new SnapshotQuery.Tree(vm(session, name).id()));
            Snapshot one = tree.snapshot(snapshot)
                    .orElseThrow(() -> Problem.of(
                                    ErrorCode.SNAPSHOT_NOT_FOUND,
                                    name + " has no snapshot \"" + snapshot + "\".",
                                    "Nothing was changed.",
                                    "muster ctl snapshot list " + name + " shows what there is.")
                            .toException());
            return session.output()
                    .answer(
                            one,
                            CtlOutput.sheet(List.of(
                                    Map.entry("Name", one.name()),
                                    Map.entry("Description", one.description()),
                                    Map.entry("Parent", one.parent().orElse("")),
                                    Map.entry("Created", Table.moment(one.created())),
                                    Map.entry("Kind", kind(one)),
                                    Map.entry("Memory", yesNo(one.memory())),
                                    Map.entry("State", one.state()),
                                    Map.entry("Current", yesNo(one.current())),
                                    Map.entry(
                                            "Disks",
                                            String.join(
                                                    ", ",
                                                    one.disks().stream()
                                                            .map(disk -> disk.overlay()
                                                                            .isEmpty()
                                                                    ? disk.target()
                                                                    : disk.target() + " " + disk.overlay())
                                                            .toList())))));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "create",
            description = "Takes a snapshot: inside the qcow2 images, with the memory of a VM that runs; or external.")
    int create(
            @Parameters(paramLabel = "VM") String name,
            @Parameters(paramLabel = "SNAPSHOT") String snapshot,
            @Option(names = "--description", paramLabel = "TEXT", defaultValue = "") String description,
            @Option(names = "--external", description = "Of the disks alone, with new files laid over the old ones.")
                    boolean external) {
        return with(session -> session.submit(new SnapshotCommand.Create(
                vm(session, name).id(), snapshot, description, external ? Place.EXTERNAL : Place.INTERNAL)));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "revert",
            description = "Brings a VM back to a snapshot; what it did since is lost.")
    int revert(
            @Parameters(paramLabel = "VM") String name,
            @Parameters(paramLabel = "SNAPSHOT") String snapshot,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return with(session -> {
            Vm vm = vm(session, name);
            session.output()
                    .note("All that " + vm.name()
                            + " wrote to its disks since then, and its memory now, is lost unless another snapshot"
                            + " holds it.");
            if (!yes) {
                Confirmation.require(session.output(), vm.name());
            }
            return session.submit(new SnapshotCommand.Revert(vm.id(), snapshot));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "delete",
            description = "Deletes a snapshot; shows first what goes with it.")
    int delete(
            @Parameters(paramLabel = "VM") String name,
            @Parameters(paramLabel = "SNAPSHOT") String snapshot,
            @Option(names = "--children", description = "With all snapshots made upon it.") boolean children,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return with(session -> {
            Vm vm = vm(session, name);
            SnapshotDeletion plan = session.ask(new SnapshotQuery.Deletion(vm.id(), snapshot, children));
            plan.refused().ifPresent(refused -> {
                throw refused.toException();
            });
            plan.going().forEach(one -> session.output().note("goes    snapshot " + one));
            plan.moving().forEach(one -> session.output().note("moves   snapshot " + one + " to its parent"));
            plan.merges()
                    .forEach(merge -> session.output().note("merged  " + merge.overlay() + " into " + merge.into()));
            plan.files().forEach(file -> session.output().note("goes    " + file));
            if (!yes) {
                Confirmation.require(session.output(), snapshot);
            }
            return session.submit(new SnapshotCommand.Delete(vm.id(), snapshot, children));
        });
    }

    private static Vm vm(CtlSession session, String name) {
        return new Names(session.inventory()).vm(name);
    }

    private static String kind(Snapshot one) {
        return one.place().name().toLowerCase(Locale.ROOT);
    }
}

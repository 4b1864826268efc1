package dev.muster.bridge.cli;

import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.PointId;
import dev.muster.model.backup.RestoreCommand;
import dev.muster.model.backup.RestoreCommand.Macs;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl restore}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "restore",
        description = "Brings back what restore points hold. No restore writes into the point.",
        synopsisSubcommandLabel = "VERB")
final class RestoreNoun extends Noun {
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
            description = "Makes a new VM of a restore point, or brings the VM itself back to it.")
    int run(
            @Parameters(paramLabel = "POINT", description = "A restore point, or a VM for its newest one.") String from,
            @Option(names = "--pool", paramLabel = "POOL", description = "Where the disks are put.")
                    Optional<String> pool,
            @Option(names = "--name", paramLabel = "NAME", description = "Name of the new VM.") Optional<String> name,
            @Option(names = "--in-place", description = "Brings the VM itself back; it has to be off.") boolean inPlace,
            @Option(names = "--keep-macs", description = "The new VM gets the MAC addresses of the point.")
                    boolean keepMacs,
            @Option(names = "--start", description = "Starts it when it was read back and checked.") boolean start,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return with(session -> {
            InventoryImage image = session.inventory();
            PointId point = point(session, from);
            if (inPlace == name.isPresent()) {
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "Say either --name NAME for a new VM, or --in-place.",
                                "Nothing was changed.",
                                "Look at: muster ctl restore run --help")
                        .toException();
            }
            if (name.isPresent()) {
                return session.submit(new RestoreCommand.RestoreAsNew(
                        point, pool(image, pool, Optional.empty()), name.get(), macs(keepMacs), start));
            }
            Vm vm = new Names(image).vm(point.vm().toString());
            if (!yes) {
                session.output()
                        .note("Brings " + vm.name() + " back to " + point.name()
                                + ". What its disks hold now is deleted when the restored ones were checked.");
                Confirmation.require(session.output(), vm.name());
            }
            return session.submit(
                    new RestoreCommand.RestoreInPlace(point, vm.id(), pool(image, pool, Optional.of(vm)), start));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "instant",
            description = "Starts a new VM from a restore point in seconds; it needs the repository until it is moved.")
    int instant(
            @Parameters(paramLabel = "POINT", description = "A restore point, or a VM for its newest one.") String from,
            @Option(
                            names = "--pool",
                            paramLabel = "POOL",
                            description = "Where what it writes is put: a pool that is a directory.")
                    Optional<String> pool,
            @Option(names = "--name", paramLabel = "NAME", required = true) String name,
            @Option(names = "--keep-macs", description = "It gets the MAC addresses of the point.") boolean keepMacs) {
        return with(session -> {
            InventoryImage image = session.inventory();
            return session.submit(new RestoreCommand.RestoreInstantly(
                    point(session, from), pool(image, pool, Optional.empty()), name, macs(keepMacs)));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "move",
            description = "Moves a VM that was started from a restore point out of the repository, while it runs.")
    int move(
            @Parameters(paramLabel = "VM") String name,
            @Option(names = "--pool", paramLabel = "POOL", description = "Where its disks are put.")
                    Optional<String> pool) {
        return with(session -> {
            InventoryImage image = session.inventory();
            Vm vm = new Names(image).vm(name);
            return session.submit(new RestoreCommand.MoveOut(vm.id(), pool(image, pool, Optional.of(vm))));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "disk",
            description = "Makes a volume of one disk of a restore point.")
    int disk(
            @Parameters(paramLabel = "POINT", description = "A restore point, or a VM for its newest one.") String from,
            @Parameters(paramLabel = "DISK", description = "Such as vda.") String disk,
            @Option(names = "--pool", paramLabel = "POOL") Optional<String> pool,
            @Option(names = "--volume", paramLabel = "NAME", required = true) String volume) {
        return with(session -> {
            InventoryImage image = session.inventory();
            return session.submit(new RestoreCommand.RestoreDisk(
                    point(session, from), disk, pool(image, pool, Optional.empty()), volume));
        });
    }

    private static Macs macs(boolean keep) {
        return keep ? Macs.KEPT : Macs.NEW;
    }

    /** The point of that id, or the newest of the VM of that name; also of one that is not there any more. */
    private static PointId point(CtlSession session, String text) {
        if (text.chars().filter(c -> c == '/').count() == 2) {
            return PointId.of(text);
        }
        List<BackupQuery.Point> points =
                session.ask(new BackupQuery.Points(Optional.empty())).points();
        return points.stream()
                .filter(point -> point.manifest().name().equals(text)
                        || point.manifest().vm().toString().equals(text))
                .findFirst()
                .map(BackupQuery.Point::id)
                .orElseThrow(() -> Problem.of(
                                ErrorCode.POINT_NOT_FOUND,
                                "There is no restore point of a VM \"" + text + "\" that can be reached.",
                                "Nothing was changed.",
                                "Look at the list of restore points and of repositories.")
                        .toException());
    }

    /** The pool named, or the only one there is; on the host of that VM. */
    private static PoolId pool(InventoryImage image, Optional<String> name, Optional<Vm> vm) {
        if (name.isPresent()) {
            return new Names(image).pool(name.get()).id();
        }
        List<Pool> pools = image.pools().values().stream()
                .filter(Pool::active)
                .filter(pool ->
                        vm.isEmpty() || vm.get().id().host().equals(pool.id().host()))
                .toList();
        if (pools.size() != 1) {
            throw Problem.of(
                            ErrorCode.NAME_AMBIGUOUS,
                            "There are " + pools.size() + " pools that are up, and none is named.",
                            "Nothing was changed.",
                            "Name one with --pool; muster ctl pool list shows them.")
                    .toException();
        }
        return pools.getFirst().id();
    }
}

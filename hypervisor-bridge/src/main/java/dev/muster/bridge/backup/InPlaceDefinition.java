package dev.muster.bridge.backup;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Await;
import dev.muster.bridge.inventory.FileUsers;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.backup.RestoreCommand;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.vm.DiskPlaces;
import dev.muster.model.vm.DomainDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Brings a VM that is off back to what a restore point holds. New disks are filled and checked beside the old ones; then the VM
 * is defined anew, which is the one instant at which it changes; then the old disks go.
 */
final class InPlaceDefinition implements JobDefinition<RestoreCommand.RestoreInPlace> {
    private static final String NAME = "name";

    /** The definition as it was; display passwords are not in it, they stay with the domain. */
    private static final String BEFORE = "definitionBefore";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final boolean offLater;
    private final RestoreGround ground;
    private final RestoreSteps disks;
    private final RestoredDomain domains;

    InPlaceDefinition(RestoreGround ground) {
        this(ground, false);
    }

    /**
     * Of VMs that are off, or will be before they are defined anew.
     *
     * @param offLater whether the larger job turns them off
     */
    InPlaceDefinition(RestoreGround ground, boolean offLater) {
        this.offLater = offLater;
        this.ground = ground;
        this.disks = new RestoreSteps(ground);
        this.domains = new RestoredDomain(ground.lookup());
    }

    @Override
    public Class<RestoreCommand.RestoreInPlace> command() {
        return RestoreCommand.RestoreInPlace.class;
    }

    @Override
    public Prepared prepare(RestoreCommand.RestoreInPlace command, Principal by) {
        Vm vm = ground.lookup().vm(command.vm());
        Pool pool = ground.pool(command.pool());
        PointFiles point = ground.repositories().point(command.point());
        if (!command.point().vm().equals(vm.id().uuid())) {
            throw refused(
                    ErrorCode.USAGE_INVALID,
                    "The restore point is of another VM than " + vm.name() + ".",
                    "Choose one of that VM, or make a new VM of this one.");
        }
        if (!pool.id().host().equals(vm.id().host())) {
            throw refused(
                    ErrorCode.USAGE_INVALID,
                    "The pool " + pool.name() + " is on another host than " + vm.name() + ".",
                    "Choose a pool of its host, or restore it there as a new VM.");
        }
        if (!offLater) {
            requireOff(vm);
        }
        ground.vms().requireFree(vm.id());
        Hypervisor hypervisor = ground.lookup().hypervisor(vm.id().host());
        if (!hypervisor.snapshots().list(vm.id()).isEmpty()) {
            throw refused(
                    ErrorCode.VM_STATE,
                    vm.name() + " has snapshots, which lie in the disks it has now.",
                    "Delete them first, or restore as a new VM.");
        }
        if (command.start()) {
            ground.requireNetworks(vm.id().host(), RestoreGround.domain(point));
        }
        point.manifest().disks().forEach(disk -> point.chain(disk.target()));
        Map<String, String> facts = new HashMap<>(RestoreSteps.facts(
                ground.volumes(pool, point, vm.name(), "-" + command.point().name())));
        facts.put(NAME, vm.name());
        return new Prepared("Restore " + vm.name() + " in place from " + command.point(), facts);
    }

    private static void requireOff(Vm vm) {
        if (vm.state() != VmState.OFF || vm.savedState()) {
            throw refused(
                    ErrorCode.VM_STATE,
                    vm.name()
                            + (vm.savedState()
                                    ? " has saved memory"
                                    : " is " + vm.state().word()) + ", so its disks cannot be replaced.",
                    vm.savedState() ? "Start it, or discard what was saved." : "Shut it down first.");
        }
    }

    private static MusterException refused(ErrorCode code, String what, String remedy) {
        return Problem.of(code, what, "Nothing was changed.", remedy).toException();
    }

    @Override
    public Claim claim(JobId job, RestoreCommand.RestoreInPlace command, Map<String, String> facts) {
        return ground.claim(job, command.vm(), command.point(), "Restore " + facts.getOrDefault(NAME, ""));
    }

    @Override
    public List<StepDefinition> steps(RestoreCommand.RestoreInPlace command, Map<String, String> facts) {
        String name = facts.getOrDefault(NAME, "");
        Map<String, VolumeId> volumes = RestoreSteps.volumes(facts);
        List<StepDefinition> steps = new ArrayList<>();
        volumes.forEach((target, volume) -> steps.add(disks.restore(command.point(), target, volume)));
        steps.add(new StepDefinition(
                "define",
                "Put the restored disks into " + name,
                command.vm().text(),
                IntStream.range(0, steps.size()).boxed().toList(),
                context -> define(command, volumes, context),
                context -> takeBack(command.vm(), context)));
        steps.add(new StepDefinition(
                "discard",
                "Delete the disks " + name + " had before",
                command.vm().text(),
                List.of(steps.size() - 1),
                context -> discard(command.vm(), context),
                StepDefinition.NOTHING));
        if (command.start()) {
            steps.add(new StepDefinition(
                    "start",
                    "Start " + name,
                    command.vm().text(),
                    List.of(steps.size() - 1),
                    context -> ground.life().start(command.vm(), context),
                    StepDefinition.NOTHING));
        }
        return steps;
    }

    private void define(RestoreCommand.RestoreInPlace command, Map<String, VolumeId> volumes, StepContext context)
            throws InterruptedException {
        VmId id = command.vm();
        Hypervisor hypervisor = ground.lookup().hypervisor(id.host());
        Vm now = hypervisor.vms().get(id);
        requireOff(now);
        if (context.fact(BEFORE).isEmpty()) {
            context.putFact(BEFORE, hypervisor.vms().xml(id, false));
        }
        PointFiles point = ground.repositories().point(command.point());
        DomainDocument captured = RestoreGround.domain(point)
                .withSecretsOf(DomainDocument.parse(hypervisor.vms().xmlWithSecrets(id)));
        DomainDocument restored = DiskPlaces.of(captured, disks.places(volumes));
        // their bitmaps are in the disks it had
        for (String checkpoint : hypervisor.snapshots().checkpoints(id)) {
            hypervisor.backups().deleteCheckpoint(id, checkpoint);
        }
        DomainDocument placed = domains.withPlace(id, restored.withName(now.name()));
        domains.keepState(id, placed);
        domains.putState(point, id, placed, context);
        ground.life().define(id, placed.xml(), context);
        context.putFact(RestoreSteps.WHOLE, id.text());
    }

    private void takeBack(VmId id, StepContext context) throws InterruptedException {
        if (context.fact(BEFORE).isEmpty() || context.fact(RestoreSteps.WHOLE).isPresent()) {
            return;
        }
        Hypervisor hypervisor = ground.lookup().hypervisor(id.host());
        DomainDocument before = DomainDocument.parse(context.fact(BEFORE).get());
        domains.bringStateBack(id, domains.withPlace(id, before));
        ground.life()
                .define(
                        id,
                        before.withSecretsOf(
                                        DomainDocument.parse(hypervisor.vms().xmlWithSecrets(id)))
                                .xml(),
                        context);
    }

    /** What else uses one of them keeps it; that one could not be deleted does not undo the restore. */
    private void discard(VmId id, StepContext context) throws InterruptedException {
        Hypervisor hypervisor = ground.lookup().hypervisor(id.host());
        DomainDocument restored = DomainDocument.parse(hypervisor.vms().xml(id, false));
        awaitDisks(id, restored, context);
        FileUsers users = new FileUsers(ground.lookup(), id.host());
        domains.forgetKeptState(id, restored);
        for (Disk disk :
                DomainDocument.parse(context.fact(BEFORE).orElse("<domain/>")).disks()) {
            if (!disk.device().equals("disk")
                    || disk.readOnly()
                    || !disk.source().startsWith("/")) {
                continue;
            }
            boolean device = disk.source().startsWith("/dev/");
            FileUsers.Users others = users.of(disk.source(), _ -> true);
            if (device
                    || !others.names().isEmpty()
                    || !users.upon(disk.source()).names().isEmpty()) {
                context.log(LogLine.Level.INFO, "kept " + disk.source());
                continue;
            }
            if (!others.doubts().isEmpty()) {
                // on another machine, what lies below an image outside the pools cannot be read
                context.log(
                        LogLine.Level.WARNING,
                        "kept " + disk.source() + ", which others may use: "
                                + others.doubts().getFirst());
                continue;
            }
            try {
                hypervisor.files().delete(id.host(), disk.source());
                context.log(LogLine.Level.INFO, "deleted " + disk.source());
            } catch (MusterException e) {
                context.log(
                        LogLine.Level.WARNING,
                        disk.source() + " could not be deleted: " + e.problem().what());
            }
        }
    }

    /** Until the inventory has heard of it, the VM itself would count as a user of the disks it had. */
    private void awaitDisks(VmId id, DomainDocument restored, StepContext context) throws InterruptedException {
        Set<String> sources = restored.disks().stream().map(Disk::source).collect(Collectors.toSet());
        Await.seen(
                ground.lookup().inventory(),
                context,
                "the host to tell of the restored disks",
                LIMIT,
                image -> image.vm(id).stream()
                        .flatMap(vm -> vm.disks().stream())
                        .allMatch(disk -> sources.contains(disk.source())));
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public OnFailure onFailure() {
        return OnFailure.UNDO;
    }
}

package dev.muster.bridge.backup;

import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventorySearch;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/** Backs up all VMs that a search finds, and merges the points that nothing keeps. One that fails holds up no other. */
final class RunManyDefinition implements JobDefinition<BackupCommand.RunMany> {
    /** So many at once. */
    private static final int LANES = 2;

    private static final String VM = "vm.";

    private final BackupGround ground;

    RunManyDefinition(BackupGround ground) {
        this.ground = ground;
    }

    @Override
    public Class<BackupCommand.RunMany> command() {
        return BackupCommand.RunMany.class;
    }

    @Override
    public Prepared prepare(BackupCommand.RunMany command, Principal by) {
        ground.repositories().require(command.repository());
        if (!command.options().hook().isEmpty()) {
            ground.hooks().require(command.options().hook());
        }
        List<Vm> found = ground.lookup().image().vms().values().stream()
                .filter(InventorySearch.parse(command.search()))
                .sorted(Comparator.comparing(Vm::name))
                .toList();
        if (found.isEmpty()) {
            throw Problem.of(
                            ErrorCode.VM_NOT_FOUND,
                            "No VM matches \"" + command.search() + "\".",
                            "Nothing was backed up.",
                            "Correct the search, or look whether the hosts are connected.")
                    .toException();
        }
        Map<String, String> facts = ground.repositories()
                .look(ground.repositories().storage(command.repository()), () -> points(command, found));
        return new Prepared("Back up " + found.size() + " VMs to " + command.repository(), facts);
    }

    private Map<String, String> points(BackupCommand.RunMany command, List<Vm> found) {
        RepositoryDirectory directory = ground.repositories().directory(command.repository());
        Map<String, String> facts = new TreeMap<>();
        Instant now = ground.clock().instant();
        for (Vm vm : found) {
            facts.put(VM + vm.id().text(), VmBackup.free(directory, vm.id().uuid(), now) + " " + vm.name());
        }
        return facts;
    }

    @Override
    public List<StepDefinition> steps(BackupCommand.RunMany command, Map<String, String> facts) {
        List<StepDefinition> steps = new ArrayList<>();
        // not one after the other by their order: one that fails would end those behind it
        Semaphore lanes = new Semaphore(LANES);
        new TreeMap<>(facts).forEach((key, value) -> {
            if (key.startsWith(VM)) {
                VmId vm = VmId.of(key.substring(VM.length()));
                String point = value.substring(0, value.indexOf(' '));
                String name = value.substring(value.indexOf(' ') + 1);
                VmBackup backup = new VmBackup(ground, vm, command.repository(), point, command.options());
                steps.add(new StepDefinition(
                        "backup/" + vm.text(),
                        "Back up " + name,
                        vm.text(),
                        List.of(),
                        context -> {
                            context.waitingFor("another backup to end");
                            lanes.acquire();
                            try {
                                context.waitingFor("");
                                one(command, vm, name, backup, context);
                            } finally {
                                lanes.release();
                            }
                        },
                        backup::leaveNothing));
            }
        });
        return steps;
    }

    private void one(BackupCommand.RunMany command, VmId vm, String name, VmBackup backup, StepContext context)
            throws InterruptedException {
        String work = "Back up " + name;
        Claim held = ground.vms().claim(context.job(), vm, work);
        try {
            Claim adding = ground.chains().adding(context.job(), command.repository(), vm.uuid(), work);
            try {
                backup.run(context);
            } catch (MusterException | InterruptedException e) {
                boolean interrupted = Thread.interrupted();
                backup.leaveNothing(context);
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                throw e;
            } finally {
                adding.release();
            }
            retain(command, vm, work, context);
        } finally {
            held.release();
        }
    }

    private void retain(BackupCommand.RunMany command, VmId vm, String work, StepContext context)
            throws InterruptedException {
        Claim changing;
        try {
            changing = ground.chains().changing(context.job(), command.repository(), vm.uuid(), work);
        } catch (MusterException e) {
            context.log(
                    LogLine.Level.WARNING,
                    "points are merged next time: " + e.problem().what());
            return;
        }
        try {
            ground.repositories().work(ground.repositories().storage(command.repository()), context, () -> {
                merge(command, vm, context);
                return vm;
            });
        } catch (IOException e) {
            throw RepositoryDirectory.failed(Path.of(command.repository().text()), e);
        } finally {
            changing.release();
        }
    }

    /** Merges what nothing keeps, and what an earlier job had begun to merge. */
    private void merge(BackupCommand.RunMany command, VmId vm, StepContext context)
            throws IOException, InterruptedException {
        RepositoryDirectory directory = ground.repositories().directory(command.repository());
        try (RepositoryLease.Hold _ = ground.lease().hold(directory)) {
            Path points = directory.vm(vm.uuid());
            for (String name : PointMerge.unfinished(points)) {
                new PointMerge(points, name, context).run();
            }
            Map<Path, Instant> captured = new TreeMap<>();
            for (Path path : directory.points(vm.uuid())) {
                PointManifest manifest = RepositoryDirectory.manifest(path);
                // those of a set come and go with it
                if (!ground.repositories().isInSet(command.repository(), manifest)) {
                    captured.put(path, manifest.captured());
                }
            }
            Set<Instant> kept = command.keep().kept(captured.values(), ZoneId.systemDefault());
            for (Map.Entry<Path, Instant> each : captured.entrySet()) {
                if (!kept.contains(each.getValue())
                        && PointMarks.users(each.getKey()).isEmpty()) {
                    String name = each.getKey().getFileName().toString();
                    new PointMerge(points, name, context).run();
                    context.log(LogLine.Level.INFO, "merged " + name + " into the next point");
                }
            }
        }
    }

    @Override
    public Claim claim(JobId job, BackupCommand.RunMany command, Map<String, String> facts) {
        return Claim.NOTHING;
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public OnFailure onFailure() {
        return OnFailure.KEEP;
    }
}

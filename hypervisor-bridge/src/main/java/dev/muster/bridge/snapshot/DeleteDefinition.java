package dev.muster.bridge.snapshot;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.SnapshotOperations.MergeState;
import dev.muster.bridge.inventory.Checkpoints;
import dev.muster.bridge.inventory.FileUsers;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.VmClaims;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.snapshot.Snapshot;
import dev.muster.model.snapshot.SnapshotCommand;
import dev.muster.model.snapshot.SnapshotDeletion;
import dev.muster.model.snapshot.SnapshotRules;
import dev.muster.model.snapshot.SnapshotTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Deletes snapshots. The hypervisor deletes internal ones. The overlay of an external one is merged into the file below while
 * the VM runs; only when the VM writes to that file again is the snapshot forgotten and the overlay deleted.
 */
final class DeleteDefinition implements JobDefinition<SnapshotCommand.Delete> {
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Lookup lookup;
    private final Ground ground;
    private final VmClaims claims;

    DeleteDefinition(Lookup lookup, VmClaims claims) {
        this.lookup = lookup;
        this.ground = new Ground(lookup);
        this.claims = claims;
    }

    @Override
    public Class<SnapshotCommand.Delete> command() {
        return SnapshotCommand.Delete.class;
    }

    @Override
    public Prepared prepare(SnapshotCommand.Delete command, Principal by) {
        String name = lookup.vm(command.vm()).name();
        claims.requireFree(command.vm());
        SnapshotRules rules = ground.rules(command.vm());
        SnapshotTree tree = ground.tree(command.vm(), rules);
        SnapshotDeletion plan = rules.deletion(tree, Ground.require(tree, command.name()), command.children());
        plan.refused().ifPresent(refused -> {
            throw refused.toException();
        });
        Snapshot snapshot = Ground.require(tree, command.name());
        if (plan.merges().isEmpty()) {
            requireUnused(command.vm(), plan.files());
        }
        List<String> merges = plan.merges().stream()
                .map(merge -> merge.target() + "\t" + merge.overlay() + "\t" + merge.into())
                .toList();
        return new Prepared(
                "Delete snapshot " + command.name() + " of " + name,
                Map.of(
                        "name",
                        name,
                        "merges",
                        String.join("\n", merges),
                        "files",
                        String.join("\n", plan.files()),
                        "place",
                        snapshot.place().name()));
    }

    /** Overlays that no disk of the VM has any more may be those of another, or below its image. */
    private void requireUnused(VmId vm, List<String> files) {
        FileUsers users = new FileUsers(lookup, vm.host());
        for (String file : files) {
            FileUsers.Users of = users.of(file, _ -> true);
            List<String> all = Stream.concat(of.names().stream(), users.upon(file).names().stream())
                    .distinct()
                    .toList();
            if (!all.isEmpty()) {
                throw Problem.of(
                                ErrorCode.SNAPSHOT_REFUSED,
                                "The overlay " + file + " is used by " + String.join(", ", all) + ".",
                                "Nothing was changed.",
                                "Let them go on with another image first.")
                        .toException();
            }
            of.doubts().stream().findFirst().ifPresent(doubt -> {
                throw Problem.of(
                                ErrorCode.SNAPSHOT_REFUSED,
                                "It cannot be told whether the overlay " + file + " is in use: " + doubt + ".",
                                "Nothing was changed.",
                                "Mend or remove that image, or let the bridge run as a user who may read it.")
                        .toException();
            });
        }
    }

    @Override
    public Claim claim(JobId job, SnapshotCommand.Delete command, Map<String, String> facts) {
        return claims.claim(job, command.vm(), title(command, facts));
    }

    @Override
    public List<StepDefinition> steps(SnapshotCommand.Delete command, Map<String, String> facts) {
        List<StepDefinition> steps = new ArrayList<>();
        List<String> merges = lines(facts.getOrDefault("merges", ""));
        boolean external = facts.getOrDefault("place", "").equals(Snapshot.Place.EXTERNAL.name());
        for (String line : merges) {
            List<String> parts = List.of(line.split("\t", 3));
            steps.add(step(
                    "merge/" + parts.get(1),
                    "Merge " + parts.get(1) + " into " + parts.get(2),
                    command.vm(),
                    steps.size(),
                    context -> merge(command.vm(), parts.get(0), parts.get(1), context)));
        }
        steps.add(step("delete", title(command, facts), command.vm(), steps.size(), context -> {
            new Checkpoints(lookup).giveWay(command.vm(), context);
            lookup.hypervisor(command.vm().host())
                    .snapshots()
                    .delete(command.vm(), command.name(), command.children(), !merges.isEmpty() || external);
        }));
        for (String file : lines(facts.getOrDefault("files", ""))) {
            steps.add(step(
                    "file/" + file,
                    "Delete " + file,
                    command.vm(),
                    steps.size(),
                    context -> lookup.hypervisor(command.vm().host())
                            .files()
                            .delete(command.vm().host(), file)));
        }
        return steps;
    }

    private static StepDefinition step(String id, String name, VmId vm, int index, StepDefinition.Action run) {
        return new StepDefinition(
                id, name, vm.text(), index == 0 ? List.of() : List.of(index - 1), run, StepDefinition.NOTHING);
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }

    private static String title(SnapshotCommand.Delete command, Map<String, String> facts) {
        return "Delete snapshot " + command.name() + " of " + facts.getOrDefault("name", "");
    }

    private void merge(VmId vm, String target, String overlay, StepContext context) throws InterruptedException {
        Hypervisor hypervisor = lookup.hypervisor(vm.host());
        if (!ground.rules(vm).source(target).equals(overlay)) {
            context.log(LogLine.Level.INFO, target + " was merged before the restart");
            return;
        }
        new Checkpoints(lookup).giveWay(vm, context);
        hypervisor.snapshots().beginMerge(vm, target);
        boolean ended = false;
        try {
            awaitReady(hypervisor, vm, target, context);
            hypervisor.snapshots().endMerge(vm, target, true);
            ended = true;
        } finally {
            if (!ended) {
                // the disk stays with its overlay, as it was
                Thread.interrupted();
                hypervisor.snapshots().endMerge(vm, target, false);
            }
        }
        if (ground.rules(vm).source(target).equals(overlay)) {
            throw stopped(target);
        }
    }

    private static void awaitReady(Hypervisor hypervisor, VmId vm, String target, StepContext context)
            throws InterruptedException {
        while (true) {
            context.checkCancelled();
            Optional<MergeState> now = hypervisor.snapshots().merge(vm, target);
            if (now.isEmpty()) {
                throw stopped(target);
            }
            context.progress(now.get().done(), now.get().total(), "bytes");
            if (now.get().ready()) {
                return;
            }
            Thread.sleep(LOOK);
        }
    }

    private static RuntimeException stopped(String target) {
        return Problem.of(
                        ErrorCode.HYPERVISOR_REFUSED,
                        "Merging the disk " + target + " stopped before its end.",
                        "The VM goes on with the files it has; the snapshot is still there.",
                        "Look at the host's log and at the room on its disks, then try again.")
                .toException();
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

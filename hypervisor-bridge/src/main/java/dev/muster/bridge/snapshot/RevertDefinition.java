package dev.muster.bridge.snapshot;

import dev.muster.bridge.inventory.Checkpoints;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.VmClaims;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.snapshot.Snapshot;
import dev.muster.model.snapshot.SnapshotCommand;
import dev.muster.model.snapshot.SnapshotRules;
import dev.muster.model.snapshot.SnapshotTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings a VM back to a snapshot. */
final class RevertDefinition implements JobDefinition<SnapshotCommand.Revert> {
    /** Put before it goes back: which snapshot was the current one then. */
    private static final String BEFORE = "currentBefore";

    private final Lookup lookup;
    private final Ground ground;
    private final VmClaims claims;

    RevertDefinition(Lookup lookup, VmClaims claims) {
        this.lookup = lookup;
        this.ground = new Ground(lookup);
        this.claims = claims;
    }

    @Override
    public Class<SnapshotCommand.Revert> command() {
        return SnapshotCommand.Revert.class;
    }

    @Override
    public Prepared prepare(SnapshotCommand.Revert command, Principal by) {
        String name = lookup.vm(command.vm()).name();
        claims.requireFree(command.vm());
        SnapshotRules rules = ground.rules(command.vm());
        SnapshotTree tree = ground.tree(command.vm(), rules);
        rules.revertRefusal(tree, Ground.require(tree, command.name())).ifPresent(refused -> {
            throw refused.toException();
        });
        return new Prepared("Revert " + name + " to snapshot " + command.name(), Map.of("name", name));
    }

    @Override
    public Claim claim(JobId job, SnapshotCommand.Revert command, Map<String, String> facts) {
        return claims.claim(job, command.vm(), title(command, facts));
    }

    @Override
    public List<StepDefinition> steps(SnapshotCommand.Revert command, Map<String, String> facts) {
        return List.of(new StepDefinition(
                "revert",
                title(command, facts),
                command.vm().text(),
                List.of(),
                context -> run(command, context),
                StepDefinition.NOTHING));
    }

    private static String title(SnapshotCommand.Revert command, Map<String, String> facts) {
        return "Revert " + facts.getOrDefault("name", "") + " to snapshot " + command.name();
    }

    private void run(SnapshotCommand.Revert command, StepContext context) {
        String current = lookup.hypervisor(command.vm().host()).snapshots().list(command.vm()).stream()
                .filter(Snapshot::current)
                .map(Snapshot::name)
                .findFirst()
                .orElse("");
        Optional<String> before = context.fact(BEFORE);
        if (before.isPresent() && current.equals(command.name())) {
            if (before.get().equals(command.name())) {
                // it was the current one before too: going back once more would lose what the VM did since
                throw Problem.of(
                                ErrorCode.JOB_UNSURE,
                                "Going back to \"" + command.name()
                                        + "\" was cut off, and whether it was done cannot be told.",
                                "The VM stays as it is now.",
                                "Look at the VM; revert once more if it is not at the snapshot.")
                        .toException();
            }
            context.log(LogLine.Level.INFO, "the VM went back before the restart");
            return;
        }
        if (before.isEmpty()) {
            context.putFact(BEFORE, current);
        }
        new Checkpoints(lookup).giveWay(command.vm(), context);
        lookup.hypervisor(command.vm().host()).snapshots().revert(command.vm(), command.name());
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

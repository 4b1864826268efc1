package dev.muster.bridge.snapshot;

import dev.muster.bridge.inventory.Checkpoints;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.VmClaims;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.snapshot.SnapshotCommand;
import dev.muster.model.snapshot.SnapshotRules;
import java.util.List;
import java.util.Map;

/** Makes a snapshot, in one call of the hypervisor that leaves nothing behind where it fails. */
final class CreateDefinition implements JobDefinition<SnapshotCommand.Create> {
    /** Put before it is made: one of that name found after a restart is then ours. */
    private static final String BEGUN = "snapshotBegun";

    private final Lookup lookup;
    private final Ground ground;
    private final VmClaims claims;

    CreateDefinition(Lookup lookup, VmClaims claims) {
        this.lookup = lookup;
        this.ground = new Ground(lookup);
        this.claims = claims;
    }

    @Override
    public Class<SnapshotCommand.Create> command() {
        return SnapshotCommand.Create.class;
    }

    @Override
    public Prepared prepare(SnapshotCommand.Create command, Principal by) {
        String name = lookup.vm(command.vm()).name();
        claims.requireFree(command.vm());
        SnapshotRules rules = ground.rules(command.vm());
        rules.createRefusal(command.place()).ifPresent(refused -> {
            throw refused.toException();
        });
        requireAbsent(command);
        return new Prepared(
                "Take snapshot " + command.name() + " of " + name,
                Map.of("name", name, "disks", String.join(" ", rules.disks())));
    }

    private void requireAbsent(SnapshotCommand.Create command) {
        if (ground.isThere(command.vm(), command.name())) {
            throw Problem.of(
                            ErrorCode.SNAPSHOT_EXISTS,
                            "The VM has a snapshot \"" + command.name() + "\" already.",
                            "It stays as it is; none was made.",
                            "Choose another name.")
                    .toException();
        }
    }

    @Override
    public Claim claim(JobId job, SnapshotCommand.Create command, Map<String, String> facts) {
        return claims.claim(job, command.vm(), title(command, facts));
    }

    @Override
    public List<StepDefinition> steps(SnapshotCommand.Create command, Map<String, String> facts) {
        List<String> disks = List.of(facts.getOrDefault("disks", "").split(" "));
        return List.of(new StepDefinition(
                "create",
                title(command, facts),
                command.vm().text(),
                List.of(),
                context -> run(command, disks, context),
                StepDefinition.NOTHING));
    }

    private static String title(SnapshotCommand.Create command, Map<String, String> facts) {
        return "Take snapshot " + command.name() + " of " + facts.getOrDefault("name", "");
    }

    private void run(SnapshotCommand.Create command, List<String> disks, StepContext context) {
        boolean again = context.fact(BEGUN).isPresent();
        if (!again) {
            requireAbsent(command);
            context.putFact(BEGUN, "yes");
        }
        new Checkpoints(lookup).giveWay(command.vm(), context);
        try {
            // asked again after a restart: the hypervisor first ends what it may still be making, then refuses the name
            lookup.hypervisor(command.vm().host()).snapshots().create(command, disks);
        } catch (MusterException e) {
            if (!again || !ground.isThere(command.vm(), command.name())) {
                throw e;
            }
            context.log(LogLine.Level.INFO, "the snapshot was made before the restart");
        }
        ground.rules(command.vm()).leftOut(command.place()).forEach(what -> context.log(LogLine.Level.WARNING, what));
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

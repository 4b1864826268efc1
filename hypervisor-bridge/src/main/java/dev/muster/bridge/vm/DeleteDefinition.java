package dev.muster.bridge.vm;

import dev.muster.bridge.inventory.HostPaths;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.vm.DeletionPlan;
import dev.muster.model.vm.DeletionPlan.FileRole;
import dev.muster.model.vm.DeletionPlan.VmFile;
import dev.muster.model.vm.VmCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Deletes VMs with exactly the files approved. Nothing of it can be taken back: what is done stays done, and the plan is
 * looked at anew right before the first step that destroys anything.
 */
final class DeleteDefinition implements JobDefinition<VmCommand.Delete> {
    /** Put once the plan was found unchanged: from then on the VM may be half gone. */
    private static final String BEGUN = "deleteBegun:";

    private final Lookup lookup;
    private final VmLocks locks;
    private final Definitions definitions;
    private final DeletionPlanner planner;

    DeleteDefinition(Lookup lookup, VmLocks locks, Definitions definitions) {
        this.lookup = lookup;
        this.locks = locks;
        this.definitions = definitions;
        this.planner = new DeletionPlanner(lookup);
    }

    @Override
    public Class<VmCommand.Delete> command() {
        return VmCommand.Delete.class;
    }

    @Override
    public Prepared prepare(VmCommand.Delete command, Principal by) {
        Map<String, String> names = new HashMap<>();
        for (VmCommand.Deletion deletion : command.deletions()) {
            String name = lookup.vm(deletion.vm()).name();
            locks.refusal(deletion.vm(), VmLocks.Manner.FORCED).ifPresent(busy -> {
                throw busy;
            });
            requireApproved(planner.plan(deletion.vm()), deletion.files());
            names.put(deletion.vm().text(), name);
        }
        String what = command.deletions().size() == 1
                ? names.values().iterator().next()
                : command.deletions().size() + " VMs";
        return new Prepared("Delete " + what, names);
    }

    /** {@code VM_FILES_CHANGED} where a file approved may not go, or one that goes with the VM was not approved. */
    private void requireApproved(DeletionPlan plan, List<String> approved) {
        Set<String> wanted = new HashSet<>();
        approved.forEach(path -> wanted.add(HostPaths.normal(path)));
        planner.torn(plan, wanted).ifPresent(path -> {
            throw changed(plan, path + " stays and lies upon one of them, without which nobody could read it.");
        });
        for (VmFile file : plan.files()) {
            boolean named = wanted.remove(file.path());
            if (named && !file.deletable()) {
                throw changed(plan, file.path() + " must stay: " + file.kept() + ".");
            }
            if (!named && file.role().goesInAnyCase() && file.deletable()) {
                throw changed(plan, file.path() + " goes with the VM in any case and was not named.");
            }
        }
        if (!wanted.isEmpty()) {
            throw changed(plan, "It has no file " + String.join(", ", wanted) + " any more.");
        }
    }

    private static MusterException changed(DeletionPlan plan, String what) {
        return Problem.of(
                        ErrorCode.VM_FILES_CHANGED,
                        "The files of " + plan.name() + " are not those that were approved. " + what,
                        "Nothing was deleted.",
                        "Look at its files anew and approve them again.")
                .toException();
    }

    @Override
    public Claim claim(JobId job, VmCommand.Delete command, Map<String, String> facts) {
        List<VmId> vms =
                command.deletions().stream().map(VmCommand.Deletion::vm).toList();
        String names =
                vms.stream().map(id -> facts.getOrDefault(id.text(), id.text())).collect(Collectors.joining(", "));
        return locks.claimAll(job, vms, "Delete " + names, VmLocks.Manner.FORCED);
    }

    @Override
    public List<StepDefinition> steps(VmCommand.Delete command, Map<String, String> facts) {
        List<StepDefinition> steps = new ArrayList<>();
        for (VmCommand.Deletion deletion : command.deletions()) {
            String name = facts.getOrDefault(deletion.vm().text(), "");
            int files = deletion.files().size();
            steps.add(new StepDefinition(
                    "delete/" + deletion.vm().text(),
                    "Delete " + name + (files == 0 ? "" : " with " + files + (files == 1 ? " file" : " files")),
                    deletion.vm().text(),
                    List.of(),
                    context -> run(deletion, name, context),
                    StepDefinition.NOTHING));
        }
        return steps;
    }

    private void run(VmCommand.Deletion deletion, String name, StepContext context) throws InterruptedException {
        VmId id = deletion.vm();
        try (VmLocks.Hold _ = locks.hold(context.job(), id, "Delete " + name, VmLocks.Manner.FORCED)) {
            if (context.fact(BEGUN + id.text()).isEmpty()) {
                requireApproved(planner.plan(id), deletion.files());
                context.putFact(BEGUN + id.text(), name);
            }
            context.checkCancelled();
            definitions.forceOff(id, name, context);
            definitions.undefine(id, keepsVariables(id), context);
            context.log(LogLine.Level.INFO, name + " is forgotten by its host");
            removeFiles(deletion, context);
        }
    }

    /** Whether its firmware variables are another VM's too, who goes on with them. */
    private boolean keepsVariables(VmId id) {
        return definitions.now(id).isPresent()
                && planner.plan(id).files().stream()
                        .anyMatch(file -> file.role() == FileRole.FIRMWARE_VARIABLES && !file.deletable());
    }

    /** After a restart the VM may be gone already, so who else uses a file is asked once more right here. */
    private void removeFiles(VmCommand.Deletion deletion, StepContext context) {
        if (deletion.files().isEmpty()) {
            return;
        }
        VmId id = deletion.vm();
        Map<String, String> users = planner.usersBeside(id);
        int done = 0;
        for (String path : deletion.files()) {
            String user = users.getOrDefault(planner.key(id.host(), HostPaths.normal(path)), "");
            if (user.isEmpty()) {
                lookup.hypervisor(id.host()).files().delete(id.host(), path);
                context.log(LogLine.Level.INFO, "deleted " + path);
            } else {
                context.log(LogLine.Level.WARNING, "kept " + path + ": " + user + " uses it since");
            }
            context.progress(++done, deletion.files().size(), "files");
        }
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

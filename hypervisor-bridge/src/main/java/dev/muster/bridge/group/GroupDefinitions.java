package dev.muster.bridge.group;

import dev.muster.bridge.job.ComposedDefinition;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobDefinition.OnFailure;
import dev.muster.bridge.job.JobDefinition.Prepared;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.group.Fence;
import dev.muster.model.group.Group;
import dev.muster.model.group.GroupCommand;
import dev.muster.model.group.GroupSpec;
import dev.muster.model.inventory.VmId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Describing groups. */
final class GroupDefinitions {
    private static final String CHANGED = "changed";

    private final GroupGround ground;
    private final Fencing fencing;

    GroupDefinitions(GroupGround ground) {
        this.ground = ground;
        this.fencing = new Fencing(ground);
    }

    List<JobDefinition<?>> definitions() {
        return List.of(
                new ComposedDefinition<>(
                        GroupCommand.Create.class,
                        (command, _) -> creating(command.spec()),
                        (command, facts) -> one("Create group " + command.spec().name(), command.subject(), _ -> {
                            if (ground.groups().find(command.spec().name()).isEmpty()) {
                                ground.groups().put(Group.of(command.spec(), changed(facts)));
                            }
                        }),
                        OnFailure.KEEP),
                new ComposedDefinition<>(
                        GroupCommand.Set.class,
                        (command, _) -> changing(command),
                        (command, facts) -> one(
                                "Change group " + command.spec().name(),
                                command.subject(),
                                _ -> change(command, changed(facts))),
                        OnFailure.KEEP),
                new ComposedDefinition<>(
                        GroupCommand.Delete.class,
                        (command, _) -> {
                            var _ = ground.groups().require(command.group());
                            return new Prepared("Delete group " + command.group(), Map.of());
                        },
                        (command, _) -> one(
                                "Delete group " + command.group(),
                                command.subject(),
                                _ -> ground.groups().delete(command.group())),
                        OnFailure.KEEP),
                new ComposedDefinition<>(
                        GroupCommand.Unfence.class,
                        (command, _) -> {
                            Fence fence = fence(command.vm());
                            fencing.requireNameFree(fence);
                            ground.vms().requireFree(command.vm());
                            return new Prepared("Bring " + fence.name() + " back", Map.of("name", fence.name()));
                        },
                        (command, facts) -> List.of(new StepDefinition(
                                "unfence",
                                "Bring " + facts.getOrDefault("name", "") + " back",
                                command.vm().text(),
                                List.of(),
                                context -> fencing.unfence(command.vm(), context),
                                StepDefinition.NOTHING)),
                        (job, command, facts) -> ground.vms()
                                .claim(job, command.vm(), "Bring " + facts.getOrDefault("name", "") + " back"),
                        OnFailure.KEEP));
    }

    private Fence fence(VmId vm) {
        return ground.groups()
                .fence(vm)
                .orElseThrow(() -> Problem.of(
                                ErrorCode.VM_NOT_FOUND,
                                "No VM " + vm + " was put aside by a restore.",
                                "Nothing was changed.",
                                "Look at the list of VMs that were.")
                        .toException());
    }

    private static List<StepDefinition> one(String name, String subject, StepDefinition.Action run) {
        return List.of(new StepDefinition("group", name, subject, List.of(), run, StepDefinition.NOTHING));
    }

    private static Instant changed(Map<String, String> facts) {
        return Instant.parse(facts.getOrDefault(CHANGED, ""));
    }

    private Map<String, String> now() {
        return Map.of(CHANGED, ground.clock().instant().toString());
    }

    private Prepared creating(GroupSpec spec) {
        var _ = ground.points().require(spec.repository());
        if (ground.groups().find(spec.name()).isPresent()) {
            throw Problem.of(
                            ErrorCode.GROUP_EXISTS,
                            "There is a consistency group \"" + spec.name() + "\" already.",
                            "It stays as it is.",
                            "Change that one, or choose another name.")
                    .toException();
        }
        return new Prepared("Create group " + spec.name(), now());
    }

    private Prepared changing(GroupCommand.Set command) {
        var _ = ground.points().require(command.spec().repository());
        requireRevision(command, ground.groups().require(command.spec().name()));
        return new Prepared("Change group " + command.spec().name(), now());
    }

    private static void requireRevision(GroupCommand.Set command, Group group) {
        if (command.revision() != 0 && command.revision() != group.revision()) {
            throw Problem.of(
                            ErrorCode.VERSION_CONFLICT,
                            "The group " + group.id() + " was changed meanwhile.",
                            "Nothing was changed.",
                            "Look at it as it is now, and change that.")
                    .toException();
        }
    }

    private void change(GroupCommand.Set command, Instant changed) {
        ground.groups().update(command.spec().name(), group -> {
            if (group.spec().equals(command.spec())) {
                return group;
            }
            requireRevision(command, group);
            return group.with(command.spec(), changed);
        });
    }
}

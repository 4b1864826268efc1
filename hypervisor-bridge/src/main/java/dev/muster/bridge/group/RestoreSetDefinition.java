package dev.muster.bridge.group;

import dev.muster.bridge.inventory.VmLife;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobPart;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.backup.PointId;
import dev.muster.model.backup.RestoreCommand;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.group.Group;
import dev.muster.model.group.GroupCommand;
import dev.muster.model.group.GroupCommand.RestoreMode;
import dev.muster.model.group.GroupSet;
import dev.muster.model.group.GroupSpec;
import dev.muster.model.group.SetId;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Brings all members of a set back. Their disks are filled first, while what is there goes on; then the old members are put aside; then
 * the new ones are defined, all or none; then all are started.
 */
final class RestoreSetDefinition implements JobDefinition<GroupCommand.RestoreSet> {
    /** What the part of a member puts once it stands; here all stand or none does. */
    private static final String WHOLE = "whole";

    private static final String MEMBER = "member.";
    private static final String OLD = "old.";
    private static final String BEGUN = "begun";
    private static final String STANDS = "stands";

    private final GroupGround ground;
    private final Fencing fencing;
    private final VmLife life;

    RestoreSetDefinition(GroupGround ground) {
        this.ground = ground;
        this.fencing = new Fencing(ground);
        this.life = new VmLife(ground.lookup());
    }

    @Override
    public Class<GroupCommand.RestoreSet> command() {
        return GroupCommand.RestoreSet.class;
    }

    @Override
    public Prepared prepare(GroupCommand.RestoreSet command, Principal by) {
        return ground.points().look(command.set().repository(), () -> prepared(command, by));
    }

    private Prepared prepared(GroupCommand.RestoreSet command, Principal by) {
        GroupSet set = ground.sets().requireGood(command.set());
        Map<String, String> facts = new HashMap<>();
        facts.put(BEGUN, ground.clock().instant().toString());
        for (GroupSet.Member member : set.members()) {
            if (!command.pools().containsKey(member.vm().host())) {
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "No pool is named for the disks of " + member.name() + ", which was on "
                                        + member.vm().host() + ".",
                                "Nothing was changed.",
                                "Name a pool for each host the set is of.")
                        .toException();
            }
            facts.put(MEMBER + member.vm().text(), member.point() + " " + member.name());
            if (command.mode() == RestoreMode.REPLACE) {
                old(member).ifPresent(vm -> {
                    fencing.requireFenceable(vm);
                    ground.vms().requireFree(vm.id());
                    facts.put(OLD + vm.id().text(), vm.name());
                });
            }
        }
        for (Part part : parts(command, facts)) {
            facts.putAll(part.work().prepare(by));
        }
        return new Prepared("Restore the set " + command.set(), facts);
    }

    /** The member that is there now, wherever it has gone to since. */
    private Optional<Vm> old(GroupSet.Member member) {
        return ground.lookup().image().vms().values().stream()
                .filter(vm -> vm.id().uuid().equals(member.vm().uuid()))
                .findFirst();
    }

    /**
     * A member as a part of the job.
     *
     * @param name its name then
     * @param old the VM it is restored into; empty for a new one
     */
    private record Part(JobPart<?> work, String name, Optional<VmId> old) {
        /** The VM it becomes. */
        VmId vm(PoolId pool, Map<String, String> facts) {
            return old.orElseGet(
                    () -> new VmId(pool.host(), java.util.UUID.fromString(facts.getOrDefault(work.name("uuid"), ""))));
        }
    }

    private List<Part> parts(GroupCommand.RestoreSet command, Map<String, String> facts) {
        List<Part> parts = new ArrayList<>();
        new TreeMap<>(facts).forEach((key, value) -> {
            if (key.startsWith(MEMBER)) {
                int space = value.indexOf(' ');
                parts.add(part(
                        command,
                        VmId.of(key.substring(MEMBER.length())),
                        value.substring(0, space),
                        value.substring(space + 1)));
            }
        });
        return parts;
    }

    private Part part(GroupCommand.RestoreSet command, VmId vm, String point, String name) {
        SetId set = command.set();
        PointId id = new PointId(set.repository(), vm.uuid(), point);
        PoolId pool = pool(command, vm);
        String word = vm.uuid().toString();
        if (command.mode() == RestoreMode.IN_PLACE) {
            return new Part(
                    new JobPart<>(
                            ground.points().inPlaceOf(),
                            new RestoreCommand.RestoreInPlace(id, vm, pool, false),
                            word,
                            Set.of(WHOLE)),
                    name,
                    Optional.of(vm));
        }
        boolean replaces = command.mode() == RestoreMode.REPLACE;
        return new Part(
                new JobPart<>(
                        ground.points()
                                .asNew(there -> replaces && there.id().uuid().equals(vm.uuid())),
                        new RestoreCommand.RestoreAsNew(
                                id,
                                pool,
                                name + command.suffix(),
                                replaces ? RestoreCommand.Macs.KEPT : RestoreCommand.Macs.NEW,
                                false),
                        word,
                        Set.of(WHOLE)),
                name,
                Optional.empty());
    }

    private static PoolId pool(GroupCommand.RestoreSet command, VmId vm) {
        return command.pools()
                .getOrDefault(vm.host(), command.pools().firstEntry().getValue());
    }

    private static List<VmId> olds(Map<String, String> facts) {
        return new TreeMap<>(facts)
                .keySet().stream()
                        .filter(key -> key.startsWith(OLD))
                        .map(key -> VmId.of(key.substring(OLD.length())))
                        .toList();
    }

    @Override
    public Claim claim(JobId job, GroupCommand.RestoreSet command, Map<String, String> facts) {
        List<Claim> held = new ArrayList<>();
        Claim all = () -> held.reversed().forEach(Claim::release);
        try {
            for (VmId old : olds(facts)) {
                held.add(ground.vms().claim(job, old, "Restore the set " + command.set()));
            }
            for (Part part : parts(command, facts)) {
                held.add(part.work().claim(job, facts));
            }
            return all;
        } catch (RuntimeException e) {
            all.release();
            throw e;
        }
    }

    @Override
    public List<StepDefinition> steps(GroupCommand.RestoreSet command, Map<String, String> facts) {
        List<Part> parts = parts(command, facts);
        List<List<StepDefinition>> own = new ArrayList<>();
        int first = 0;
        for (Part part : parts) {
            List<StepDefinition> steps = part.work().steps(facts, first);
            own.add(steps);
            first += steps.size();
        }
        List<StepDefinition> all = own.stream().flatMap(List::stream).toList();
        List<StepDefinition> asides = asides(command, parts, facts, indices(all, "/restore/"));
        List<Integer> aside =
                IntStream.range(first, first + asides.size()).boxed().toList();
        int stand = first + asides.size();
        List<StepDefinition> steps = new ArrayList<>();
        for (StepDefinition step : all) {
            List<Integer> after = new ArrayList<>(step.after());
            if (step.id().endsWith("/define")) {
                // all of them at once: what is missing by then would make half a set
                after.addAll(indices(all, "/restore/"));
                after.addAll(aside);
            } else if (step.id().endsWith("/discard")) {
                after.add(stand);
            }
            steps.add(
                    watched(command.set(), step.after(after.stream().distinct().toList())));
        }
        steps.addAll(asides);
        steps.add(new StepDefinition(
                "stand",
                "See that all members stand",
                command.set().text(),
                indices(all, "/define"),
                context -> {
                    context.putFact(STANDS, command.set().text());
                    parts.forEach(part -> context.putFact(
                            part.work().name(WHOLE), command.set().text()));
                    follow(command, parts, facts);
                },
                StepDefinition.NOTHING));
        if (command.start()) {
            starts(command, parts, facts, stand, steps);
        }
        return steps;
    }

    /** A group that names its VMs names the new ones from then on. */
    private void follow(GroupCommand.RestoreSet command, List<Part> parts, Map<String, String> facts) {
        for (VmId old : olds(facts)) {
            for (Part part : parts) {
                if (part.work().word().equals(old.uuid().toString())) {
                    VmId fresh = part.vm(pool(part), facts);
                    ground.groups().update(command.set().group(), group -> {
                        GroupSpec spec = group.spec().replacing(old, fresh);
                        return spec.equals(group.spec())
                                ? group
                                : group.with(spec, ground.clock().instant());
                    });
                }
            }
        }
    }

    private static PoolId pool(Part part) {
        return switch (part.work().command()) {
            case RestoreCommand.RestoreAsNew asNew -> asNew.pool();
            case RestoreCommand.RestoreInPlace inPlace -> inPlace.pool();
            default -> throw new IllegalStateException("a member is restored");
        };
    }

    private static List<Integer> indices(List<StepDefinition> steps, String part) {
        return IntStream.range(0, steps.size())
                .filter(index -> (steps.get(index).id() + "/").contains(part + (part.endsWith("/") ? "" : "/")))
                .boxed()
                .toList();
    }

    private StepDefinition watched(SetId set, StepDefinition step) {
        return step.doing(watched(set, step.run()), watched(set, step.undo()));
    }

    private StepDefinition.Action watched(SetId set, StepDefinition.Action action) {
        return action.equals(StepDefinition.NOTHING)
                ? action
                : context -> {
                    var _ = ground.points().work(set.repository(), context, () -> {
                        action.run(context);
                        return set;
                    });
                };
    }

    /** The old members out of the way, before the first new one can start. */
    private List<StepDefinition> asides(
            GroupCommand.RestoreSet command, List<Part> parts, Map<String, String> facts, List<Integer> after) {
        List<StepDefinition> steps = new ArrayList<>();
        for (Part part : parts) {
            part.old()
                    .ifPresent(vm -> steps.add(new StepDefinition(
                            "off/" + vm.uuid(),
                            "Force off " + part.name(),
                            vm.text(),
                            after,
                            context -> fencing.off(vm, context),
                            context -> {
                                if (context.fact(STANDS).isEmpty()) {
                                    fencing.onAgain(vm, context);
                                }
                            })));
        }
        Instant at = Instant.parse(facts.getOrDefault(BEGUN, Instant.EPOCH.toString()));
        for (VmId old : olds(facts)) {
            steps.add(new StepDefinition(
                    "fence/" + old.uuid(),
                    "Put " + facts.getOrDefault(OLD + old.text(), "") + " aside",
                    old.text(),
                    after,
                    context -> fencing.fence(old, command.set(), at, context),
                    context -> unfence(old, context)));
        }
        return steps;
    }

    private void unfence(VmId old, StepContext context) throws InterruptedException {
        if (context.fact(STANDS).isEmpty()) {
            fencing.unfence(old, context);
            fencing.onAgain(old, context);
        }
    }

    private void starts(
            GroupCommand.RestoreSet command,
            List<Part> parts,
            Map<String, String> facts,
            int stand,
            List<StepDefinition> steps) {
        List<Integer> started = new ArrayList<>();
        for (Part part : parts) {
            VmId vm = part.vm(pool(part), facts);
            String name = part.name() + command.suffix();
            started.add(steps.size());
            steps.add(new StepDefinition(
                    "start/" + vm.uuid(),
                    "Start " + name,
                    vm.text(),
                    List.of(stand),
                    context -> life.start(vm, context),
                    // all that was restored stays, and so does a VM that did not come up in time
                    StepDefinition.NOTHING));
        }
        steps.add(new StepDefinition(
                "measure",
                "Note how long it took",
                command.set().text(),
                started,
                context -> measure(command.set(), facts, parts.size()),
                StepDefinition.NOTHING));
    }

    private void measure(SetId set, Map<String, String> facts, int members) {
        Instant begun = Instant.parse(facts.getOrDefault(BEGUN, ""));
        Group.MeasuredRestore restore = new Group.MeasuredRestore(
                begun, Duration.between(begun, ground.clock().instant()), members);
        ground.groups()
                .update(
                        set.group(),
                        group -> group.restores().stream()
                                        .anyMatch(one -> one.at().equals(begun))
                                ? group
                                : group.after(restore));
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

package dev.muster.bridge.group;

import dev.muster.bridge.job.ComposedDefinition;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobDefinition.Claim;
import dev.muster.bridge.job.JobDefinition.OnFailure;
import dev.muster.bridge.job.JobDefinition.Prepared;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.group.GroupCommand;
import dev.muster.model.group.GroupSet;
import dev.muster.model.group.SetId;
import dev.muster.model.job.JobId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Verifies, deletes and copies sets. */
final class SetDefinitions {
    private static final String MEMBER = "member.";

    private final GroupGround ground;

    SetDefinitions(GroupGround ground) {
        this.ground = ground;
    }

    List<JobDefinition<?>> definitions() {
        return List.of(
                new ComposedDefinition<>(
                        GroupCommand.VerifySet.class,
                        (command, _) -> new Prepared("Verify set " + command.set(), members(command.set())),
                        this::verifying,
                        (job, command, facts) -> claims(
                                facts,
                                vm -> ground.points()
                                        .reading(job, command.set().repository(), vm, "Verify set " + command.set())),
                        OnFailure.KEEP),
                new ComposedDefinition<>(
                        GroupCommand.DeleteSet.class,
                        (command, _) -> new Prepared("Delete set " + command.set(), members(command.set())),
                        (command, _) -> List.of(new StepDefinition(
                                "delete",
                                "Delete set " + command.set(),
                                command.set().text(),
                                List.of(),
                                context -> delete(command.set(), context),
                                StepDefinition.NOTHING)),
                        (job, command, facts) -> claims(
                                facts,
                                vm -> ground.points()
                                        .changing(job, command.set().repository(), vm, "Delete set " + command.set())),
                        OnFailure.KEEP),
                new ComposedDefinition<>(
                        GroupCommand.CopySet.class,
                        (command, _) -> copying(command),
                        this::copying,
                        this::claimCopy,
                        OnFailure.UNDO));
    }

    /** The members of a set by UUID, each with the name of its point and its own. */
    private Map<String, String> members(SetId set) {
        return ground.points().look(set.repository(), () -> {
            Map<String, String> facts = new HashMap<>();
            for (GroupSet.Member member : ground.sets().require(set).members()) {
                facts.put(MEMBER + member.vm().uuid(), member.point() + " " + member.name());
            }
            return facts;
        });
    }

    /** A member as it was decided on. */
    private record Chosen(UUID vm, String point, String name) {}

    private static List<Chosen> chosen(Map<String, String> facts) {
        return facts.entrySet().stream()
                .filter(fact -> fact.getKey().startsWith(MEMBER))
                .sorted(Map.Entry.comparingByKey())
                .map(fact -> {
                    int space = fact.getValue().indexOf(' ');
                    return new Chosen(
                            UUID.fromString(fact.getKey().substring(MEMBER.length())),
                            fact.getValue().substring(0, space),
                            fact.getValue().substring(space + 1));
                })
                .toList();
    }

    private static Claim claims(Map<String, String> facts, Function<UUID, Claim> claim) {
        List<Claim> held = new ArrayList<>();
        Claim all = () -> held.reversed().forEach(Claim::release);
        try {
            chosen(facts).forEach(member -> held.add(claim.apply(member.vm())));
            return all;
        } catch (RuntimeException e) {
            all.release();
            throw e;
        }
    }

    private List<StepDefinition> verifying(GroupCommand.VerifySet command, Map<String, String> facts) {
        SetId set = command.set();
        return chosen(facts).stream()
                .map(member -> new StepDefinition(
                        "verify/" + member.vm(),
                        "Verify " + member.name(),
                        set.text(),
                        List.of(),
                        context -> verify(set, member, context),
                        StepDefinition.NOTHING))
                .toList();
    }

    private void verify(SetId set, Chosen member, StepContext context) throws InterruptedException {
        var _ = ground.points().work(set.repository(), context, () -> {
            try {
                ground.points()
                        .verify(
                                new dev.muster.model.backup.PointId(set.repository(), member.vm(), member.point()),
                                context);
            } catch (MusterException e) {
                if (e.problem().code() == ErrorCode.POINT_DAMAGED || e.problem().code() == ErrorCode.POINT_NOT_FOUND) {
                    throw ground.sets().damaged(set, member.name(), e.problem()).toException(e);
                }
                throw e;
            }
            return set;
        });
    }

    private void delete(SetId set, StepContext context) throws InterruptedException {
        var _ = ground.points().work(set.repository(), context, () -> {
            new SetRetention(ground).delete(set, context);
            return set;
        });
    }

    private static SetId target(GroupCommand.CopySet command) {
        return new SetId(command.to(), command.set().group(), command.set().name());
    }

    private Prepared copying(GroupCommand.CopySet command) {
        var _ = ground.points().require(command.to());
        SetId target = target(command);
        Map<String, String> facts = ground.points()
                .look(
                        command.set().repository(),
                        () -> ground.points().look(command.to(), () -> {
                            if (ground.sets().isListed(target)) {
                                throw Problem.of(
                                                ErrorCode.SET_EXISTS,
                                                "The set " + target + " is there already.",
                                                "It stays as it is.",
                                                "Restore it from there, or delete it first.")
                                        .toException();
                            }
                            Map<String, String> members = new HashMap<>();
                            GroupSet set = ground.sets().requireGood(command.set());
                            for (GroupSet.Member member : set.members()) {
                                members.put(
                                        MEMBER + member.vm().uuid(),
                                        ground.points()
                                                        .free(
                                                                command.to(),
                                                                member.vm().uuid(),
                                                                set.captured())
                                                + " "
                                                + member.name());
                            }
                            return members;
                        }));
        return new Prepared("Copy set " + command.set() + " to " + command.to(), facts);
    }

    private Claim claimCopy(JobId job, GroupCommand.CopySet command, Map<String, String> facts) {
        String work = "Copy set " + command.set();
        Claim from =
                claims(facts, vm -> ground.points().reading(job, command.set().repository(), vm, work));
        try {
            Claim to = claims(facts, vm -> ground.points().adding(job, command.to(), vm, work));
            return () -> {
                to.release();
                from.release();
            };
        } catch (RuntimeException e) {
            from.release();
            throw e;
        }
    }

    private List<StepDefinition> copying(GroupCommand.CopySet command, Map<String, String> facts) {
        SetId target = target(command);
        List<Chosen> members = chosen(facts);
        List<StepDefinition> steps = new ArrayList<>();
        for (Chosen member : members) {
            steps.add(new StepDefinition(
                    "copy/" + member.vm(),
                    "Copy " + member.name(),
                    target.text(),
                    List.of(),
                    context -> copy(command, member, context),
                    context -> takeBack(target, member, context)));
        }
        steps.add(new StepDefinition(
                "list",
                "List the set in " + command.to(),
                target.text(),
                IntStream.range(0, steps.size()).boxed().toList(),
                context -> list(command, members, context),
                context -> {
                    var _ = ground.points().work(command.to(), context, () -> {
                        if (!ground.sets().isListed(target)) {
                            ground.sets().forget(target);
                        }
                        return target;
                    });
                }));
        return steps;
    }

    private void copy(GroupCommand.CopySet command, Chosen member, StepContext context) throws InterruptedException {
        SetId set = command.set();
        GroupSet.Member from = ground.sets().require(set).members().stream()
                .filter(one -> one.vm().uuid().equals(member.vm()))
                .findFirst()
                .orElseThrow(() -> ground.sets().absent(set));
        var _ = ground.points()
                .work(
                        set.repository(),
                        context,
                        () -> ground.points().work(command.to(), context, () -> {
                            ground.points()
                                    .copy(
                                            from.point(set),
                                            command.to(),
                                            member.point(),
                                            set.group() + "/" + set.name(),
                                            context);
                            return set;
                        }));
    }

    private void takeBack(SetId target, Chosen member, StepContext context) throws InterruptedException {
        var _ = ground.points().work(target.repository(), context, () -> {
            if (!ground.sets().isListed(target)) {
                ground.points().discard(target.repository(), member.vm(), member.point());
                new SetRetention(ground).deletePoint(member.vm(), member.point(), target, context);
            }
            return target;
        });
    }

    private void list(GroupCommand.CopySet command, List<Chosen> members, StepContext context)
            throws InterruptedException {
        SetId target = target(command);
        GroupSet set = ground.points()
                .look(command.set().repository(), () -> ground.sets().require(command.set()));
        var _ = ground.points().work(command.to(), context, () -> {
            if (!ground.sets().isListed(target)) {
                ground.sets().prepare(target, copied(set, members, command.set()));
                for (Chosen member : members) {
                    ground.points().publish(command.to(), member.vm(), member.point());
                }
                ground.sets().list(target);
            }
            return target;
        });
    }

    private static GroupSet copied(GroupSet set, List<Chosen> members, SetId from) {
        List<GroupSet.Member> copies = set.members().stream()
                .map(member -> new GroupSet.Member(
                        member.vm(),
                        member.name(),
                        members.stream()
                                .filter(one -> one.vm().equals(member.vm().uuid()))
                                .map(Chosen::point)
                                .findFirst()
                                .orElse(member.point()),
                        member.consistency(),
                        member.times(),
                        member.read(),
                        member.stored()))
                .toList();
        return new GroupSet(
                set.layout(),
                set.group(),
                set.name(),
                set.captured(),
                set.lock(),
                set.deadline(),
                copies,
                Optional.of(from));
    }
}

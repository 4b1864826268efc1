package dev.muster.bridge.group;

import dev.muster.bridge.job.JobDefinition.Claim;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.backup.PointId;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.group.Group;
import dev.muster.model.group.GroupId;
import dev.muster.model.group.GroupSet;
import dev.muster.model.group.SetId;
import dev.muster.model.job.LogLine;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Deletes whole sets. */
final class SetRetention {
    private final GroupGround ground;

    SetRetention(GroupGround ground) {
        this.ground = ground;
    }

    /** Deletes the sets that a group's rule does not keep, and brings deletions to their end that were begun. */
    void run(GroupId id, RepositoryId repository, StepContext context) throws IOException, InterruptedException {
        Optional<Group> group = ground.groups().find(id);
        if (group.isEmpty() || group.get().spec().keep().keepsAll()) {
            return;
        }
        for (SetId unfinished : ground.sets().unfinished(repository, id)) {
            attempt(unfinished, context);
        }
        Map<SetId, Instant> captured = new TreeMap<>(java.util.Comparator.comparing(SetId::name));
        for (SetId set : ground.sets().ids(repository, id)) {
            captured.put(set, ground.sets().require(set).captured());
        }
        Set<Instant> kept = group.get().spec().keep().kept(captured.values(), ZoneId.systemDefault());
        for (Map.Entry<SetId, Instant> each : captured.entrySet()) {
            if (!kept.contains(each.getValue())) {
                attempt(each.getKey(), context);
            }
        }
    }

    /** One that cannot be deleted now is next time; the set that was captured is there all the same. */
    private void attempt(SetId set, StepContext context) throws IOException, InterruptedException {
        try {
            delete(set, context);
            context.log(LogLine.Level.INFO, "deleted the set " + set.name());
        } catch (MusterException e) {
            context.log(
                    LogLine.Level.WARNING,
                    "the set " + set.name() + " is deleted next time: "
                            + e.problem().what());
        }
    }

    /** Deletes a set: first that it is one, then the points of its members. Twice is once, wherever the first time was cut off. */
    void delete(SetId id, StepContext context) throws IOException, InterruptedException {
        Optional<GroupSet> set = ground.sets().isListed(id)
                ? Optional.of(ground.sets().require(id))
                : ground.sets().prepared(id);
        if (set.isEmpty()) {
            return;
        }
        List<Claim> held = new ArrayList<>();
        try {
            for (GroupSet.Member member : set.get().members()) {
                held.add(ground.points()
                        .changing(context.job(), id.repository(), member.vm().uuid(), "Delete set " + id.name()));
                requireUnused(member.point(id));
            }
            ground.sets().unlist(id);
            for (GroupSet.Member member : set.get().members()) {
                deletePoint(member.vm().uuid(), member.point(), id, context);
            }
            ground.sets().forget(id);
        } finally {
            held.reversed().forEach(Claim::release);
        }
    }

    private void requireUnused(PointId point) {
        try {
            ground.points().requireUnused(point);
        } catch (MusterException e) {
            if (e.problem().code() != ErrorCode.POINT_NOT_FOUND && e.problem().code() != ErrorCode.POINT_DAMAGED) {
                throw e;
            }
        }
    }

    /** Deletes the point of a member, if it is there and of that set. */
    void deletePoint(UUID vm, String point, SetId set, StepContext context) throws InterruptedException {
        PointId id = new PointId(set.repository(), vm, point);
        try {
            boolean ours = ground.points()
                    .manifest(id)
                    .set()
                    .filter((set.group() + "/" + set.name())::equals)
                    .isPresent();
            if (!ours) {
                return;
            }
        } catch (MusterException e) {
            if (e.problem().code() == ErrorCode.POINT_NOT_FOUND) {
                // gone, or half merged into the next one, which is brought to its end
                ground.points().delete(id, context);
                return;
            }
            throw e;
        }
        ground.points().delete(id, context);
    }
}

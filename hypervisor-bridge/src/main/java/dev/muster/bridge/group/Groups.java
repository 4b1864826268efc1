package dev.muster.bridge.group;

import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.ObjectStore;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.group.Fence;
import dev.muster.model.group.Group;
import dev.muster.model.group.GroupId;
import dev.muster.model.inventory.VmId;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** Groups and fenced VMs, durable before anybody sees them. */
final class Groups {
    private final ObjectStore<Group> groups;
    private final ObjectStore<Fence> fences;
    private final Clock clock;
    /** Jobs that end and operators change the same group. */
    private final ReentrantLock changing = new ReentrantLock();

    Groups(FeatureContext context) {
        this.groups = context.store(Group.class);
        this.fences = context.store(Fence.class);
        this.clock = context.clock();
    }

    Clock clock() {
        return clock;
    }

    void publish() {
        groups.publish();
        fences.publish();
    }

    Optional<Group> find(GroupId id) {
        return groups.find(id);
    }

    /** {@code GROUP_NOT_FOUND} */
    Group require(GroupId id) {
        return find(id).orElseThrow(() -> Problem.of(
                        ErrorCode.GROUP_NOT_FOUND,
                        "There is no consistency group \"" + id + "\".",
                        "Nothing was changed.",
                        "Look at the list of consistency groups.")
                .toException());
    }

    void put(Group group) {
        changing.lock();
        try {
            groups.put(group);
        } finally {
            changing.unlock();
        }
    }

    /** Changes a group; nothing where it is gone. */
    void update(GroupId id, UnaryOperator<Group> change) {
        changing.lock();
        try {
            var _ = groups.update(id, change);
        } finally {
            changing.unlock();
        }
    }

    void delete(GroupId id) {
        changing.lock();
        try {
            groups.delete(id);
        } finally {
            changing.unlock();
        }
    }

    Optional<Fence> fence(VmId vm) {
        return fences.find(vm);
    }

    void put(Fence fence) {
        fences.put(fence);
    }

    void deleteFence(VmId vm) {
        fences.delete(vm);
    }
}

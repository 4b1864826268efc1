package dev.muster.app.group;

import dev.muster.model.group.Group;
import dev.muster.model.group.GroupId;
import dev.muster.model.group.GroupQuery.Listed;
import dev.muster.model.inventory.Vm;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One group in the list.
 *
 * @param group the group
 * @param members how many VMs it has now
 * @param health what came of its last capture
 * @param newest when its newest set without a problem was captured; empty where there is none
 */
record GroupLine(Group group, int members, Health health, Optional<Instant> newest) {
    /** What came of the last capture. */
    enum Health {
        GOOD,
        FAILED,
        NEVER
    }

    /** The line of a group; {@code sets} are those of all groups. */
    static GroupLine of(Group group, Collection<Vm> vms, List<Listed> sets) {
        List<Listed> own = own(group.id(), sets);
        Optional<Instant> newest = own.stream()
                .filter(set -> set.problem().isEmpty())
                .map(set -> set.set().captured())
                .max(Instant::compareTo);
        return new GroupLine(group, group.spec().resolve(vms).size(), health(group, own), newest);
    }

    /** The sets of that group. */
    static List<Listed> own(GroupId group, List<Listed> sets) {
        return sets.stream().filter(set -> set.id().group().equals(group)).toList();
    }

    private static Health health(Group group, List<Listed> own) {
        if (group.attempts().isEmpty()) {
            return own.isEmpty() ? Health.NEVER : Health.GOOD;
        }
        return group.attempts().getFirst().problem().isPresent() ? Health.FAILED : Health.GOOD;
    }
}

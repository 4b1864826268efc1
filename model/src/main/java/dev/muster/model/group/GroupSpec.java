package dev.muster.model.group;

import dev.muster.model.backup.KeepRule;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A consistency group as it is described.
 *
 * @param name its name
 * @param members which VMs belong to it; a VM that several of them name is one member
 * @param lock how they are held still
 * @param deadline after which all of them go on, whatever becomes of the capture
 * @param repository where its sets are kept
 * @param keep which of its sets are kept
 */
public record GroupSpec(
        GroupId name,
        List<GroupMember> members,
        GroupLock lock,
        Duration deadline,
        RepositoryId repository,
        KeepRule keep) {
    /** As long as a Windows guest stays frozen: its VSS writers go on by themselves then. */
    public static final Duration WINDOWS_DEADLINE = Duration.ofSeconds(10);

    /** The usual deadline. */
    public static final Duration USUAL_DEADLINE = Duration.ofSeconds(10);

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    public GroupSpec {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw Refusals.refused("A consistency group has members.", "Name VMs, tags or functions of clusters.");
        }
        if (members.stream().distinct().count() < members.size()) {
            throw Refusals.refused("A member is named twice.", "Name it once.");
        }
        if (deadline.compareTo(SHORTEST) < 0 || deadline.compareTo(LONGEST) > 0) {
            throw Refusals.refused(
                    "The lock deadline is from " + SHORTEST.toSeconds() + " to " + LONGEST.toSeconds() + " seconds.",
                    "Choose one in between; " + USUAL_DEADLINE.toSeconds() + " is usual.");
        }
    }

    /** The VMs that belong to it now, by name; those that a restore put aside do not. */
    public List<Vm> resolve(Collection<Vm> all) {
        return all.stream()
                .filter(vm -> !Fence.isFenced(vm))
                .filter(vm -> members.stream().anyMatch(member -> member.has(vm)))
                .sorted(Comparator.comparing(Vm::name)
                        .thenComparing(vm -> vm.id().text()))
                .toList();
    }

    /** Members that no VM answers to now. */
    public List<GroupMember> unanswered(Collection<Vm> all) {
        return members.stream()
                .filter(member -> all.stream().noneMatch(vm -> member.has(vm) && !Fence.isFenced(vm)))
                .toList();
    }

    /** The same group with a VM in the place of another. */
    public GroupSpec replacing(VmId old, VmId fresh) {
        return new GroupSpec(
                name,
                members.stream()
                        .map(member -> member.equals(new GroupMember.OfVm(old)) ? new GroupMember.OfVm(fresh) : member)
                        .distinct()
                        .toList(),
                lock,
                deadline,
                repository,
                keep);
    }
}

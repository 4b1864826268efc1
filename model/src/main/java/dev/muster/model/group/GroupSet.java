package dev.muster.model.group;

import dev.muster.model.backup.PointId;
import dev.muster.model.backup.PointManifest.Consistency;
import dev.muster.model.inventory.VmId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a set holds, as it is written into its repository once all of it is there. All times of a capture are told on the one
 * clock of the bridge, from the instant at which the first member was asked to stand still.
 *
 * @param layout of the repository
 * @param group the group it is of
 * @param name its name among the sets of that group
 * @param captured when the last member was captured
 * @param lock how the members were held still
 * @param deadline within which they had to go on
 * @param members one for each VM the group had then, by name
 * @param copyOf the set it is a copy of; empty for one that was captured
 */
public record GroupSet(
        int layout,
        GroupId group,
        String name,
        Instant captured,
        GroupLock lock,
        Duration deadline,
        List<Member> members,
        Optional<SetId> copyOf) {
    public GroupSet {
        members = List.copyOf(members);
    }

    /**
     * One VM of a set.
     *
     * @param vm where it was then
     * @param name its name then
     * @param point the name of its restore point in the same repository
     * @param consistency what may be expected of its disks
     * @param times how it was captured
     * @param read bytes that were read of its disks
     * @param stored bytes of blocks that were stored
     */
    public record Member(
            VmId vm, String name, String point, Consistency consistency, Times times, long read, long stored) {
        /** Its restore point, in that repository. */
        public PointId point(SetId set) {
            return new PointId(set.repository(), vm.uuid(), point);
        }
    }

    /**
     * When what was done with a member.
     *
     * @param asked when it was asked to stand still
     * @param locked when it surely stood still
     * @param captureAsked when its capture was asked for
     * @param captured when its capture surely was made
     * @param released when it surely went on
     * @param clockError by how much its host's clock may differ from that of the bridge; zero where they are one machine's
     */
    public record Times(
            Duration asked,
            Duration locked,
            Duration captureAsked,
            Duration captured,
            Duration released,
            Duration clockError) {
        /** How long it stood still at most. */
        public Duration still() {
            return released.minus(asked);
        }
    }

    /**
     * The largest difference between the instants two members are of. What a member holds is as it was when it stood still; one that was
     * off is of any instant.
     */
    public Duration skew() {
        return span(members.stream()
                .filter(one -> one.consistency() != Consistency.OFF)
                .map(one -> one.times().locked())
                .toList());
    }

    /** From the first capture that was made to the last; all members stood still from before the one until after the other. */
    public Duration captureSpread() {
        return span(members.stream().map(one -> one.times().captured()).toList());
    }

    private static Duration span(List<Duration> instants) {
        return instants.stream()
                .max(Comparator.naturalOrder())
                .map(last -> last.minus(
                        instants.stream().min(Comparator.naturalOrder()).orElse(last)))
                .orElse(Duration.ZERO);
    }

    /** How long the member that stood still longest did. */
    public Duration lockTime() {
        return members.stream()
                .map(one -> one.times().still())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** The largest error of a host's clock. */
    public Duration clockError() {
        return members.stream()
                .map(one -> one.times().clockError())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Bytes that were stored of all members. */
    public long stored() {
        return members.stream().mapToLong(Member::stored).sum();
    }

    /** Bytes that were read of all members. */
    public long read() {
        return members.stream().mapToLong(Member::read).sum();
    }
}

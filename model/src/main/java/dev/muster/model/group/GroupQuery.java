package dev.muster.model.group;

import dev.muster.model.command.Query;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can be asked about consistency groups. */
public sealed interface GroupQuery<R extends Record> extends Query<R> {
    /**
     * The sets in the repositories that can be reached, the newest first.
     *
     * @param group only those of that group; empty for all
     */
    record Sets(Optional<GroupId> group) implements GroupQuery<SetList> {
        @Override
        public Class<SetList> answer() {
            return SetList.class;
        }
    }

    /** What a capture of a group, described like that, would do now. */
    record Forecast(GroupSpec spec) implements GroupQuery<CaptureForecast> {
        @Override
        public Class<CaptureForecast> answer() {
            return CaptureForecast.class;
        }
    }

    /** Some sets. */
    record SetList(List<Listed> sets) {
        public SetList {
            sets = List.copyOf(sets);
        }
    }

    /**
     * One set with what is known of it.
     *
     * @param id which one
     * @param set what it holds
     * @param problem why it cannot be restored, such as a member that is damaged; empty where nothing speaks against it
     * @param verified when all of it was read last and found good; empty where that never was
     */
    record Listed(SetId id, GroupSet set, Optional<Problem> problem, Optional<Instant> verified) {}

    /**
     * What a capture would do.
     *
     * @param members the VMs the group has now, by name
     * @param deadline after which all of them go on: that of the group, or less for the sake of a member
     * @param problem why it would be refused now; empty where it would not
     */
    record CaptureForecast(List<MemberForecast> members, Duration deadline, Optional<Problem> problem) {
        public CaptureForecast {
            members = List.copyOf(members);
        }
    }

    /**
     * What it would do with one member.
     *
     * @param vm which one
     * @param name its name
     * @param state what it is doing
     * @param how how it would be held still
     * @param windows whether its guest is Windows, whose file systems go on by themselves after a while
     * @param problem why it cannot be captured; empty where it can
     */
    record MemberForecast(VmId vm, String name, VmState state, Hold how, boolean windows, Optional<Problem> problem) {}

    /** How a member is held still. */
    enum Hold {
        /** It is off or paused already. */
        STILL,
        /** It is paused. */
        PAUSED,
        /** Its file systems are frozen, then it is paused. */
        FROZEN
    }
}

package dev.muster.model.recovery;

import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.job.JobId;

/** What can be done with recovery plans. Each save is a version of its own and is never changed. */
public sealed interface RecoveryCommand extends Command {
    /** The most characters of a comment. */
    int LONGEST_COMMENT = 500;

    /** Which plan. */
    PlanId plan();

    @Override
    default Role requires() {
        return Role.OPERATOR;
    }

    @Override
    default String subject() {
        return plan().text();
    }

    /**
     * Saves the first version of a plan. A plan with faults is refused ({@code PLAN_INVALID}).
     *
     * @param plan its name, which no other plan has
     * @param spec what it says
     * @param comment about this version, up to 500 characters; may be empty
     */
    record Create(PlanId plan, PlanSpec spec, String comment) implements RecoveryCommand {
        public Create {
            requireComment(comment);
        }
    }

    /**
     * Saves another version of a plan; none where the plan says that already. A plan with faults is refused.
     *
     * @param plan which one
     * @param spec what it says
     * @param version the newest version, on which this one is based ({@code VERSION_CONFLICT} where there is a newer one); 0 to
     *     follow any
     * @param comment about this version, up to 500 characters; may be empty
     */
    record Set(PlanId plan, PlanSpec spec, long version, String comment) implements RecoveryCommand {
        public Set {
            requireVersion(version, 0);
            requireComment(comment);
        }
    }

    /**
     * Saves what an earlier version says as the newest one; no version where the newest says that already.
     *
     * @param plan which one
     * @param version the earlier version, from 1
     */
    record Restore(PlanId plan, long version) implements RecoveryCommand {
        public Restore {
            requireVersion(version, 1);
        }
    }

    /**
     * Runs a plan as a test: its machines come up in its order in networks that lead nowhere, beside production, and are removed again.
     *
     * @param plan which one
     * @param version the version; 0 for the newest
     * @param keep whether the test stands until somebody answers that it can be removed; else it is removed once all machines are ready
     */
    record Test(PlanId plan, long version, boolean keep) implements RecoveryCommand {
        public Test {
            requireVersion(version, 0);
        }
    }

    /**
     * Recovers by a plan: what its machines were captured from is kept from running where it can be reached, and they come up in its
     * order in its networks. What was recovered stays.
     *
     * @param plan which one
     * @param version the version; 0 for the newest
     */
    record Recover(PlanId plan, long version) implements RecoveryCommand {
        public Recover {
            requireVersion(version, 0);
        }

        @Override
        public boolean destroys() {
            return true;
        }
    }

    /**
     * Recovers on purpose, with the sources there: they are backed up while they run, shut down in the reverse order of the plan, captured
     * once more and kept from running; then the machines come up from that last capture, so that nothing is lost.
     *
     * @param plan which one
     * @param version the version; 0 for the newest
     */
    record RecoverPlanned(PlanId plan, long version) implements RecoveryCommand {
        public RecoverPlanned {
            requireVersion(version, 0);
        }

        @Override
        public boolean destroys() {
            return true;
        }
    }

    /**
     * Takes a recovery back that has ended: its machines and networks are removed, with all that the machines wrote, and what was kept
     * from running is as it was.
     *
     * @param plan which one
     * @param job the recovery
     */
    record Cleanup(PlanId plan, JobId job) implements RecoveryCommand {
        @Override
        public boolean destroys() {
            return true;
        }
    }

    /**
     * Makes a recovery production: its machines get disks of their own while they run, and what they replaced is marked and kept off.
     *
     * @param plan which one
     * @param job the recovery, which has ended and stands
     */
    record Commit(PlanId plan, JobId job) implements RecoveryCommand {}

    /**
     * Brings a recovery home: what its machines were captured from gets all that was written since and runs again, with the names,
     * identities, tags, schedules and rights it has; the machines are removed. Only what differs is copied, most of it while they run.
     *
     * @param plan which one
     * @param job the recovery, which has ended and stands
     */
    record Failback(PlanId plan, JobId job) implements RecoveryCommand {
        @Override
        public boolean destroys() {
            return true;
        }
    }

    /**
     * Sees to what a recovery replaced and could not reach then: it does not start with its host any more, and its cables are out. One that
     * runs goes on running, without cables. Submitted by the bridge itself when a host answers again.
     *
     * @param plan which one
     * @param job the recovery
     */
    record Fence(PlanId plan, JobId job) implements RecoveryCommand {}

    /**
     * Has Muster, instead of their hosts, start the machines that a plan protects; or no more.
     *
     * @param plan which one
     * @param on whether it does
     */
    record Guard(PlanId plan, boolean on) implements RecoveryCommand {}

    /** Deletes a plan with all its versions. */
    record Delete(PlanId plan) implements RecoveryCommand {}

    private static void requireVersion(long version, int least) {
        if (version < least) {
            throw Refusals.refused(version + " is no version of a recovery plan.", "Give a version from 1 on.");
        }
    }

    private static void requireComment(String comment) {
        if (comment.length() > LONGEST_COMMENT || comment.chars().anyMatch(Character::isISOControl)) {
            throw Refusals.refused(
                    "A comment is one line of up to " + LONGEST_COMMENT + " characters.", "Write a shorter one.");
        }
    }
}

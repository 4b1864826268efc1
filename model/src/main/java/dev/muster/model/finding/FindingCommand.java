package dev.muster.model.finding;

import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.job.JobId;
import java.time.LocalDate;
import java.util.Optional;

/** What can be done with findings. */
public sealed interface FindingCommand extends Command {
    @Override
    default Role requires() {
        return Role.OPERATOR;
    }

    /**
     * Writes down what somebody saw in a run.
     *
     * @param run the job of the run
     * @param title what was found, 1 to 300 characters
     * @param severity how much it matters
     * @param cause why it came to that, up to 2 000 characters
     * @param owner who sees to it, up to 100 characters
     * @param due until when
     */
    record Raise(JobId run, String title, FindingSeverity severity, String cause, String owner, Optional<LocalDate> due)
            implements FindingCommand {
        public Raise {
            FindingChange.checkText(title, 1, 300, "The title of the finding is empty or too long.");
            FindingChange.checkText(cause, 0, 2000, "The cause of the finding is too long.");
            FindingChange.checkText(owner, 0, 100, "The owner of the finding is too long.");
        }

        @Override
        public String subject() {
            return run.text();
        }
    }

    /** Changes a finding; {@code FINDING_NOT_FOUND}. */
    record Set(FindingId finding, FindingChange change) implements FindingCommand {
        public Set {
            if (change.equals(FindingChange.NONE)) {
                throw Refusals.refused("Nothing of the finding is changed.", "Say what of it is to be changed.");
            }
        }

        @Override
        public String subject() {
            return finding.text();
        }
    }

    /**
     * Raises what a run that has ended found wanting by stated rules, and notes what it did not find again. Muster does so by itself when
     * a run ends; a second time it changes nothing.
     *
     * @param run the job of the run
     */
    record Assess(JobId run) implements FindingCommand {
        @Override
        public String subject() {
            return run.text();
        }
    }
}

package dev.muster.model.job;

import dev.muster.model.access.Role;
import dev.muster.model.command.Command;

/** What can be asked of jobs. */
public sealed interface JobCommand extends Command {
    /**
     * Takes up the jobs that were cut off when the bridge last ended, where a bridge opened only to look has not done so.
     *
     * @param job one of them that is waited for
     */
    record TakeUp(JobId job) implements JobCommand {
        @Override
        public Role requires() {
            return Role.OPERATOR;
        }

        @Override
        public String subject() {
            return job.text();
        }
    }

    /**
     * Cancels a job; it cleans up and ends as cancelled. Asking twice is asking once.
     *
     * @param job which one
     */
    record Cancel(JobId job) implements JobCommand {
        @Override
        public Role requires() {
            return Role.OPERATOR;
        }

        @Override
        public String subject() {
            return job.text();
        }
    }
}

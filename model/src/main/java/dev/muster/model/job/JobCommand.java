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

    /**
     * Has a job begin no further step; steps that have begun come to their end. Asking twice is asking once.
     *
     * @param job which one
     */
    record Pause(JobId job) implements JobCommand {
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
     * Has a paused job go on. Asking twice is asking once.
     *
     * @param job which one
     */
    record Continue(JobId job) implements JobCommand {
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
     * Tells a step what it waits to be told.
     *
     * @param job its job
     * @param step the id of the step
     * @param choice the id of what is chosen
     * @param reason why; needed where the choice asks for it
     */
    record Answer(JobId job, String step, String choice, String reason) implements JobCommand {
        public Answer {
            reason = reason.strip();
        }

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

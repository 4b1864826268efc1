package dev.muster.model.job;

import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import java.util.List;
import java.util.Optional;

/** What can be asked about jobs. */
public sealed interface JobQuery<R extends Record> extends Query<R> {
    /**
     * The newest jobs first.
     *
     * @param before only jobs submitted before this one; empty for the newest
     * @param limit at most so many, 1 to 1000
     */
    record Recent(Optional<JobId> before, int limit) implements JobQuery<Jobs> {
        @Override
        public Class<Jobs> answer() {
            return Jobs.class;
        }
    }

    /** One job as it stands. */
    record Show(JobId job) implements JobQuery<Job> {
        @Override
        public Class<Job> answer() {
            return Job.class;
        }
    }

    /**
     * The lines of a job's log.
     *
     * @param job which one
     * @param after only lines with a higher number
     */
    record Log(JobId job, long after) implements JobQuery<Lines> {
        @Override
        public Class<Lines> answer() {
            return Lines.class;
        }
    }

    /** What would reverse a job that has ended. */
    record Reverse(JobId job) implements JobQuery<Reversal> {
        @Override
        public Class<Reversal> answer() {
            return Reversal.class;
        }
    }

    /**
     * What reverses a job for exactly those objects that it changed, and that are still as it left them.
     *
     * @param command does it; empty when nothing of the job can be reversed
     * @param title what that does, in words, such as {@code Resume 3 VMs}; empty with it
     * @param names the objects it is done to
     */
    record Reversal(Optional<Command> command, String title, List<String> names) {
        /** Nothing can be reversed. */
        public static final Reversal NONE = new Reversal(Optional.empty(), "", List.of());

        public Reversal {
            names = List.copyOf(names);
        }
    }

    /** Some jobs. */
    record Jobs(List<Job> jobs) {
        public Jobs {
            jobs = List.copyOf(jobs);
        }
    }

    /** Some lines of a log. */
    record Lines(List<LogLine> lines) {
        public Lines {
            lines = List.copyOf(lines);
        }
    }
}

package dev.muster.model.job;

import dev.muster.model.command.Query;
import java.util.List;

/** What can be asked about jobs. */
public sealed interface JobQuery<R extends Record> extends Query<R> {
    /**
     * The newest jobs first.
     *
     * @param before only jobs submitted before this one; empty for the newest
     * @param limit at most so many, 1 to 1000
     */
    record Recent(java.util.Optional<JobId> before, int limit) implements JobQuery<Jobs> {
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

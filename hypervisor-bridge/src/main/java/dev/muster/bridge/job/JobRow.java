package dev.muster.bridge.job;

import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Pause;
import java.time.Instant;
import java.util.Optional;

/** A job as the journal keeps it. */
record JobRow(
        JobId id,
        Optional<String> requestKey,
        String kind,
        String title,
        String principal,
        String command,
        JobState state,
        long revision,
        Instant created,
        Optional<Instant> started,
        Optional<Instant> ended,
        Optional<Problem> problem,
        String recovered,
        Optional<Pause> pause) {

    JobRow at(JobState next) {
        return with(next, revision, started, ended, problem, recovered);
    }

    JobRow paused(Pause how) {
        return new JobRow(
                id,
                requestKey,
                kind,
                title,
                principal,
                command,
                JobState.PAUSED,
                revision,
                created,
                started,
                ended,
                problem,
                recovered,
                Optional.of(how));
    }

    JobRow started(Instant when) {
        return with(JobState.RUNNING, revision, Optional.of(started.orElse(when)), ended, problem, recovered);
    }

    JobRow ended(JobState next, Instant when) {
        return with(next, revision, started, Optional.of(when), problem, recovered);
    }

    JobRow revision(long next) {
        return with(state, next, started, ended, problem, recovered);
    }

    JobRow problem(Problem why) {
        return with(state, revision, started, ended, Optional.of(why), recovered);
    }

    JobRow withoutProblem() {
        return with(state, revision, started, ended, Optional.empty(), recovered);
    }

    JobRow recovered(String how) {
        return with(state, revision, started, ended, problem, how);
    }

    private JobRow with(
            JobState state,
            long revision,
            Optional<Instant> started,
            Optional<Instant> ended,
            Optional<Problem> problem,
            String recovered) {
        return new JobRow(
                id,
                requestKey,
                kind,
                title,
                principal,
                command,
                state,
                revision,
                created,
                started,
                ended,
                problem,
                recovered,
                state == JobState.PAUSED ? pause : Optional.empty());
    }
}

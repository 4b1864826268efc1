package dev.muster.bridge.schedule;

import dev.muster.bridge.feature.Submitter;
import dev.muster.bridge.job.Jobs;
import dev.muster.bridge.store.Store;
import dev.muster.bridge.store.Work;
import dev.muster.model.access.Principal;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Takes commands as the bridge does: the same key gives the same job. */
final class Submissions implements Submitter, Jobs {
    private final Store store;
    private final Map<String, JobId> byKey = new LinkedHashMap<>();
    private final Map<JobId, JobState> states = new LinkedHashMap<>();
    private final List<Principal> by = new ArrayList<>();
    private Optional<ErrorCode> refusal = Optional.empty();
    private boolean dying;
    private JobState first = JobState.RUNNING;

    Submissions(Store store) {
        this.store = store;
    }

    @Override
    public synchronized JobId submit(
            Command command, Principal principal, String requestKey, Function<JobId, Work<?>> alongside) {
        refusal.ifPresent(code -> {
            throw problem(code);
        });
        JobId id = byKey.computeIfAbsent(requestKey, _ -> JobId.of("job-" + byKey.size()));
        states.putIfAbsent(id, first);
        by.add(principal);
        store.write(alongside.apply(id));
        if (dying) {
            throw problem(ErrorCode.BRIDGE_STOPPING);
        }
        return id;
    }

    @Override
    public List<LogLine> log(JobId id, long after) {
        return List.of();
    }

    @Override
    public synchronized Job job(JobId id) {
        JobState state = Optional.ofNullable(states.get(id)).orElseThrow(() -> problem(ErrorCode.JOB_NOT_FOUND));
        return new Job(
                id,
                "vm.power",
                "Start",
                "anna",
                state,
                1,
                true,
                Progress.NONE,
                List.of(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                state == JobState.FAILED
                        ? Optional.of(Problem.of(ErrorCode.VM_STATE, "It failed.", "", ""))
                        : Optional.empty(),
                "",
                Optional.empty());
    }

    @Override
    public Map<String, String> facts(JobId id) {
        return Map.of();
    }

    synchronized List<JobId> jobs() {
        return List.copyOf(byKey.values());
    }

    synchronized List<Principal> by() {
        return List.copyOf(by);
    }

    synchronized void end(JobId id, JobState state) {
        states.put(id, state);
    }

    synchronized void endAtOnce() {
        first = JobState.DONE;
    }

    synchronized void refuse(ErrorCode code) {
        refusal = Optional.of(code);
    }

    /** The job is journaled, and nobody hears of it. */
    synchronized void dieAfterwards() {
        dying = true;
    }

    synchronized void accept() {
        refusal = Optional.empty();
        dying = false;
    }

    private static RuntimeException problem(ErrorCode code) {
        return Problem.of(code, "Refused.", "", "").toException();
    }
}

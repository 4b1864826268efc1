package dev.muster.bridge.recovery.run;

import dev.muster.bridge.job.JobEngine;
import dev.muster.bridge.job.JobListener;
import dev.muster.bridge.store.Store;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.inventory.HostId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.recovery.Measures;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryCommand;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Plans that were run to their ends at once, on simulated machines but with all else as in a bridge: the order of a run, the
 * engine of jobs, and a journal on the disk.
 *
 * @param jobs as an engine that was started over the journal afterwards tells them
 * @param lives when what happened to each machine that was ready
 */
public record SimulatedRun(Map<PlanId, Job> jobs, List<Life> lives) {
    private static final Principal SOMEBODY = new Principal("simulation", Role.OPERATOR, "local");

    public SimulatedRun {
        jobs = Map.copyOf(jobs);
        lives = List.copyOf(lives);
    }

    /**
     * When what happened to a machine; times are those of {@link System#nanoTime}.
     *
     * @param plan its plan
     * @param key of it in the plan
     * @param host where it was
     * @param began when its work was begun
     * @param started when it was started
     * @param ready when its gates were met
     */
    public record Life(PlanId plan, String key, HostId host, long began, long started, long ready) {}

    /**
     * Runs them.
     *
     * @param state an empty directory for the journal
     * @param plans without faults and prompts
     * @param measures how long each machine takes
     * @param hosts where machines are put whose host is open, in turns
     * @param patience how long their ends are waited for
     * @throws IllegalStateException when they did not all end in time
     */
    public static SimulatedRun of(
            Path state, Map<PlanId, PlanSpec> plans, Measures measures, List<HostId> hosts, Duration patience)
            throws InterruptedException {
        SimulatedMachines machines = new SimulatedMachines(plans, measures, hosts);
        Map<PlanId, JobId> ids = new LinkedHashMap<>();
        try (Store store = Store.open(state)) {
            Ends ends = new Ends();
            try (JobEngine engine = engine(store, machines, ends)) {
                for (PlanId plan : plans.keySet()) {
                    ids.put(
                            plan,
                            engine.submit(new RecoveryCommand.Test(plan, 0, false), SOMEBODY, "", _ -> _ -> true));
                }
                ends.await(ids.size(), patience);
            }
            try (JobEngine later = engine(store, machines, new Ends())) {
                Map<PlanId, Job> jobs = new LinkedHashMap<>();
                ids.forEach((plan, id) -> jobs.put(plan, later.job(id)));
                return new SimulatedRun(jobs, machines.lives());
            }
        }
    }

    private static JobEngine engine(Store store, SimulatedMachines machines, Ends ends) {
        JobEngine engine = new JobEngine(store, List.of(machines), Clock.systemUTC(), ends);
        engine.start();
        return engine;
    }

    /** How long the run of a plan took, from the command to the end of its job. */
    public Duration makespan(PlanId plan) {
        Job job = job(plan);
        return Duration.between(job.created(), job.ended().orElseThrow());
    }

    /** The job that ran a plan. */
    public Job job(PlanId plan) {
        Job job = jobs.get(plan);
        if (job == null) {
            throw new IllegalArgumentException(plan + " was not run");
        }
        return job;
    }

    /** Jobs that have ended. */
    private static final class Ends implements JobListener {
        private final Set<JobId> ended = new HashSet<>();

        @Override
        public synchronized void onJob(Job job) {
            if (job.state().isEnded() && ended.add(job.id())) {
                notifyAll();
            }
        }

        @Override
        public void onLog(JobId job, LogLine line) {
            // only ends are waited for
        }

        private synchronized void await(int count, Duration patience) throws InterruptedException {
            long until = System.nanoTime() + patience.toNanos();
            while (ended.size() < count) {
                long left = (until - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new IllegalStateException(
                            ended.size() + " of " + count + " runs ended within " + patience.toSeconds() + " s");
                }
                wait(left);
            }
        }
    }
}

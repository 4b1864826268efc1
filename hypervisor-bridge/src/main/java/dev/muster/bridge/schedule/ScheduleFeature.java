package dev.muster.bridge.schedule;

import dev.muster.bridge.feature.Feature;
import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.QueryHandler;
import dev.muster.bridge.feature.Submitter;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.store.ScheduleRuns;
import dev.muster.model.job.Job;
import dev.muster.model.schedule.Schedule;
import dev.muster.model.schedule.ScheduleQuery;
import java.util.Comparator;
import java.util.List;

/** Schedules: commands that are submitted by the calendar. */
public final class ScheduleFeature implements Feature {
    private final Schedules schedules;
    private final ScheduleRunner runner;
    private final ScheduleTicker ticker;
    private final List<JobDefinition<?>> definitions;

    /**
     * Submits what is due once it is taken up.
     *
     * @param runs where runs are claimed
     * @param submitter by whom they are submitted
     */
    public ScheduleFeature(FeatureContext context, ScheduleRuns runs, Submitter submitter) {
        this.schedules = new Schedules(context.store(Schedule.class));
        this.runner = new ScheduleRunner(schedules, runs, submitter, context.jobs(), context.clock(), Minting.secure());
        this.ticker = new ScheduleTicker(runner, context.clock());
        this.definitions = new ScheduleDefinitions(schedules, runs, context.clock(), ticker::wake).definitions();
    }

    @Override
    public List<JobDefinition<?>> definitions() {
        return definitions;
    }

    @Override
    public boolean waitsForHosts() {
        return false;
    }

    @Override
    public List<QueryHandler> queries() {
        return List.of(QueryHandler.of(ScheduleQuery.class, (ScheduleQuery<?> query) -> answer(query)));
    }

    private Record answer(ScheduleQuery<?> query) {
        return switch (query) {
            case ScheduleQuery.Schedules asked ->
                new ScheduleQuery.ScheduleList(schedules.all().stream()
                        .sorted(Comparator.comparing(schedule -> schedule.id().text()))
                        .map(schedule -> new ScheduleQuery.Planned(schedule, schedule.upcoming(asked.upcoming())))
                        .toList());
        };
    }

    @Override
    public void start() {
        schedules.publish();
    }

    @Override
    public void takeUp() {
        ticker.start();
    }

    @Override
    public void jobEnded(Job job) {
        if (runner.follows(job.id())) {
            ticker.wake();
        }
    }

    @Override
    public void close() {
        ticker.close();
    }
}

package dev.muster.bridge.schedule;

import dev.muster.bridge.job.ComposedDefinition;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobDefinition.OnFailure;
import dev.muster.bridge.job.JobDefinition.Prepared;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.bridge.json.Json;
import dev.muster.bridge.store.ScheduleRuns;
import dev.muster.model.access.Principal;
import dev.muster.model.schedule.ScheduleCommand;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Setting and deleting schedules. */
final class ScheduleDefinitions {
    private static final String BY = "by";
    private static final String AT = "at";

    private final Schedules schedules;
    private final ScheduleRuns runs;
    private final Clock clock;
    private final Runnable onChange;

    /**
     * Changes those.
     *
     * @param onChange told after each change
     */
    ScheduleDefinitions(Schedules schedules, ScheduleRuns runs, Clock clock, Runnable onChange) {
        this.schedules = schedules;
        this.runs = runs;
        this.clock = clock;
        this.onChange = onChange;
    }

    List<JobDefinition<?>> definitions() {
        return List.of(
                new ComposedDefinition<>(ScheduleCommand.Set.class, this::prepare, this::setting, OnFailure.KEEP),
                new ComposedDefinition<>(
                        ScheduleCommand.Delete.class,
                        (command, _) -> {
                            schedules.require(command.schedule());
                            return new Prepared("Delete schedule " + command.schedule(), Map.of());
                        },
                        (command, _) -> List.of(new StepDefinition(
                                "delete",
                                "Delete schedule " + command.schedule(),
                                command.subject(),
                                List.of(),
                                _ -> delete(command),
                                StepDefinition.NOTHING)),
                        OnFailure.KEEP));
    }

    private Prepared prepare(ScheduleCommand.Set command, Principal by) {
        return new Prepared(
                "Set schedule " + command.schedule(),
                Map.of(BY, Json.write(by), AT, clock.instant().toString()));
    }

    private List<StepDefinition> setting(ScheduleCommand.Set command, Map<String, String> facts) {
        return List.of(new StepDefinition(
                "set",
                "Set schedule " + command.schedule(),
                command.subject(),
                List.of(),
                _ -> {
                    schedules.set(
                            command,
                            Json.read(facts.getOrDefault(BY, ""), Principal.class),
                            Instant.parse(facts.getOrDefault(AT, "")));
                    onChange.run();
                },
                StepDefinition.NOTHING));
    }

    private void delete(ScheduleCommand.Delete command) {
        schedules.delete(command.schedule());
        runs.forget(command.subject());
        onChange.run();
    }
}

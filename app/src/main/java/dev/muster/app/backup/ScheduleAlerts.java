package dev.muster.app.backup;

import dev.muster.app.feature.Alert;
import dev.muster.app.feature.AlertSource;
import dev.muster.app.i18n.Texts;
import dev.muster.app.navigation.Place;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.Job;
import dev.muster.model.schedule.Schedule;
import dev.muster.model.schedule.ScheduledRun;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Schedules whose last run came to nothing, or that missed runs. One that is switched off is not spoken of. */
final class ScheduleAlerts implements AlertSource {
    private static final Alert.Target SCREEN =
            new Alert.Target.OfPlace("backup.schedule.alert.jump", new Place.Screen(BackupFeature.SCREEN));

    private final Texts texts;

    ScheduleAlerts(Texts texts) {
        this.texts = texts;
    }

    @Override
    public List<Alert> find(InventoryImage image, Collection<Job> jobs, Instant now) {
        return image.objects(Schedule.class).values().stream()
                .filter(SchedulesViewModel::isBad)
                .flatMap(schedule -> schedule.last().stream().map(run -> alert(schedule, run)))
                .toList();
    }

    private Alert alert(Schedule schedule, ScheduledRun run) {
        String name = schedule.id().text();
        Optional<Problem> problem = run.problem();
        return run.isFailed()
                ? new Alert(
                        "schedule:" + name,
                        false,
                        texts.get(
                                "backup.schedule.alert.failed",
                                name,
                                problem.map(why -> texts.say(why.what())).orElse("")),
                        problem.map(why -> texts.say(why.meaning())).orElse(""),
                        problem.map(why -> texts.say(why.remedy()))
                                .orElseGet(() -> texts.get("backup.schedule.alert.remedy")),
                        Optional.of(run.submitted()),
                        SCREEN)
                : new Alert(
                        "schedule:" + name,
                        false,
                        texts.get("backup.schedule.alert.missed", name, run.missed()),
                        texts.get("backup.schedule.alert.missed.meaning"),
                        texts.get("backup.schedule.alert.missed.remedy"),
                        Optional.of(run.submitted()),
                        SCREEN);
    }
}

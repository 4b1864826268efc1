package dev.muster.app.alert;

import dev.muster.app.feature.Alert;
import dev.muster.app.feature.AlertSource;
import dev.muster.app.feature.AppFeature;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.Screen;
import dev.muster.app.i18n.Texts;
import dev.muster.icons.Icon;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Question;
import dev.muster.model.job.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The list of what is wrong, whichever feature found it, and jobs that failed. */
public final class AlertFeature implements AppFeature {
    /** The id of its screen. */
    public static final String SCREEN = "alerts";

    /** How long a job that failed is an alert, unless it is dismissed before. */
    static final Duration KEPT = Duration.ofHours(24);

    @Override
    public List<AlertSource> alerts(ConsoleContext context) {
        return List.of(failures(context.texts()), questions(context.texts()));
    }

    /** The jobs that failed within a day. */
    static AlertSource failures(Texts texts) {
        return (image, jobs, now) -> jobs.stream()
                .filter(job -> job.state() == JobState.FAILED || job.state() == JobState.UNDONE)
                .filter(job -> job.ended().orElse(now).isAfter(now.minus(KEPT)))
                .map(job -> failed(texts, job))
                .toList();
    }

    /** The jobs that wait to be told something. */
    static AlertSource questions(Texts texts) {
        return (image, jobs, now) -> jobs.stream()
                .flatMap(job -> job.asking().stream()
                        .flatMap(step -> step.question().map(question -> asks(texts, job, step, question)).stream()))
                .toList();
    }

    private static Alert asks(Texts texts, Job job, Step step, Question question) {
        return new Alert(
                "job:" + job.id().text() + ":" + step.index(),
                false,
                texts.get("alert.job.asks", texts.say(job.title()), texts.say(question.text())),
                texts.get("alert.job.asks.meaning"),
                texts.get("alert.job.asks.remedy"),
                Optional.of(question.asked()),
                new Alert.Target.OfJob(job.id()));
    }

    private static Alert failed(Texts texts, Job job) {
        Optional<Problem> problem = job.problem();
        return new Alert(
                "job:" + job.id().text(),
                false,
                texts.get("alert.job.what", texts.say(job.title()))
                        + problem.map(why -> " " + texts.say(why.what())).orElse(""),
                problem.map(why -> texts.say(why.meaning())).orElse(""),
                problem.map(why -> texts.say(why.remedy())).orElseGet(() -> texts.get("alert.job.remedy")),
                job.ended(),
                new Alert.Target.OfJob(job.id()));
    }

    @Override
    public List<Screen> screens(ConsoleContext context) {
        return List.of(new Screen(SCREEN, "alert.title", Icon.ALERT, () -> {
            AlertsView view = new AlertsView(context.alerts(), context.texts(), target -> {
                switch (target) {
                    case Alert.Target.OfPlace at -> context.navigation().go(at.place());
                    case Alert.Target.OfJob of -> context.openJob().accept(of.job());
                }
            });
            return Screen.View.of(view.root(), view::activate, view::deactivate);
        }));
    }
}

package dev.muster.app.shell;

import dev.muster.app.alert.AlertsViewModel;
import dev.muster.app.job.JobRow;
import java.time.Instant;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.beans.InvalidationListener;
import javafx.util.Duration;

/** Keeps the alerts as the bridge's inventory and jobs are: at once after a quiet second, and at most once in a second. */
final class AlertsWatch {
    private final BridgeSession session;
    private final AlertsViewModel alerts;
    private final PauseTransition second = new PauseTransition(Duration.seconds(1));
    private final InvalidationListener onChange = of -> changed();
    private boolean again;

    AlertsWatch(BridgeSession session, AlertsViewModel alerts) {
        this.session = session;
        this.alerts = alerts;
        second.setOnFinished(event -> {
            if (again) {
                again = false;
                look();
            }
        });
        session.inventory().imageProperty().addListener(onChange);
        session.jobs().rows().addListener(onChange);
        changed();
        second.stop();
    }

    void stop() {
        session.inventory().imageProperty().removeListener(onChange);
        session.jobs().rows().removeListener(onChange);
        second.stop();
    }

    private void changed() {
        if (second.getStatus() == Animation.Status.RUNNING) {
            again = true;
        } else {
            look();
        }
    }

    private void look() {
        alerts.update(
                session.inventory().image(),
                session.jobs().rows().stream().map(JobRow::job).toList(),
                Instant.now());
        second.playFromStart();
    }
}

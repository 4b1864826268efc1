package dev.muster.app.job;

import dev.muster.app.ask.Asks;
import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.content.Dialogs;
import dev.muster.app.i18n.Texts;
import dev.muster.model.access.Role;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobQuery.Reversal;
import java.util.function.Consumer;

/** Reverses jobs for exactly those VMs that they changed. */
public final class Reversals {
    private final Asks asks;
    private final Dialogs dialogs;
    private final Texts texts;
    private final Consumer<Problem> onProblem;

    /** @param onProblem where refusals are shown */
    public Reversals(Asks asks, Dialogs dialogs, Texts texts, Consumer<Problem> onProblem) {
        this.asks = asks;
        this.dialogs = dialogs;
        this.texts = texts;
        this.onProblem = onProblem;
    }

    /** Asks what would reverse an ended job; {@link Reversal#NONE} also for who may not. */
    void find(JobId job, Consumer<Reversal> found) {
        if (!asks.role().includes(Role.OPERATOR)) {
            found.accept(Reversal.NONE);
            return;
        }
        asks.ask(new JobQuery.Reverse(job), found, why -> found.accept(Reversal.NONE));
    }

    /** What the button says, such as {@code Resume 3 VMs}. */
    String label(Reversal reversal) {
        return texts.say(reversal.title());
    }

    /**
     * Does it; asked about first where it reaches many.
     *
     * @param begun hears that it was begun
     */
    void run(Reversal reversal, Runnable begun) {
        reversal.command().ifPresent(command -> {
            Runnable submit = () -> asks.submit(command, job -> begun.run(), onProblem);
            if (reversal.names().size() <= Confirmation.FEW) {
                submit.run();
                return;
            }
            Confirmation confirmation = Confirmation.byKey(
                    label(reversal), texts.get("job.reverse.meaning"), reversal.names(), texts.get("job.reverse.go"));
            new ConfirmDialog(dialogs, texts).ask(confirmation, submit);
        });
    }
}

package dev.muster.app.job;

import dev.muster.app.ask.Asks;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.LogLine;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The log of one job: what was logged before it was opened, then each line as it comes, none twice. */
public final class JobLogViewModel {
    private final Asks asks;
    private final JobId job;
    private final ObservableList<LogLine> lines = FXCollections.observableArrayList();
    private final ObservableList<LogLine> shown = FXCollections.unmodifiableObservableList(lines);
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private boolean asking;

    public JobLogViewModel(Asks asks, JobId job) {
        this.asks = asks;
        this.job = job;
    }

    /** Which job it is of. */
    public JobId job() {
        return job;
    }

    /** The lines, in order. */
    public ObservableList<LogLine> lines() {
        return shown;
    }

    /** Why the log could not be read. */
    public ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Reads what is missing. */
    public void load() {
        if (asking) {
            return;
        }
        asking = true;
        asks.ask(
                new JobQuery.Log(job, last()),
                answer -> {
                    asking = false;
                    problem.set(Optional.empty());
                    answer.lines().forEach(this::add);
                },
                why -> {
                    asking = false;
                    problem.set(Optional.of(why));
                });
    }

    /** Takes a line over that was just logged; reads the ones between when some are missing. */
    public void heard(LogLine line) {
        if (line.number() > last() + 1) {
            load();
        } else {
            add(line);
        }
    }

    private void add(LogLine line) {
        if (line.number() > last()) {
            lines.add(line);
        }
    }

    private long last() {
        return lines.isEmpty() ? 0 : lines.getLast().number();
    }
}

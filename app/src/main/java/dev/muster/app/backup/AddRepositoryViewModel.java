package dev.muster.app.backup;

import dev.muster.app.ask.Asks;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.JobRow;
import dev.muster.app.job.JobsViewModel;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A repository that is being added: its fields, and what became of it. */
final class AddRepositoryViewModel {
    /** How far it is. */
    sealed interface State {
        /** Whether it can be tried. */
        default boolean canAdd() {
            return this instanceof Refused
                    || (this instanceof Editing editing && editing.command().isPresent());
        }

        /** Whether something is wrong. */
        default boolean isWrong() {
            return this instanceof Refused
                    || (this instanceof Editing editing && !editing.wrong().isEmpty());
        }

        /**
         * Fields are being filled.
         *
         * @param wrong what is wrong with them, one sentence; empty where nothing is or something is still missing
         * @param command what they say; empty while something is wrong or missing
         */
        record Editing(String wrong, Optional<BackupCommand.AddRepository> command) implements State {}

        /** The bridge is at it. */
        record Adding() implements State {}

        /** It could not be added. */
        record Refused(Problem problem) implements State {}

        /** It is there. */
        record Added() implements State {}
    }

    private final Asks asks;
    private final JobsViewModel jobs;
    private final Texts texts;
    private final Consumer<JobId> onJob;
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty path = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<State> state =
            new ReadOnlyObjectWrapper<>(new State.Editing("", Optional.empty()));
    private final InvalidationListener onJobs = observable -> look();
    private Optional<JobId> job = Optional.empty();

    AddRepositoryViewModel(Asks asks, JobsViewModel jobs, Texts texts, Consumer<JobId> onJob) {
        this.asks = asks;
        this.jobs = jobs;
        this.texts = texts;
        this.onJob = onJob;
        name.addListener((observable, oldValue, newValue) -> check());
        path.addListener((observable, oldValue, newValue) -> check());
    }

    StringProperty nameProperty() {
        return name;
    }

    StringProperty pathProperty() {
        return path;
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Adds it, where the fields say enough. */
    void add() {
        check();
        if (state.get() instanceof State.Editing editing && editing.command().isPresent()) {
            state.set(new State.Adding());
            asks.submit(
                    editing.command().get(),
                    accepted -> {
                        onJob.accept(accepted);
                        job = Optional.of(accepted);
                        jobs.rows().addListener(onJobs);
                        look();
                    },
                    why -> state.set(new State.Refused(why)));
        }
    }

    /** Nobody waits for it any more. */
    void close() {
        jobs.rows().removeListener(onJobs);
    }

    /** The list of jobs changes when a job ends, and that is all there is to wait for. */
    private void look() {
        Optional<Job> over = job.flatMap(jobs::row)
                .map(JobRow::job)
                .filter(one -> one.state().isEnded());
        if (over.isPresent()) {
            close();
            job = Optional.empty();
            boolean done = over.get().state() == JobState.DONE;
            state.set(
                    done
                            ? new State.Added()
                            : over.get()
                                    .problem()
                                    .<State>map(State.Refused::new)
                                    .orElseGet(() -> new State.Editing(texts.get("backup.add.cancelled"), command())));
        }
    }

    private void check() {
        if (state.get() instanceof State.Adding || state.get() instanceof State.Added) {
            return;
        }
        if (name.get().isBlank() || path.get().isBlank()) {
            state.set(new State.Editing("", Optional.empty()));
            return;
        }
        try {
            state.set(new State.Editing("", Optional.of(read())));
        } catch (MusterException e) {
            state.set(new State.Editing(texts.say(e.problem()), Optional.empty()));
        }
    }

    private Optional<BackupCommand.AddRepository> command() {
        try {
            return Optional.of(read());
        } catch (MusterException e) {
            return Optional.empty();
        }
    }

    private BackupCommand.AddRepository read() {
        return new BackupCommand.AddRepository(
                RepositoryId.of(name.get().strip()), path.get().strip());
    }
}

package dev.muster.app.ask;

import dev.muster.model.access.Role;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.console.ConsoleTarget;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks another and reports what became of each command. */
public final class ReportedAsks implements Asks {
    private final Asks asks;
    private final Supplier<SubmitListener> listener;

    /** Asks {@code asks} and reports to the listener there is at that moment. */
    public ReportedAsks(Asks asks, Supplier<SubmitListener> listener) {
        this.asks = asks;
        this.listener = listener;
    }

    @Override
    public Role role() {
        return asks.role();
    }

    @Override
    public void submit(Command command, Consumer<JobId> accepted, Consumer<Problem> refused) {
        asks.submit(
                command,
                job -> {
                    listener.get().accepted(command);
                    accepted.accept(job);
                },
                problem -> {
                    listener.get().refused(command, problem);
                    refused.accept(problem);
                });
    }

    @Override
    public <R extends Record> void ask(Query<R> query, Consumer<R> answer, Consumer<Problem> refused) {
        asks.ask(query, answer, refused);
    }

    @Override
    public <T> void with(Function<HypervisorBridge, T> work, Consumer<T> done, Consumer<Problem> refused) {
        asks.with(work, done, refused);
    }

    @Override
    public void openConsole(ConsoleTarget target, ConsoleUser user) {
        asks.openConsole(target, user);
    }

    @Override
    public Executor ui() {
        return asks.ui();
    }
}

package dev.muster.app.ask;

import dev.muster.model.access.Role;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.console.ConsoleChannel;
import dev.muster.model.console.ConsoleTarget;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks one bridge on {@code background} and answers on {@code ui}. */
public final class BridgeAsks implements Asks {
    private final HypervisorBridge bridge;
    private final Supplier<Role> role;
    private final Executor background;
    private final Executor ui;

    public BridgeAsks(HypervisorBridge bridge, Supplier<Role> role, Executor background, Executor ui) {
        this.bridge = bridge;
        this.role = role;
        this.background = background;
        this.ui = ui;
    }

    @Override
    public Role role() {
        return role.get();
    }

    @Override
    public void submit(Command command, Consumer<JobId> accepted, Consumer<Problem> refused) {
        run(() -> bridge.submit(command), accepted, refused);
    }

    @Override
    public <R extends Record> void ask(Query<R> query, Consumer<R> answer, Consumer<Problem> refused) {
        run(() -> bridge.ask(query), answer, refused);
    }

    @Override
    public <T> void with(Function<HypervisorBridge, T> work, Consumer<T> done, Consumer<Problem> refused) {
        run(() -> work.apply(bridge), done, refused);
    }

    @Override
    public void openConsole(ConsoleTarget target, ConsoleUser user) {
        background.execute(() -> {
            Optional<Problem> why = Optional.empty();
            try (ConsoleChannel console = bridge.openConsole(target)) {
                ConsoleChannel shown = new BackgroundConsole(console, background);
                ui.execute(() -> user.opened(shown));
                console.listen(state -> ui.execute(() -> user.told(state)));
                user.use(console, ui);
            } catch (MusterException e) {
                why = Optional.of(e.problem());
            } catch (IOException | RuntimeException e) {
                why = Optional.of(Problem.of(
                                ErrorCode.CONSOLE_LOST,
                                "The console ended.",
                                "The VM goes on as it is.",
                                "Open it again; if it stays so, report it with the details.")
                        .withDetails(e.toString()));
            }
            Optional<Problem> ending = why;
            ui.execute(() -> user.ended(ending));
        });
    }

    @Override
    public Executor ui() {
        return ui;
    }

    private <T> void run(Supplier<T> work, Consumer<T> good, Consumer<Problem> bad) {
        background.execute(() -> {
            try {
                T result = work.get();
                ui.execute(() -> good.accept(result));
            } catch (MusterException e) {
                ui.execute(() -> bad.accept(e.problem()));
            } catch (RuntimeException e) {
                ui.execute(() -> bad.accept(Problem.of(
                                ErrorCode.INTERNAL,
                                "The console could not ask the bridge.",
                                "Nothing is known to have changed.",
                                "Try again; if it stays so, report it with the details.")
                        .withDetails(e.toString())));
            }
        });
    }
}

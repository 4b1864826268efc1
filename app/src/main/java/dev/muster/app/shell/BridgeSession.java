package dev.muster.app.shell;

import dev.muster.app.ask.Asks;
import dev.muster.app.ask.BridgeAsks;
import dev.muster.app.ask.ReportedAsks;
import dev.muster.app.ask.SubmitListener;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.app.job.JobsViewModel;
import dev.muster.app.platform.UiThread;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.BridgeEvent;
import dev.muster.model.bridge.BridgeInfo;
import dev.muster.model.bridge.BridgeListener;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.bridge.LinkState;
import dev.muster.model.bridge.Subscription;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** One bridge as the window lives with it: its inventory and jobs kept live, its link, and how it is asked. */
public final class BridgeSession implements AutoCloseable {
    private final HypervisorBridge bridge;
    private final UiThread ui;
    private final LiveInventory inventory;
    private final JobsViewModel jobs = new JobsViewModel();
    private final ReadOnlyObjectWrapper<LinkState> link = new ReadOnlyObjectWrapper<>(new LinkState.Up());
    private final ReadOnlyObjectWrapper<Optional<BridgeInfo>> info = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final AtomicReference<Role> role = new AtomicReference<>(Role.VIEWER);
    private final Asks asks;
    private Optional<Subscription> subscription = Optional.empty();
    private boolean closed;
    private SubmitListener onSubmit = new NoticesViewModel();
    private BiConsumer<JobId, LogLine> onLog = (job, line) -> {};

    /** Owns the bridge from now on; hears it after {@link #start}. */
    public BridgeSession(HypervisorBridge bridge, UiThread ui) {
        this.bridge = bridge;
        this.ui = ui;
        this.inventory = new LiveInventory(ui);
        Asks direct = new BridgeAsks(
                bridge,
                role::get,
                work -> ui.background(() -> {
                    work.run();
                    return true;
                }),
                ui::run);
        this.asks = new ReportedAsks(direct, () -> onSubmit);
    }

    /** Begins to hear the bridge; both answers come on the window's thread. */
    public void start(Runnable heard, Consumer<Problem> refused) {
        ui.background(() -> {
            try {
                BridgeInfo found = bridge.info();
                role.set(found.principal().role());
                keep(bridge.subscribe(new Listener()));
                ui.run(() -> {
                    info.set(Optional.of(found));
                    heard.run();
                });
            } catch (MusterException e) {
                ui.run(() -> refused.accept(e.problem()));
            }
            return true;
        });
    }

    /** Its inventory. */
    public LiveInventory inventory() {
        return inventory;
    }

    /** Its jobs. */
    public JobsViewModel jobs() {
        return jobs;
    }

    /** How it is asked. */
    public Asks asks() {
        return asks;
    }

    /** Whether it can be heard. */
    public ReadOnlyObjectProperty<LinkState> linkProperty() {
        return link.getReadOnlyProperty();
    }

    /** What it says of itself; empty until it did. */
    public ReadOnlyObjectProperty<Optional<BridgeInfo>> infoProperty() {
        return info.getReadOnlyProperty();
    }

    /** Has a lost link tried again at once; returns at once. */
    public void tryNow() {
        ui.background(() -> {
            bridge.tryNow();
            return true;
        });
    }

    /** Sets who hears what became of the commands that are submitted. */
    public void setOnSubmit(SubmitListener listener) {
        onSubmit = listener;
    }

    /** Who hears the lines that jobs log. */
    public void setOnLog(BiConsumer<JobId, LogLine> listener) {
        onLog = listener;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            subscription.ifPresent(Subscription::close);
        }
        bridge.close();
    }

    private synchronized void keep(Subscription made) {
        subscription = Optional.of(made);
        if (closed) {
            made.close();
        }
    }

    private final class Listener implements BridgeListener {
        @Override
        public void onEvent(BridgeEvent event) {
            switch (event) {
                case BridgeEvent.Snapshot all -> {
                    inventory.replace(all.inventory());
                    ui.run(() -> jobs.replaceAll(all.jobs()));
                }
                case BridgeEvent.InventoryChanged changed -> inventory.apply(changed.delta());
                case BridgeEvent.JobChanged changed -> ui.run(() -> jobs.put(changed.job()));
                case BridgeEvent.JobStepsChanged changed -> ui.run(() -> jobs.apply(changed));
                case BridgeEvent.JobLogged logged -> ui.run(() -> onLog.accept(logged.job(), logged.line()));
            }
        }

        @Override
        public void onLink(LinkState now) {
            ui.run(() -> link.set(now));
        }
    }
}

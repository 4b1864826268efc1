package dev.muster.app.shell;

import dev.muster.app.shots.SampleBridge;
import dev.muster.model.access.Principal;
import dev.muster.model.bridge.BridgeInfo;
import dev.muster.model.bridge.BridgeListener;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.bridge.Subscription;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The sample, which takes every command and remembers it. */
final class RecordingBridge implements HypervisorBridge {
    private final SampleBridge sample = new SampleBridge();
    private final List<Command> submitted = new CopyOnWriteArrayList<>();

    private final String origin;

    RecordingBridge() {
        this("sample");
    }

    /** Whose user comes from there; {@code local} is the window's own process. */
    RecordingBridge(String origin) {
        this.origin = origin;
    }

    List<Command> submitted() {
        return submitted;
    }

    /** The jobs there are. */
    List<Job> jobs() {
        return sample.jobs();
    }

    @Override
    public BridgeInfo info() {
        BridgeInfo info = sample.info();
        return new BridgeInfo(
                info.name(),
                info.version(),
                info.api(),
                new Principal(info.principal().name(), info.principal().role(), origin));
    }

    @Override
    public InventoryImage inventory() {
        return sample.inventory();
    }

    @Override
    public Subscription subscribe(BridgeListener listener) {
        return sample.subscribe(listener);
    }

    @Override
    public JobId submit(Command command, String requestKey) {
        submitted.add(command);
        return JobId.of("test-1");
    }

    @Override
    public <R extends Record> R ask(Query<R> query) {
        return sample.ask(query);
    }

    @Override
    public void close() {
        sample.close();
    }
}

package dev.muster.bridge.remote;

import dev.muster.model.bridge.BridgeEvent;
import dev.muster.model.bridge.BridgeListener;
import dev.muster.model.bridge.LinkState;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a bridge says. */
public final class Heard implements BridgeListener {
    final List<BridgeEvent> events = new CopyOnWriteArrayList<>();
    final List<LinkState> links = new CopyOnWriteArrayList<>();

    @Override
    public void onEvent(BridgeEvent event) {
        events.add(event);
    }

    @Override
    public void onLink(LinkState link) {
        links.add(link);
    }

    /** What the events add up to. */
    InventoryImage image() {
        InventoryImage image = InventoryImage.EMPTY;
        for (BridgeEvent event : events) {
            image = switch (event) {
                case BridgeEvent.Snapshot snapshot -> snapshot.inventory();
                case BridgeEvent.InventoryChanged changed -> image.apply(changed.delta());
                case BridgeEvent.JobChanged job -> image;
                case BridgeEvent.JobStepsChanged job -> image;
                case BridgeEvent.JobLogged line -> image;
            };
        }
        return image;
    }

    /** The states a job was said to be in, in order. */
    List<Job> jobs(JobId id) {
        List<Job> told = new ArrayList<>();
        for (BridgeEvent event : events) {
            List<Job> jobs = switch (event) {
                case BridgeEvent.Snapshot snapshot -> snapshot.jobs();
                case BridgeEvent.JobChanged changed -> List.of(changed.job());
                case BridgeEvent.JobStepsChanged changed ->
                    changed.job().id().equals(id) ? List.of(changed.onto(told.getLast())) : List.of();
                case BridgeEvent.InventoryChanged changed -> List.of();
                case BridgeEvent.JobLogged line -> List.of();
            };
            jobs.stream().filter(job -> job.id().equals(id)).forEach(told::add);
        }
        return told;
    }

    Optional<LinkState> lastLink() {
        return links.isEmpty() ? Optional.empty() : Optional.of(links.getLast());
    }

    /** Whether each event but a snapshot has the number after the one before it. */
    boolean isGapless() {
        for (int i = 1; i < events.size(); i++) {
            boolean next = events.get(i).stamp().sequence()
                    == events.get(i - 1).stamp().sequence() + 1;
            if (!next && !(events.get(i) instanceof BridgeEvent.Snapshot)) {
                return false;
            }
        }
        return !events.isEmpty() && events.getFirst() instanceof BridgeEvent.Snapshot;
    }
}

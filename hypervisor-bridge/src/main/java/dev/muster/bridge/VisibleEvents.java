package dev.muster.bridge;

import dev.muster.model.access.Role;
import dev.muster.model.bridge.BridgeEvent;
import dev.muster.model.bridge.BridgeEvent.InventoryChanged;
import dev.muster.model.bridge.BridgeEvent.JobChanged;
import dev.muster.model.bridge.BridgeEvent.JobLogged;
import dev.muster.model.bridge.BridgeEvent.JobStepsChanged;
import dev.muster.model.bridge.BridgeEvent.Snapshot;
import dev.muster.model.bridge.BridgeListener;
import dev.muster.model.bridge.LinkState;

/**
 * Passes on what a role may see. An event none of whose parts it may see arrives empty, so that the sequence of events has no
 * gap.
 */
record VisibleEvents(Role role, BridgeListener listener) implements BridgeListener {
    @Override
    public void onEvent(BridgeEvent event) {
        listener.onEvent(
                switch (event) {
                    case Snapshot all ->
                        new Snapshot(all.stamp(), all.inventory().visibleTo(role), all.jobs());
                    case InventoryChanged changed ->
                        new InventoryChanged(changed.stamp(), changed.delta().visibleTo(role));
                    case JobChanged job -> job;
                    case JobStepsChanged job -> job;
                    case JobLogged line -> line;
                });
    }

    @Override
    public void onLink(LinkState state) {
        listener.onLink(state);
    }
}

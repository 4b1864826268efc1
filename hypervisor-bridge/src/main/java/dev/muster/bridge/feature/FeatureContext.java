package dev.muster.bridge.feature;

import dev.muster.bridge.hypervisor.HypervisorDriver;
import dev.muster.bridge.inventory.Connections;
import dev.muster.bridge.inventory.Inventory;
import dev.muster.bridge.inventory.ObjectPublisher;
import dev.muster.bridge.job.Jobs;
import dev.muster.bridge.store.Documents;
import dev.muster.model.inventory.LiveObject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * The foundations a feature is made from.
 *
 * @param drivers what opens connections
 * @param connections the connections there are
 * @param inventory what is known of all hosts
 * @param documents where values are kept
 * @param objects into which live objects are put
 * @param jobs the jobs; for use after {@link Feature#start}
 * @param clock what the time is
 * @param directory the bridge's state directory; large files are kept below it, each feature's in a directory of its own
 */
public record FeatureContext(
        List<HypervisorDriver> drivers,
        Connections connections,
        Inventory inventory,
        Documents documents,
        ObjectPublisher objects,
        Jobs jobs,
        Clock clock,
        Path directory) {
    public FeatureContext {
        drivers = List.copyOf(drivers);
    }

    /** A store for the objects of a kind. */
    public <T extends LiveObject> ObjectStore<T> store(Class<T> type) {
        return new ObjectStore<>(type, documents, objects);
    }
}

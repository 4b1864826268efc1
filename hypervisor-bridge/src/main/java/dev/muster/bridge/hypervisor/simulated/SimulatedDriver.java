package dev.muster.bridge.hypervisor.simulated;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.HypervisorDriver;
import dev.muster.bridge.hypervisor.HypervisorListener;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.ConnectionId;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens {@code sim:///?hosts=H&vms=N&seed=S}: hosts and VMs that exist in memory alone, the same for the same seed.
 *
 * <ul>
 *   <li>{@code hosts}: how many, 1 to 1000, else 1; named {@code CONNECTION.h001} and so on
 *   <li>{@code vms}: how many on all of them, 0 to 100 000, else 10
 *   <li>{@code seed}: any whole number, else 1
 *   <li>{@code rate}: state changes a second that nobody asked for, in batches every 20 ms, else none
 *   <li>{@code latency}: milliseconds each call takes, else 0
 *   <li>{@code faults}: what goes wrong on purpose, as {@code vanish:VM,hang:HOST,fail-start:VM,crash:VM,disk-full:HOST,
 *       slow-shutdown:VM,ignore-shutdown:VM,lose:MS,unreachable:N}
 *   <li>{@code state}: a file that keeps the world, written after every change that was asked for, so that a bridge that was
 *       killed finds its VMs again
 * </ul>
 *
 * <p>Without a file a world lives as long as the driver: who connects again under the same name finds it as it was left.
 */
public final class SimulatedDriver implements HypervisorDriver {
    private final InstantSource clock;
    private final Map<ConnectionId, Kept> worlds = new ConcurrentHashMap<>();
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();

    /** A driver whose VMs change their states at that clock's times. */
    public SimulatedDriver(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public boolean opens(ConnectionUri.Kind kind) {
        return kind == ConnectionUri.Kind.SIMULATED;
    }

    @Override
    public Hypervisor open(ConnectionId connection, ConnectionUri uri, HypervisorListener listener) {
        Settings settings = Settings.of(uri);
        settings.faults().number(Faults.Kind.UNREACHABLE).ifPresent(failing -> {
            if (attempts.merge(connection + " " + uri.text(), 1, Integer::sum) <= failing) {
                throw Problems.unreachable(connection.text(), "no route to host (simulated fault)")
                        .toException();
            }
        });
        Kept kept = worlds.compute(
                connection,
                (id, before) -> before != null && before.uri().equals(uri.text())
                        ? before
                        : new Kept(uri.text(), world(id, uri, settings)));
        return SimulatedHypervisor.open(connection, kept.world(), listener);
    }

    private World world(ConnectionId connection, ConnectionUri uri, Settings settings) {
        WorldGenerator generator = new WorldGenerator(connection, uri.text(), settings);
        boolean kept =
                settings.state().map(StateFile::new).filter(StateFile::isThere).isPresent();
        if (!kept) {
            return new World(settings, clock, generator.hosts());
        }
        List<SimHost> hosts = generator.emptyHosts();
        settings.state().map(StateFile::new).ifPresent(file -> file.read(hosts));
        return new World(settings, clock, hosts);
    }

    private record Kept(String uri, World world) {}
}

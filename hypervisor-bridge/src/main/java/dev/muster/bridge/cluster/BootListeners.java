package dev.muster.bridge.cluster;

import dev.muster.bridge.inventory.Inventory;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.NetworkId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a boot controller listen in each network that has a cluster and is up, at the network's own address. Networks of other
 * machines are not reached from here: a bridge on that machine serves them.
 */
final class BootListeners implements AutoCloseable {
    /** The port of all of them; each has an address of its own. */
    static final int PORT = 8077;

    private static final Logger LOG = LoggerFactory.getLogger(BootListeners.class);
    /** An address comes up a moment after its network. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private static final Duration UNTIL_CHANGE = Duration.ofHours(1);

    private final Inventory inventory;
    private final Opener opener;
    private final Map<NetworkId, Open> open = new HashMap<>();
    private final Set<NetworkId> told = new HashSet<>();
    private Optional<Thread> thread = Optional.empty();
    /** An interrupt alone is not enough: a web server that is just being started takes it for itself. */
    private volatile boolean closed;

    /** Opens a listener. */
    @FunctionalInterface
    interface Opener {
        AutoCloseable open(NetworkId network, InetSocketAddress address);
    }

    private record Open(InetSocketAddress address, AutoCloseable server) {}

    BootListeners(Inventory inventory, Opener opener) {
        this.inventory = inventory;
        this.opener = opener;
    }

    void start() {
        thread = Optional.of(Thread.ofVirtual().name("muster-boot-listeners").start(this::follow));
    }

    /** What DHCP of a network tells its guests to boot. */
    static String bootFile(Network network) {
        return "http://" + address(network) + ":" + PORT + "/boot";
    }

    private static String address(Network network) {
        return network.addresses().replaceFirst("/.*", "");
    }

    private void follow() {
        try {
            while (!closed) {
                Map<NetworkId, InetSocketAddress> wanted = wanted(inventory.image());
                boolean all = apply(wanted);
                if (closed) {
                    return;
                }
                inventory.await(image -> !wanted(image).equals(wanted), all ? UNTIL_CHANGE : AGAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<NetworkId, InetSocketAddress> wanted(InventoryImage image) {
        Set<String> names = image.objects(Cluster.class).values().stream()
                .map(cluster -> cluster.spec().network())
                .collect(Collectors.toSet());
        if (names.isEmpty()) {
            return Map.of();
        }
        return image.networks().values().stream()
                .filter(network -> names.contains(network.name()) && BootNetworks.isServed(image, network))
                .collect(Collectors.toMap(Network::id, network -> new InetSocketAddress(address(network), PORT)));
    }

    /** Whether all listen that should. */
    private synchronized boolean apply(Map<NetworkId, InetSocketAddress> wanted) {
        open.entrySet().removeIf(one -> {
            boolean gone = !one.getValue().address().equals(wanted.get(one.getKey()));
            if (gone) {
                close(one.getValue());
            }
            return gone;
        });
        boolean all = true;
        for (Map.Entry<NetworkId, InetSocketAddress> one : wanted.entrySet()) {
            if (open.containsKey(one.getKey())) {
                continue;
            }
            try {
                open.put(one.getKey(), new Open(one.getValue(), opener.open(one.getKey(), one.getValue())));
                told.remove(one.getKey());
                LOG.info("the boot controller of network {} listens at {}", one.getKey(), one.getValue());
            } catch (RuntimeException e) {
                all = false;
                if (told.add(one.getKey())) {
                    LOG.warn(
                            "the boot controller of network {} cannot listen at {} yet",
                            one.getKey(),
                            one.getValue(),
                            e);
                }
            }
        }
        return all;
    }

    @Override
    public void close() {
        closed = true;
        thread.ifPresent(Thread::interrupt);
        try {
            if (thread.isPresent()) {
                thread.get().join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        apply(Map.of());
    }

    private static void close(Open open) {
        try {
            open.server().close();
        } catch (Exception e) {
            LOG.debug("closing {} did not go smoothly", open.address(), e);
        }
    }
}

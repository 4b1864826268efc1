package dev.muster.bridge.cluster;

import dev.muster.bridge.inventory.Lookup;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.Identifier;
import dev.muster.model.cluster.OutsideQuery;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.VmId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * VMs of which no function is known. The first request of each asks outside, once, and shows it in the console; the VM waits
 * meanwhile and asks again. The first answer counts, whoever gives it.
 */
final class Unknowns implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Unknowns.class);
    /** Refusals of who is asked about nowhere, and has no default. */
    private static final Duration REMEMBERED = Duration.ofSeconds(60);

    private final ClusterStore store;
    private final Lookup lookup;
    private final Pendings pendings;
    private final Outside outside;
    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();

    Unknowns(ClusterStore store, Lookup lookup, Pendings pendings, Outside outside) {
        this.store = store;
        this.lookup = lookup;
        this.pendings = pendings;
        this.outside = outside;
    }

    BootAnswer answer(BootRequest request, String vm) {
        if (pendings.asked(request, vm)) {
            asking.execute(() -> ask(request, vm));
        }
        return pendings.refusal(request.id())
                .<BootAnswer>map(BootAnswer.Refused::new)
                .orElseGet(() -> new BootAnswer.Wait("no function is known of this VM; somebody is being asked."));
    }

    /** A VM that waited has a function. */
    void known(Identifier id) {
        pendings.answered(id);
    }

    Pendings pendings() {
        return pendings;
    }

    private void ask(BootRequest request, String vm) {
        String network = Optional.ofNullable(lookup.image().networks().get(request.network()))
                .map(Network::name)
                .orElse("");
        List<Cluster> here = store.clusters().stream()
                .filter(cluster -> cluster.spec().network().equals(network))
                .toList();
        boolean anybody = false;
        Optional<String> refusal = Optional.empty();
        Duration remembered = REMEMBERED;
        for (Cluster cluster : here) {
            if (cluster.spec().outside().isEmpty()) {
                continue;
            }
            OutsideQuery where = cluster.spec().outside().get();
            anybody = true;
            remembered = Duration.ofSeconds(where.refusalSeconds());
            try {
                switch (outside.ask(where, cluster.id().text(), request, vm)) {
                    case Outside.Answer.Function(String function, boolean once)
                    when cluster.spec().function(function).isPresent() -> {
                        assign(request, vm, cluster, function, once, where.url());
                        return;
                    }
                    case Outside.Answer.Function(String function, boolean _) -> {
                        LOG.warn(
                                "{} answered the function {}, which cluster {} does not have",
                                where.url(),
                                function,
                                cluster.id());
                        refusal = Optional.of("the answer from outside names a function that does not exist.");
                    }
                    case Outside.Answer.Refusal(String reason) -> {
                        pendings.refused(request.id(), "refused from outside: " + reason, remembered);
                        return;
                    }
                }
            } catch (IOException e) {
                LOG.warn("{} was asked about {} and did not answer: {}", where.url(), request.id(), e.toString());
                refusal = Optional.of("nobody outside answers.");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        List<Cluster> defaults = here.stream()
                .filter(cluster -> !cluster.spec().defaultFunction().isEmpty())
                .toList();
        if (defaults.size() == 1) {
            Cluster cluster = defaults.getFirst();
            assign(request, vm, cluster, cluster.spec().defaultFunction(), false, "default function");
        } else if (anybody) {
            pendings.refused(request.id(), refusal.orElse("nobody outside answers."), remembered);
        }
    }

    private void assign(BootRequest request, String vm, Cluster cluster, String function, boolean once, String by) {
        if (store.find(request.id()).isPresent()) {
            return; // the operator was quicker
        }
        store.put(adopted(request.id(), request.mac(), request.network().host(), vm, cluster, function, once, by));
        pendings.answered(request.id());
    }

    /** An assignment of a VM that was not made for its cluster. */
    Assignment adopted(
            Identifier id,
            String mac,
            dev.muster.model.inventory.HostId host,
            String vm,
            Cluster cluster,
            String function,
            boolean once,
            String by) {
        return new Assignment(
                id,
                cluster.id(),
                function,
                new VmId(host, id.uuid()),
                vm.isEmpty() ? id.text() : vm,
                mac,
                Assignment.State.ACTIVE,
                once ? Optional.of(function) : Optional.empty(),
                "",
                false,
                false,
                List.of(store.change(function, by, "assigned")));
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}

package dev.muster.app.cluster;

import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.BootProfile;
import dev.muster.model.cluster.BootTrail;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.cluster.ClusterId;
import dev.muster.model.cluster.Identifier;
import dev.muster.model.cluster.PendingBoot;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.Vm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What the screen shows of one cluster.
 *
 * @param cluster the cluster
 * @param lanes its functions with their VMs, in the order they are described
 * @param unassigned VMs of its network that have no function
 */
record ClusterBoard(Cluster cluster, List<Lane> lanes, List<Card> unassigned) {
    ClusterBoard {
        lanes = List.copyOf(lanes);
        unassigned = List.copyOf(unassigned);
    }

    /**
     * One function.
     *
     * @param function the function
     * @param profile what it boots
     * @param cards its VMs
     */
    record Lane(ClusterFunction function, BootProfile profile, List<Card> cards) {
        Lane {
            cards = List.copyOf(cards);
        }

        String name() {
            return function.name();
        }
    }

    /**
     * One VM.
     *
     * @param id its identifier
     * @param name its name; its NIC's address where no host knows it
     * @param vm the VM, where a host shows it
     * @param assignment its function; empty where it never had one
     * @param pending its request; empty where it does not ask
     * @param last what it last did to boot
     */
    record Card(
            Identifier id,
            String name,
            Optional<Vm> vm,
            Optional<Assignment> assignment,
            Optional<PendingBoot> pending,
            Optional<BootTrail.Entry> last) {
        /** Its function; empty where it has none. */
        String function() {
            return assignment.filter(Card::isActive).map(Assignment::function).orElse("");
        }

        boolean isRestartToApply() {
            return assignment.filter(Assignment::isRestartToApply).isPresent();
        }

        /** Whether its boot ended with something that is missing or refused. */
        boolean isStopped() {
            return !function().isEmpty()
                    && last.filter(entry -> entry.kind() == BootTrail.Kind.STOPPED)
                            .isPresent();
        }

        /** The function of the next boot, where that is another for this once. */
        Optional<String> once() {
            return assignment.filter(Card::isActive).flatMap(Assignment::once);
        }

        private static boolean isActive(Assignment assignment) {
            return assignment.state() == Assignment.State.ACTIVE;
        }
    }

    /** That cluster in the image; empty where there is none. */
    static Optional<ClusterBoard> of(InventoryImage image, ClusterId id) {
        return image.object(Cluster.class, id).map(cluster -> of(image, cluster));
    }

    private static ClusterBoard of(InventoryImage image, Cluster cluster) {
        Collection<Assignment> all = image.objects(Assignment.class).values();
        List<Assignment> members =
                all.stream().filter(one -> one.cluster().equals(cluster.id())).toList();
        Set<UUID> wanted = new HashSet<>();
        members.forEach(one -> wanted.add(one.id().uuid()));
        image.objects(PendingBoot.class)
                .values()
                .forEach(one -> wanted.add(one.id().uuid()));
        Map<UUID, Vm> vms = new HashMap<>();
        image.vms().forEach((vm, value) -> {
            if (wanted.contains(vm.uuid())) {
                vms.put(vm.uuid(), value);
            }
        });
        List<Lane> lanes = cluster.spec().functions().stream()
                .map(function -> new Lane(
                        function,
                        cluster.spec().profileOf(function),
                        members.stream()
                                .filter(one -> one.state() == Assignment.State.ACTIVE
                                        && one.function().equals(function.name()))
                                .map(one -> card(image, vms, one))
                                .toList()))
                .toList();
        return new ClusterBoard(cluster, lanes, unassigned(image, vms, cluster, members));
    }

    private static List<Card> unassigned(
            InventoryImage image, Map<UUID, Vm> vms, Cluster cluster, List<Assignment> members) {
        List<Card> cards = new ArrayList<>();
        Set<Identifier> asking = new HashSet<>();
        for (PendingBoot pending : image.objects(PendingBoot.class).values()) {
            Optional<String> network =
                    Optional.ofNullable(image.networks().get(pending.network())).map(Network::name);
            if (network.filter(name -> !name.equals(cluster.spec().network())).isEmpty()) {
                asking.add(pending.id());
                cards.add(new Card(
                        pending.id(),
                        pending.vm().isEmpty() ? pending.mac() : pending.vm(),
                        Optional.ofNullable(vms.get(pending.id().uuid())),
                        Optional.empty(),
                        Optional.of(pending),
                        last(image, pending.id())));
            }
        }
        members.stream()
                .filter(one -> one.state() == Assignment.State.REVOKED && !asking.contains(one.id()))
                .map(one -> card(image, vms, one))
                .forEach(cards::add);
        return cards;
    }

    private static Card card(InventoryImage image, Map<UUID, Vm> vms, Assignment assignment) {
        return new Card(
                assignment.id(),
                assignment.name(),
                image.vm(assignment.vm())
                        .or(() -> Optional.ofNullable(vms.get(assignment.id().uuid()))),
                Optional.of(assignment),
                Optional.empty(),
                last(image, assignment.id()));
    }

    private static Optional<BootTrail.Entry> last(InventoryImage image, Identifier id) {
        return image.object(BootTrail.class, id)
                .filter(trail -> !trail.entries().isEmpty())
                .map(trail -> trail.entries().getLast());
    }

    /** The VM of that identifier, wherever it is shown. */
    Optional<Card> card(Identifier id) {
        return lanes.stream()
                .flatMap(lane -> lane.cards().stream())
                .filter(card -> card.id().equals(id))
                .findFirst()
                .or(() ->
                        unassigned.stream().filter(card -> card.id().equals(id)).findFirst());
    }

    /** The function {@code by} lanes beside that of the VM; one without a function comes before the first. */
    Optional<String> beside(Card card, int by) {
        List<String> names = lanes.stream().map(Lane::name).toList();
        int at = names.indexOf(card.function()) + by;
        return at >= 0 && at < names.size() ? Optional.of(names.get(at)) : Optional.empty();
    }
}

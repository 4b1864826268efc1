package dev.muster.bridge.cli;

import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterId;
import dev.muster.model.cluster.Identifier;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import java.util.Optional;

/** Finds what the verbs of clusters name. */
final class Clusters {
    private Clusters() {}

    /** {@code CLUSTER_NOT_FOUND} */
    static Cluster require(CtlSession session, String name) {
        return session.inventory()
                .object(Cluster.class, ClusterId.of(name))
                .orElseThrow(() -> Problem.of(
                                ErrorCode.CLUSTER_NOT_FOUND,
                                "There is no cluster \"" + name + "\".",
                                "Nothing was changed.",
                                "List the clusters to see what is there.")
                        .toException());
    }

    /** The identifier of a VM, given as such or by the VM's name. */
    static Identifier identifier(CtlSession session, String vm) {
        if (vm.matches("[0-9a-fA-F-]{36}")) {
            return Identifier.of(vm);
        }
        Optional<Identifier> assigned = session.inventory().objects(Assignment.class).values().stream()
                .filter(one ->
                        one.state() == Assignment.State.ACTIVE && one.name().equals(vm))
                .map(Assignment::id)
                .findFirst();
        return assigned.orElseGet(() -> {
            Vm found = new Names(session.inventory()).vm(vm);
            return new Identifier(found.id().uuid());
        });
    }
}

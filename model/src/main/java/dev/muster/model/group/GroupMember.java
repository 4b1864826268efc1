package dev.muster.model.group;

import dev.muster.model.cluster.ClusterId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmFunction;
import dev.muster.model.inventory.VmId;

/** Which VMs belong to a group. Who that is, is found out anew at each capture. */
public sealed interface GroupMember {
    /** Whether that VM belongs to it. */
    boolean has(Vm vm);

    /** In words, such as {@code tag:shop}. */
    String text();

    /** One VM. */
    record OfVm(VmId vm) implements GroupMember {
        @Override
        public boolean has(Vm one) {
            return one.id().equals(vm);
        }

        @Override
        public String text() {
            return "vm:" + vm.text();
        }
    }

    /** The VMs that carry a tag. */
    record OfTag(String tag) implements GroupMember {
        public OfTag {
            if (tag.isBlank() || tag.length() > 64) {
                throw Refusals.refused("\"" + tag + "\" cannot be a tag.", "Name a tag of up to 64 letters.");
            }
        }

        @Override
        public boolean has(Vm one) {
            return one.tags().stream().anyMatch(tag::equalsIgnoreCase);
        }

        @Override
        public String text() {
            return "tag:" + tag;
        }
    }

    /**
     * The VMs of a function of a cluster.
     *
     * @param cluster the cluster
     * @param function its function; empty for all of the cluster
     */
    record OfFunction(ClusterId cluster, String function) implements GroupMember {
        @Override
        public boolean has(Vm one) {
            return one.tags().contains("cluster:" + cluster)
                    && (function.isEmpty() || VmFunction.of(one).equalsIgnoreCase(function));
        }

        @Override
        public String text() {
            return "function:" + cluster + (function.isEmpty() ? "" : "/" + function);
        }
    }
}

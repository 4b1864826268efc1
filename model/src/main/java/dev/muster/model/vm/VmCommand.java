package dev.muster.model.vm;

import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be done with VMs. */
public sealed interface VmCommand extends Command {
    @Override
    default Role requires() {
        return Role.OPERATOR;
    }

    /**
     * Makes a VM. Below administrator, every path must lie in an active pool of the host.
     *
     * @param host where
     * @param spec what
     * @param start whether to start it at once
     */
    record Create(HostId host, VmSpec spec, boolean start) implements VmCommand {
        @Override
        public String subject() {
            return host.text() + "/" + spec.name();
        }
    }

    /**
     * Makes a VM from raw domain XML, which can name any file or device of the host: administrators only.
     *
     * @param host where
     * @param xml the domain XML
     * @param start whether to start it at once
     */
    record Define(HostId host, String xml, boolean start) implements VmCommand {
        @Override
        public Role requires() {
            return Role.ADMINISTRATOR;
        }

        @Override
        public String subject() {
            return host.text();
        }
    }

    /**
     * Does the same with the power of many VMs, as one job with a step for each; one that fails does not stop the others.
     *
     * @param action what to do
     * @param vms with which; at least one, none twice
     */
    record Power(PowerAction action, List<VmId> vms) implements VmCommand {
        public Power {
            vms = requireSome(vms);
        }

        @Override
        public String subject() {
            return vms.stream().map(VmId::text).collect(Collectors.joining(" "));
        }
    }

    /**
     * Changes a VM's definition.
     *
     * @param vm which one
     * @param changes what
     * @param definition the digest of the definition the change was made against; empty to change whatever is there
     */
    record Edit(VmId vm, VmChanges changes, Optional<String> definition) implements VmCommand {
        @Override
        public String subject() {
            return vm.text();
        }
    }

    /**
     * Replaces a VM's definition by raw XML: administrators only.
     *
     * @param vm which one; name and UUID in the XML must be its own
     * @param xml the domain XML
     * @param definition the digest of the definition the XML was made from; empty to replace whatever is there
     */
    record Redefine(VmId vm, String xml, Optional<String> definition) implements VmCommand {
        @Override
        public Role requires() {
            return Role.ADMINISTRATOR;
        }

        @Override
        public String subject() {
            return vm.text();
        }
    }

    /**
     * Deletes VMs with exactly the files named.
     *
     * @param deletions which VMs with which files; at least one, no VM twice
     */
    record Delete(List<Deletion> deletions) implements VmCommand {
        public Delete {
            deletions = List.copyOf(deletions);
            requireSome(deletions.stream().map(Deletion::vm).toList());
        }

        @Override
        public String subject() {
            return deletions.stream().map(deletion -> deletion.vm().text()).collect(Collectors.joining(" "));
        }
    }

    /**
     * One VM to delete. A running one is forced off first.
     *
     * @param vm which one
     * @param files absolute paths of the files to go with it, each from its {@link DeletionPlan}; a file that is not in
     *     the plan any more makes the bridge refuse ({@code VM_FILES_CHANGED})
     */
    record Deletion(VmId vm, List<String> files) {
        public Deletion {
            files = List.copyOf(files);
        }
    }

    private static List<VmId> requireSome(List<VmId> vms) {
        if (vms.isEmpty() || new HashSet<>(vms).size() != vms.size()) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "At least one VM must be named, and none twice.",
                            "Nothing was changed.",
                            "Name the VMs.")
                    .toException();
        }
        return List.copyOf(vms);
    }
}

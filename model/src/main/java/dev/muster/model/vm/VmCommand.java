package dev.muster.model.vm;

import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
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
     * @param xml the domain XML it is made with instead of what follows from {@code spec}; as raw XML can name any file or
     *     device of the host, administrators only; empty for what follows
     */
    record Create(HostId host, VmSpec spec, boolean start, String xml) implements VmCommand {
        /** With what follows from {@code spec}. */
        public Create(HostId host, VmSpec spec, boolean start) {
            this(host, spec, start, "");
        }

        @Override
        public Role requires() {
            return xml.isEmpty() ? Role.OPERATOR : Role.ADMINISTRATOR;
        }

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
        @Override
        public boolean destroys() {
            return action == PowerAction.FORCE_OFF || action == PowerAction.SHUT_DOWN || action == PowerAction.REBOOT;
        }

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
     * Changes a VM's hardware: its definition first, then, of what can be changed while it runs, the VM that runs. Below
     * administrator, every path must lie in an active pool of the host, and interfaces go into libvirt's networks only.
     *
     * @param vm which one
     * @param changes what; at least one, none about the same thing as another
     * @param definition the digest of the definition the changes were made against; empty to change whatever is there
     */
    record ChangeHardware(VmId vm, List<HardwareChange> changes, Optional<String> definition) implements VmCommand {
        public ChangeHardware {
            changes = List.copyOf(changes);
            HashSet<String> about = new HashSet<>();
            for (HardwareChange change : changes) {
                boolean adds = change.about().startsWith("new ") && !(change instanceof HardwareChange.AddDisk);
                if (!about.add(change.about()) && !adds) {
                    throw Problem.of(
                                    ErrorCode.USAGE_INVALID,
                                    "Two changes are about the same thing: " + change.about() + ".",
                                    "The VM was not changed.",
                                    "Make them one after the other.")
                            .toException();
                }
            }
            if (changes.isEmpty()) {
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "There is nothing to change.",
                                "The VM was not changed.",
                                "Name at least one change.")
                        .toException();
            }
        }

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
        @Override
        public boolean destroys() {
            return true;
        }

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

    /**
     * Gives a VM that is off another name. Its UUID, its files and their names stay.
     *
     * @param vm which one
     * @param name 1 to 255 characters without {@code /}, line ends or blanks around it
     */
    record Rename(VmId vm, String name) implements VmCommand {
        public Rename {
            VmName.require(name);
        }

        @Override
        public String subject() {
            return vm.text();
        }
    }

    /**
     * Writes the memory of VMs to their hosts' disks and stops them; each goes on from there when it is started next.
     *
     * @param vms which ones; at least one, none twice
     */
    record Save(List<VmId> vms) implements VmCommand {
        public Save {
            vms = requireSome(vms);
        }

        @Override
        public String subject() {
            return vms.stream().map(VmId::text).collect(Collectors.joining(" "));
        }
    }

    /**
     * Throws saved memory away: the VMs start afresh, as if their plug had been pulled when they were saved.
     *
     * @param vms which ones; at least one, none twice
     */
    record DiscardSave(List<VmId> vms) implements VmCommand {
        @Override
        public boolean destroys() {
            return true;
        }

        public DiscardSave {
            vms = requireSome(vms);
        }

        @Override
        public String subject() {
            return vms.stream().map(VmId::text).collect(Collectors.joining(" "));
        }
    }

    /**
     * Changes what people noted about VMs, at once, whether they run or not. Nothing else of their definitions changes.
     *
     * @param vms which ones; at least one, none twice
     * @param add tags they shall have; each one line of 1 to 64 characters without blanks around it
     * @param remove tags they shall not have; none that is added too
     * @param note the text they shall have as their description, at most 8192 characters; the empty text takes it away
     */
    record Annotate(List<VmId> vms, SortedSet<String> add, SortedSet<String> remove, Optional<String> note)
            implements VmCommand {
        private static final int LONGEST = 8192;

        public Annotate {
            vms = requireSome(vms);
            add = Collections.unmodifiableSortedSet(new TreeSet<>(add));
            remove = Collections.unmodifiableSortedSet(new TreeSet<>(remove));
            add.forEach(DomainEdit::requireTag);
            String why = !Collections.disjoint(add, remove)
                    ? "A tag cannot be added and removed at once."
                    : add.isEmpty() && remove.isEmpty() && note.isEmpty()
                            ? "There is no tag to add or remove, and no note."
                            : note.filter(Annotate::unfit).isPresent()
                                    ? "A note has at most 8192 characters, and none that XML forbids."
                                    : "";
            if (!why.isEmpty()) {
                throw Problem.of(ErrorCode.USAGE_INVALID, why, "No VM was changed.", "Correct it and try again.")
                        .toException();
            }
        }

        private static boolean unfit(String text) {
            return text.length() > LONGEST
                    || text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t');
        }

        @Override
        public String subject() {
            return vms.stream().map(VmId::text).collect(Collectors.joining(" "));
        }
    }

    /**
     * Makes a VM like another one, with copies of its disks.
     *
     * @param vm which one; it must be off
     * @param name the new one's name, as in {@link Rename}
     * @param disks what becomes of which disk; those not named have the fate of the {@link ClonePlan}
     */
    record Clone(VmId vm, String name, List<CloneChoice> disks) implements VmCommand {
        public Clone {
            VmName.require(name);
            disks = List.copyOf(disks);
            if (disks.stream().map(CloneChoice::target).distinct().count() != disks.size()) {
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "A disk is named twice.",
                                "No VM was made.",
                                "Say once what becomes of each disk.")
                        .toException();
            }
        }

        @Override
        public String subject() {
            return vm.text();
        }
    }

    /**
     * What becomes of one disk in a clone.
     *
     * @param target such as {@code vda}
     * @param fate one of those the {@link ClonePlan} has for it
     * @param copy the name of the copy in the pool of the original; empty for that of the plan
     */
    record CloneChoice(String target, ClonePlan.Fate fate, String copy) {
        public CloneChoice {
            if (copy.indexOf('/') >= 0 || copy.equals(".") || copy.equals("..") || copy.length() > 255) {
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "\"" + copy + "\" is not the name of a volume.",
                                "No VM was made.",
                                "Give a name without \"/\" of at most 255 characters.")
                        .toException();
            }
        }
    }

    /**
     * Moves a VM to another host, while it runs or when it is off. It is never at two places: until it runs at the target, it
     * goes on at the source.
     *
     * @param vm which one
     * @param to the host it is to go to
     * @param options how
     */
    record Migrate(VmId vm, HostId to, MigrationOptions options) implements VmCommand {
        /** Who names an address says where the guest's memory is sent. */
        @Override
        public Role requires() {
            return options.address().isEmpty() ? Role.OPERATOR : Role.ADMINISTRATOR;
        }

        @Override
        public String subject() {
            return vm.text();
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

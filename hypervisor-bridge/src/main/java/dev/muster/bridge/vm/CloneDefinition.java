package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.FirmwareFiles;
import dev.muster.bridge.inventory.HostPaths;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.Reach;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.Volume;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.vm.ClonePlan;
import dev.muster.model.vm.ClonePlan.CloneDisk;
import dev.muster.model.vm.ClonePlan.Fate;
import dev.muster.model.vm.DomainClone;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.LifeRules;
import dev.muster.model.vm.VmCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Makes a VM like another one: copies of its disks, then its definition. Cancelled, all of it is taken back; what a
 * kill cut off is begun anew. */
final class CloneDefinition implements JobDefinition<VmCommand.Clone> {
    private static final String COPY = "copy.";
    private static final String LEFT_OUT = "leftOut";
    private static final String VARIABLES_BEGUN = "variablesBegun";

    private final Lookup lookup;
    private final VmLocks locks;
    private final Definitions definitions;
    private final Minting minting;
    private final ClonePlanner planner;
    private final DiskCopies copies;

    CloneDefinition(Lookup lookup, VmLocks locks, Definitions definitions, Minting minting) {
        this.lookup = lookup;
        this.locks = locks;
        this.definitions = definitions;
        this.minting = minting;
        this.planner = new ClonePlanner(lookup);
        this.copies = new DiskCopies(lookup, definitions.limits(), definitions.files());
    }

    @Override
    public Class<VmCommand.Clone> command() {
        return VmCommand.Clone.class;
    }

    @Override
    public Prepared prepare(VmCommand.Clone command, Principal by) {
        Vm vm = lookup.vm(command.vm());
        lookup.connected(vm.id().host());
        locks.requireFree(vm.id());
        ClonePlan plan = planner.plan(vm.id(), command.name());
        plan.refusal().ifPresent(why -> {
            throw why.toException();
        });
        Hypervisor hypervisor = lookup.hypervisor(vm.id().host());
        String xml = hypervisor.vms().xml(vm.id(), false);
        DomainDocument document = new FirmwareFiles(lookup).named(vm.id(), DomainDocument.parse(xml));
        VmId id = new VmId(vm.id().host(), minting.uuid());
        definitions.requireFree(id.host(), command.name(), id);
        Map<String, String> facts = new HashMap<>(Map.of(
                "name", vm.name(),
                "uuid", id.uuid().toString(),
                "macs", String.join(" ", minting.macs(document.nics().size())),
                "definition", DomainDocument.digest(xml)));
        command.disks().forEach(choice -> requireDisk(plan, choice.target()));
        Set<String> leftOut = new HashSet<>();
        Set<VolumeId> made = new HashSet<>();
        for (CloneDisk disk : plan.disks()) {
            VmCommand.CloneChoice choice = choice(command, disk);
            switch (choice.fate()) {
                case SHARE -> {}
                case LEAVE_OUT -> leftOut.add(disk.target());
                case COPY -> {
                    Volume source = source(vm, document, disk, by);
                    VolumeId copy = new VolumeId(source.id().pool(), choice.copy());
                    requireAbsent(copy, made);
                    facts.put(COPY + disk.target(), source.id().text() + "\n" + copy.name());
                }
            }
        }
        if (!Reach.of(by).anyPath()) {
            facts.put(HostPaths.WITHIN_POOLS, "true");
        }
        facts.put(LEFT_OUT, String.join("\n", leftOut));
        if (document.root().child("os", "nvram", "source").isPresent()) {
            throw refused(
                    "Its firmware variables lie in a source of their own, which is not copied.",
                    "Give the VM firmware variables in a plain file first.");
        }
        DomainClone.firmwareVariables(document, command.name()).ifPresent(to -> {
            requireNoVariables(id, to);
            facts.put("variables", document.firmwareVariables());
            facts.put("variablesCopy", to);
        });
        return new Prepared("Clone " + vm.name() + " as " + command.name(), facts);
    }

    private static VmCommand.CloneChoice choice(VmCommand.Clone command, CloneDisk disk) {
        VmCommand.CloneChoice asked = command.disks().stream()
                .filter(one -> one.target().equals(disk.target()))
                .findFirst()
                .orElseGet(() -> new VmCommand.CloneChoice(disk.target(), disk.fate(), ""));
        if (!disk.possible().contains(asked.fate())) {
            throw refused(
                    "The disk " + disk.target() + " cannot be "
                            + switch (asked.fate()) {
                                case COPY -> "copied";
                                case SHARE -> "shared: both VMs would write to it";
                                case LEAVE_OUT -> "left out";
                            }
                            + "."
                            + (disk.why().isEmpty() ? "" : " " + disk.why()),
                    "Choose for it one of: " + words(disk.possible()) + ".");
        }
        return asked.copy().isBlank() ? new VmCommand.CloneChoice(disk.target(), asked.fate(), disk.copy()) : asked;
    }

    private static String words(List<Fate> fates) {
        return String.join(
                ", ",
                fates.stream()
                        .map(fate -> switch (fate) {
                            case COPY -> "copy";
                            case SHARE -> "share";
                            case LEAVE_OUT -> "leave out";
                        })
                        .toList());
    }

    private static void requireDisk(ClonePlan plan, String target) {
        if (plan.disk(target).isEmpty()) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            plan.source() + " has no disk " + target + ".",
                            "No VM was made.",
                            "Look at its disks again.")
                    .toException();
        }
    }

    /** An operator's copies must not bring in, by way of what lies below an image, what lies outside the pools. */
    private Volume source(Vm vm, DomainDocument document, CloneDisk disk, Principal by) {
        Volume source = document.disks().stream()
                .filter(one -> one.target().equals(disk.target()))
                .flatMap(one -> planner.volume(vm.id().host(), one).stream())
                .findFirst()
                .orElseThrow(
                        () -> refused("The disk " + disk.target() + " lies in no pool that is up.", "Leave it out."));
        if (!Reach.of(by).anyPath()) {
            new HostPaths(lookup).requireWithinPools(source);
        }
        return source;
    }

    private void requireAbsent(VolumeId copy, Set<VolumeId> made) {
        if (lookup.image().volumes().containsKey(copy) || !made.add(copy)) {
            throw Problem.of(
                            ErrorCode.VOLUME_EXISTS,
                            "The pool has a volume \"" + copy.name() + "\" already.",
                            "It stays as it is; no VM was made.",
                            "Give the copy another name.")
                    .toException();
        }
    }

    private static MusterException refused(String what, String remedy) {
        return Problem.of(ErrorCode.CLONE_REFUSED, what, "No VM was made.", remedy)
                .toException();
    }

    @Override
    public Claim claim(JobId job, VmCommand.Clone command, Map<String, String> facts) {
        return locks.claimAll(
                job,
                List.of(command.vm(), id(command, facts)),
                "Clone " + facts.getOrDefault("name", "") + " as " + command.name(),
                VmLocks.Manner.EXCLUSIVE);
    }

    private static VmId id(VmCommand.Clone command, Map<String, String> facts) {
        return new VmId(command.vm().host(), UUID.fromString(facts.getOrDefault("uuid", "")));
    }

    private record DiskCopy(VolumeId source, VolumeId copy) {
        static DiskCopy of(String fact) {
            String[] parts = fact.split("\n", 2);
            VolumeId source = VolumeId.of(parts[0]);
            return new DiskCopy(source, new VolumeId(source.pool(), parts[1]));
        }
    }

    private static Map<String, DiskCopy> copied(Map<String, String> facts) {
        Map<String, DiskCopy> copied = new TreeMap<>();
        facts.forEach((key, value) -> {
            if (key.startsWith(COPY)) {
                copied.put(key.substring(COPY.length()), DiskCopy.of(value));
            }
        });
        return copied;
    }

    @Override
    public List<StepDefinition> steps(VmCommand.Clone command, Map<String, String> facts) {
        VmId id = id(command, facts);
        List<StepDefinition> steps = new ArrayList<>();
        copied(facts)
                .forEach((target, disk) -> steps.add(copies.step(target, disk.source(), disk.copy(), behind(steps))));
        if (facts.containsKey("variables")) {
            String to = facts.getOrDefault("variablesCopy", "");
            steps.add(new StepDefinition(
                    "variables",
                    "Copy the firmware variables",
                    command.vm().text(),
                    behind(steps),
                    context -> copyVariables(id, facts.getOrDefault("variables", ""), to, context),
                    context -> {
                        if (context.fact(VARIABLES_BEGUN).isPresent()) {
                            lookup.hypervisor(id.host()).files().delete(id.host(), to);
                        }
                    }));
        }
        steps.add(
                definitions.define(id, command.name(), command.name(), context -> xml(command, facts), behind(steps)));
        return steps;
    }

    private static List<Integer> behind(List<StepDefinition> steps) {
        return steps.isEmpty() ? List.of() : List.of(steps.size() - 1);
    }

    /** What lies there is another VM's, or was: it must be neither used nor deleted with the clone. */
    private void requireNoVariables(VmId id, String to) {
        if (lookup.hypervisor(id.host())
                .files()
                .size(id.host(), to)
                .filter(size -> size >= 0)
                .isPresent()) {
            throw Problem.of(
                            ErrorCode.VOLUME_EXISTS,
                            "There are firmware variables " + to + " already.",
                            "They stay as they are; no VM was made.",
                            "Give the clone another name, or move that file away.")
                    .toException();
        }
    }

    private void copyVariables(VmId id, String from, String to, StepContext context) {
        Hypervisor hypervisor = lookup.hypervisor(id.host());
        boolean again = context.fact(VARIABLES_BEGUN).isPresent();
        if (hypervisor.files().size(id.host(), from).filter(size -> size >= 0).isEmpty()) {
            context.log(
                    LogLine.Level.INFO,
                    "The firmware variables are not there yet or out of reach; the clone starts with fresh ones");
            return;
        }
        if (again) {
            hypervisor.files().delete(id.host(), to);
        } else {
            requireNoVariables(id, to);
        }
        context.putFact(VARIABLES_BEGUN, to);
        hypervisor.files().copy(id.host(), from, to);
    }

    /** Read with its secrets, so not before it is needed and never kept. */
    private String xml(VmCommand.Clone command, Map<String, String> facts) {
        Hypervisor hypervisor = lookup.hypervisor(command.vm().host());
        LifeWords.refusal(LifeRules.CLONE, hypervisor.vms().get(command.vm())).ifPresent(why -> {
            throw why;
        });
        String now = DomainDocument.digest(hypervisor.vms().xml(command.vm(), false));
        if (!now.equals(facts.getOrDefault("definition", ""))) {
            throw Problem.of(
                            ErrorCode.VM_CHANGED,
                            "Somebody changed the definition of " + facts.getOrDefault("name", "")
                                    + " while its disks were copied.",
                            "No VM was made.",
                            "Clone it again.")
                    .toException();
        }
        DomainDocument source = new FirmwareFiles(lookup)
                .named(command.vm(), DomainDocument.parse(hypervisor.vms().xmlWithSecrets(command.vm())));
        Map<String, String> places = new HashMap<>();
        copied(facts).forEach((target, disk) -> places.put(target, place(source, target, disk.copy())));
        String macs = facts.getOrDefault("macs", "");
        return DomainClone.of(
                source,
                new DomainClone.Ground(
                        command.name(),
                        id(command, facts).uuid(),
                        macs.isEmpty() ? List.of() : Arrays.asList(macs.split(" ")),
                        places,
                        Set.of(facts.getOrDefault(LEFT_OUT, "").split("\n"))));
    }

    /** Where the XML names pool and volume, the volume's name; else its path. */
    private String place(DomainDocument source, String target, VolumeId copy) {
        boolean named = source.disks().stream()
                .anyMatch(disk -> disk.target().equals(target) && !disk.source().startsWith("/"));
        return named
                ? copy.name()
                : Optional.ofNullable(lookup.image().volumes().get(copy))
                        .map(Volume::path)
                        .orElseThrow(() -> Problem.of(
                                        ErrorCode.VOLUME_NOT_FOUND,
                                        "The copy " + copy.name() + " is not there any more.",
                                        "No VM was made.",
                                        "Clone the VM again.")
                                .toException());
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public OnFailure onFailure() {
        return OnFailure.UNDO;
    }
}

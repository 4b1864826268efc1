package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.FileClaims;
import dev.muster.bridge.inventory.HostPaths;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.Reach;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.bridge.json.Json;
import dev.muster.model.access.Principal;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.HardwareChange;
import dev.muster.model.vm.HardwareEdit;
import dev.muster.model.vm.HardwarePlan;
import dev.muster.model.vm.VmCommand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Changes hardware: the definition in one step, then a step for each change that can be made in the VM that runs. A guest that
 * keeps a device fails that step only; the definition is changed all the same, so it is gone at the next start.
 */
final class HardwareDefinition implements JobDefinition<VmCommand.ChangeHardware> {
    /** The changes with the names of new devices: those must be the same after a restart. */
    private static final String CHANGES = "changes";

    private static final String LIVE = "live";
    private static final String NAME = "name";
    private static final String DEFINITION = "definition";

    /** Put before the definition is replaced: after a restart another digest then means that it was. */
    private static final String BEGUN = "hardwareBegun";

    private static final String DISK_BEGUN = "hardwareDisk";

    private final Lookup lookup;
    private final VmLocks locks;
    private final Minting minting;
    private final FileClaims files;
    private final HardwareChecks checks;
    private final LiveWork live;

    HardwareDefinition(Lookup lookup, VmLocks locks, VmLimits limits, Minting minting, FileClaims files) {
        this.lookup = lookup;
        this.locks = locks;
        this.minting = minting;
        this.files = files;
        this.checks = new HardwareChecks(lookup);
        this.live = new LiveWork(lookup, limits);
    }

    @Override
    public Class<VmCommand.ChangeHardware> command() {
        return VmCommand.ChangeHardware.class;
    }

    @Override
    public Prepared prepare(VmCommand.ChangeHardware command, Principal by) {
        Vm known = lookup.vm(command.vm());
        locks.refusal(known.id(), VmLocks.Manner.EXCLUSIVE).ifPresent(busy -> {
            throw busy;
        });
        Redefining.requirePersistent(known);
        Hypervisor hypervisor = lookup.hypervisor(known.id().host());
        Vm vm = hypervisor.vms().get(known.id());
        String config = hypervisor.vms().xml(vm.id(), false);
        Redefining.requireUnchanged(vm.name(), config, command.definition());
        checks.require(vm, DomainDocument.parse(config), command.changes(), by);
        HardwarePlan plan = plan(hypervisor, vm, config, command.changes(), minting);
        VmCommand.ChangeHardware named = new VmCommand.ChangeHardware(vm.id(), plan.changes(), command.definition());
        String now = plan.planned().stream()
                .filter(one -> one.effect().now() && one.effect() != HardwarePlan.Effect.ALREADY)
                .map(one -> String.valueOf(plan.planned().indexOf(one)))
                .collect(Collectors.joining(" "));
        return new Prepared(
                "Change the hardware of " + vm.name(),
                Map.of(
                        NAME,
                        vm.name(),
                        CHANGES,
                        Json.write(named),
                        LIVE,
                        now,
                        DEFINITION,
                        plan.definition(),
                        HostPaths.WITHIN_POOLS,
                        Reach.of(by).anyPath() ? "" : "true"));
    }

    /** What would come of changes. */
    static HardwarePlan plan(
            Hypervisor hypervisor, Vm vm, String config, List<HardwareChange> changes, Minting minting) {
        Optional<DomainDocument> running = vm.state().isActive()
                ? Optional.of(DomainDocument.parse(hypervisor.vms().xml(vm.id(), true)))
                : Optional.empty();
        return HardwarePlan.of(
                DomainDocument.parse(config),
                running,
                vm.state(),
                vm.savedState(),
                changes,
                minting.macs(changes.size()));
    }

    @Override
    public Claim claim(JobId job, VmCommand.ChangeHardware command, Map<String, String> facts) {
        return locks.claimAll(job, List.of(command.vm()), work(facts), VmLocks.Manner.EXCLUSIVE);
    }

    @Override
    public List<StepDefinition> steps(VmCommand.ChangeHardware command, Map<String, String> facts) {
        List<HardwareChange> changes = Json.read(facts.getOrDefault(CHANGES, ""), VmCommand.ChangeHardware.class)
                .changes();
        VmId vm = command.vm();
        String name = facts.getOrDefault(NAME, "");
        List<StepDefinition> steps = new ArrayList<>();
        steps.add(new StepDefinition(
                "define",
                "Change the definition of " + name,
                vm.text(),
                List.of(),
                context -> held(context, vm, facts, changes, () -> define(vm, changes, facts, context)),
                StepDefinition.NOTHING));
        for (String index : facts.getOrDefault(LIVE, "").split(" ")) {
            if (!index.isEmpty()) {
                HardwareChange change = changes.get(Integer.parseInt(index));
                steps.add(new StepDefinition(
                        "live/" + index,
                        HardwareWords.text(change) + " now",
                        vm.text(),
                        List.of(0),
                        context ->
                                held(context, vm, facts, List.of(change), () -> live.make(vm, name, change, context)),
                        StepDefinition.NOTHING));
            }
        }
        return steps;
    }

    private static String work(Map<String, String> facts) {
        return "Change the hardware of " + facts.getOrDefault(NAME, "");
    }

    /** Work of a step. */
    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    private void held(StepContext context, VmId vm, Map<String, String> facts, List<HardwareChange> changes, Work work)
            throws InterruptedException {
        try (VmLocks.Hold _ = locks.hold(context.job(), vm, work(facts), VmLocks.Manner.EXCLUSIVE);
                FileClaims.Hold _ = files.hold(context.job(), keys(vm, changes), work(facts))) {
            if (!facts.getOrDefault(HostPaths.WITHIN_POOLS, "").isEmpty()) {
                checks.requireChains(vm.host(), changes);
            }
            work.run();
        }
    }

    /** What the images are held by that a VM gets. */
    private Set<String> keys(VmId vm, List<HardwareChange> changes) {
        Set<String> keys = new HashSet<>();
        for (HardwareChange change : changes) {
            HardwareChecks.image(change).ifPresent(path -> keys.addAll(FileClaims.keys(lookup, vm.host(), path)));
        }
        return keys;
    }

    private void define(VmId vm, List<HardwareChange> changes, Map<String, String> facts, StepContext context) {
        Hypervisor hypervisor = lookup.hypervisor(vm.host());
        String name = facts.getOrDefault(NAME, "");
        String xml = hypervisor.vms().xml(vm, false);
        String digest = DomainDocument.digest(xml);
        if (context.fact(BEGUN).filter(before -> !before.equals(digest)).isPresent()) {
            context.log(LogLine.Level.INFO, "the definition was changed before the restart");
            return;
        }
        Redefining.requireUnchanged(name, xml, Optional.of(facts.getOrDefault(DEFINITION, "")));
        try {
            makeDisks(hypervisor, vm, changes, context);
            DomainDocument wanted =
                    HardwareEdit.apply(DomainDocument.parse(hypervisor.vms().xmlWithSecrets(vm)), changes);
            context.putFact(BEGUN, digest);
            hypervisor.vms().define(vm.host(), wanted.xml());
        } catch (MusterException e) {
            takeDisksBack(hypervisor, vm, changes, digest, context);
            throw e;
        }
    }

    private void makeDisks(Hypervisor hypervisor, VmId vm, List<HardwareChange> changes, StepContext context) {
        for (HardwareChange.AddDisk disk : newDisks(changes)) {
            String fact = DISK_BEGUN + disk.target().orElse("");
            if (context.fact(fact).isEmpty()) {
                checks.requireNoFile(vm.host(), disk.path());
                context.putFact(fact, disk.path());
            }
            hypervisor.files().createImage(vm.host(), disk.path(), disk.newBytes(), disk.format());
        }
    }

    /** The images made for a definition that did not come to be; one that did after all keeps them. */
    private static void takeDisksBack(
            Hypervisor hypervisor, VmId vm, List<HardwareChange> changes, String digest, StepContext context) {
        try {
            if (!DomainDocument.digest(hypervisor.vms().xml(vm, false)).equals(digest)) {
                return;
            }
            for (HardwareChange.AddDisk disk : newDisks(changes)) {
                if (context.fact(DISK_BEGUN + disk.target().orElse("")).isPresent()) {
                    hypervisor.files().delete(vm.host(), disk.path());
                }
            }
        } catch (MusterException e) {
            context.log(
                    LogLine.Level.WARNING,
                    "new disk images may be left: " + e.problem().what());
        }
    }

    private static List<HardwareChange.AddDisk> newDisks(List<HardwareChange> changes) {
        return changes.stream()
                .filter(HardwareChange.AddDisk.class::isInstance)
                .map(HardwareChange.AddDisk.class::cast)
                .filter(disk -> disk.newBytes() > 0)
                .toList();
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public OnFailure onFailure() {
        return OnFailure.KEEP;
    }
}

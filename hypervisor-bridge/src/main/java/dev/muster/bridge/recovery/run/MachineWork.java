package dev.muster.bridge.recovery.run;

import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobDefinition.Claim;
import dev.muster.bridge.job.JobPart;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.bridge.job.SubstepContext;
import dev.muster.bridge.json.Json;
import dev.muster.bridge.recovery.net.NetForm;
import dev.muster.model.access.Principal;
import dev.muster.model.backup.PointId;
import dev.muster.model.backup.RestoreCommand;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.HardwareOverride;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.vm.DiskBus;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.DomainPlugs;
import dev.muster.model.vm.HardwareChange;
import dev.muster.model.vm.HardwareEdit;
import dev.muster.model.vm.VmChanges;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One machine of a run: brought up from its point, watched until it is ready, and taken away. */
final class MachineWork implements ItemWork {
    private static final String UUID_FACT = "uuid";
    private static final String EVIDENCE = "evidence";

    /** The part of its step in which it is brought up: it is started when that ends. */
    static final String BRINGING = "recover";

    private final RunGround ground;
    private final Decided decided;
    private final RunNets nets;
    private final PlanMachine machine;
    private final Decided.Machine known;
    private final Map<String, String> facts;
    private final JobPart<RestoreCommand.RestoreInstantly> part;

    MachineWork(
            RunGround ground,
            Decided decided,
            RunNets nets,
            PlanMachine machine,
            Decided.Machine known,
            Map<String, String> facts) {
        this.ground = ground;
        this.decided = decided;
        this.nets = nets;
        this.machine = machine;
        this.known = known;
        this.facts = facts;
        this.part = part(ground, machine, known, decided.newMacs(), this::changed);
    }

    private static JobPart<RestoreCommand.RestoreInstantly> part(
            RunGround ground,
            PlanMachine machine,
            Decided.Machine known,
            boolean newMacs,
            java.util.function.BiFunction<VmId, DomainDocument, DomainDocument> change) {
        JobDefinition<RestoreCommand.RestoreInstantly> work = ground.points().instantly(change);
        return new JobPart<>(
                work,
                new RestoreCommand.RestoreInstantly(
                        known.point(),
                        known.pool(),
                        known.name(),
                        newMacs ? RestoreCommand.Macs.NEW : RestoreCommand.Macs.KEPT),
                word(machine.key()),
                Set.of());
    }

    /** What its facts in the job begin with. */
    private static String word(String key) {
        return "m." + key;
    }

    /** What the gates of a machine were met by, from the facts of its job. */
    static List<String> evidence(String key, Map<String, String> facts) {
        String known = facts.getOrDefault(word(key) + "/" + EVIDENCE, "");
        return known.isEmpty()
                ? List.of()
                : Json.read(known, Evidence.class).gates().entrySet().stream()
                        .map(met -> met.getKey() + ": " + met.getValue())
                        .sorted()
                        .toList();
    }

    /** Keeps what the gates of a machine were met by. */
    static void putEvidence(String key, Map<Gate, String> met, StepContext context) {
        Map<String, String> told = new LinkedHashMap<>();
        met.forEach((gate, what) -> told.put(gate.text(), what));
        context.putFact(word(key) + "/" + EVIDENCE, Json.write(new Evidence(told)));
    }

    /** Whether a fact is what gates were met by. */
    static boolean isEvidence(String fact) {
        return fact.endsWith("/" + EVIDENCE);
    }

    /** What must not change over a restart, for a job that has it under those names. */
    static Map<String, String> prepare(
            RunGround ground, PlanMachine machine, Decided.Machine known, boolean newMacs, Principal by) {
        return part(ground, machine, known, newMacs, (_, document) -> document).prepare(by);
    }

    /** The MAC addresses minted for it. */
    static List<String> macs(PlanMachine machine, Map<String, String> facts) {
        String macs = facts.getOrDefault(word(machine.key()) + "/macs", "");
        return macs.isEmpty() ? List.of() : List.of(macs.split(" "));
    }

    Claim claim(JobId job, Map<String, String> facts) {
        return part.claim(job, facts);
    }

    @Override
    public String subject() {
        return vm().text();
    }

    @Override
    public String slot() {
        return RunSteps.hostSlot(known.pool().host());
    }

    /** Its key in the plan. */
    String key() {
        return machine.key();
    }

    /** What its gates were met by, so far. */
    List<String> met(StepContext context) {
        return context.fact(part.name(EVIDENCE))
                .map(known -> evidence(machine.key(), Map.of(part.name(EVIDENCE), known)))
                .orElse(List.of());
    }

    /** Whether it had become ready. */
    boolean wasReady(StepContext context) {
        return context.fact(part.name(EVIDENCE)).isPresent();
    }

    /** The VM it is. */
    VmId vm() {
        return new VmId(known.pool().host(), UUID.fromString(facts.getOrDefault(part.name(UUID_FACT), "")));
    }

    /** Where what it writes is put. */
    PoolId pool() {
        return known.pool();
    }

    /** The point it comes from. */
    PointId point() {
        return known.point();
    }

    Path serial() {
        return ground.evidence(decided.run()).resolve(machine.key() + ".serial");
    }

    private DomainDocument changed(VmId id, DomainDocument document) {
        HardwareOverride hardware = machine.hardware();
        DomainDocument sized = document.with(new VmChanges(
                hardware.vcpus(),
                hardware.memoryMib().map(mib -> mib << 20),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
        DomainDocument booted = hardware.firmware()
                .map(kind -> HardwareEdit.apply(sized, List.of(new HardwareChange.Firmware(kind))))
                .orElse(sized);
        return DomainPlugs.of(
                hardware.diskBus().map(bus -> DiskBus.of(booted, bus)).orElse(booted),
                nets.bridges(machine),
                hardware.nicModel(),
                serial().toString());
    }

    @Override
    public void run(StepContext context) throws InterruptedException {
        MachineCommands commands = new MachineCommands(ground, machine.key(), vm(), environment());
        commands.run("before", machine.before(), context);
        SubstepContext bringing = context.substep(BRINGING, "Run " + known.name() + " from " + known.point());
        for (StepDefinition step : part.steps(facts, 0)) {
            step.run().run(context);
        }
        for (NetForm form : nets.guarded()) {
            ground.nets().isolatePorts(form);
        }
        bringing.done();
        awaitReady(vm(), context);
        commands.run("after", machine.after(), context);
    }

    private void awaitReady(VmId vm, StepContext context) throws InterruptedException {
        for (int attempt = 0; ; attempt++) {
            // of a VM that was started again only what it says from then on counts
            long from = attempt == 0 ? 0 : size(serial());
            if (attempt > 0) {
                ground.life().forceOff(vm, context);
                ground.life().start(vm, context);
                for (NetForm form : nets.guarded()) {
                    ground.nets().isolatePorts(form);
                }
            }
            try {
                GateWatch.Machine watched =
                        new GateWatch.Machine(machine.key(), vm, nets.at(machine), serial(), from, environment());
                Map<Gate, String> met = new GateWatch(ground, watched).await(machine.readiness(), context);
                putEvidence(machine.key(), met, context);
                return;
            } catch (MusterException e) {
                if (attempt >= machine.onFailure().retries()) {
                    throw e;
                }
                context.log(
                        LogLine.Level.WARNING,
                        machine.key() + " is started again: " + e.problem().what());
            }
        }
    }

    /** What each gate was met by. */
    record Evidence(Map<String, String> gates) {
        Evidence {
            gates = Map.copyOf(gates);
        }
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("MUSTER_PLAN", decided.plan());
        all.put("MUSTER_MACHINE", machine.key());
        all.put("MUSTER_VM", known.name());
        nets.at(machine).ifPresent(at -> all.put("MUSTER_ADDRESS", at.address()));
        return all;
    }

    @Override
    public void remove(StepContext context) throws InterruptedException {
        for (StepDefinition step : part.steps(facts, 0).reversed()) {
            step.undo().run(context);
        }
    }
}

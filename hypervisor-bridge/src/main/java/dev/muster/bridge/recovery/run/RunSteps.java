package dev.muster.bridge.recovery.run;

import dev.muster.bridge.job.JobDefinition.Claim;
import dev.muster.bridge.job.Pace;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.bridge.recovery.net.NetForm;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.RunKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps that tests and recoveries have in common. */
final class RunSteps {
    private final RunGround ground;
    private final Decided decided;
    private final RunNets nets;
    private final Map<String, MachineWork> works = new LinkedHashMap<>();

    /** Of a job with those facts. */
    RunSteps(RunGround ground, Map<String, String> facts) {
        this.ground = ground;
        this.decided = Decided.of(facts);
        this.nets = new RunNets(decided, decided.kind() == RunKind.TEST);
        for (PlanMachine machine : decided.inOrder()) {
            Optional.ofNullable(decided.machines().get(machine.key()))
                    .ifPresent(known ->
                            works.put(machine.key(), new MachineWork(ground, decided, nets, machine, known, facts)));
        }
    }

    Decided decided() {
        return decided;
    }

    /** What is done for each machine, in the order of the plan. */
    List<MachineWork> works() {
        return List.copyOf(works.values());
    }

    /** Holds all machines. */
    Claim claim(JobId job, Map<String, String> facts) {
        List<Claim> held = new ArrayList<>();
        boolean all = false;
        try {
            for (MachineWork work : works.values()) {
                held.add(work.claim(job, facts));
            }
            all = true;
        } finally {
            if (!all) {
                held.forEach(Claim::release);
            }
        }
        return () -> held.forEach(Claim::release);
    }

    Pace.Limits limits() {
        return order().limits();
    }

    /** The name of what only so many machines of a host have at once. */
    static String hostSlot(HostId host) {
        return "host-" + host;
    }

    RunOrder order() {
        return new RunOrder(decided.spec(), works);
    }

    /** Makes the networks. */
    StepDefinition networks() {
        int many = nets.forms().size();
        return new StepDefinition(
                "networks",
                decided.kind() == RunKind.TEST ? "Make " + many + " isolated networks" : "Make " + many + " networks",
                "",
                List.of(),
                context -> {
                    ground.runs().begun(context.job(), decided);
                    makeDirectory();
                    for (NetForm form : nets.forms()) {
                        ground.nets().make(form);
                    }
                },
                _ -> removeNets());
    }

    /** Where the machines' serial lines are written, and what else is kept of the run. */
    private void makeDirectory() {
        try {
            Files.createDirectories(ground.evidence(decided.run()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void removeNets() throws InterruptedException {
        for (NetForm form : nets.forms()) {
            ground.nets().remove(form.word());
        }
    }

    /** Sees that every machine that had become ready still runs. */
    StepDefinition stand(int after) {
        return new StepDefinition(
                "stand",
                "See that all machines run",
                "",
                List.of(after),
                this::requireStanding,
                StepDefinition.NOTHING);
    }

    private void requireStanding(StepContext context) {
        List<String> gone = new ArrayList<>();
        works.forEach((key, work) -> {
            boolean runs = ground.life()
                    .now(work.vm())
                    .filter(found -> found.state() == VmState.RUNNING)
                    .isPresent();
            if (!runs && work.wasReady(context)) {
                gone.add(key);
            }
        });
        if (!gone.isEmpty()) {
            throw Problem.of(
                            ErrorCode.GATE_NOT_MET,
                            String.join(", ", gone) + " had become ready and " + (gone.size() == 1 ? "does" : "do")
                                    + " not run any more.",
                            decided.kind() == RunKind.TEST
                                    ? "The test of " + decided.plan() + " did not hold."
                                    : "The recovery of " + decided.plan() + " is incomplete; the other machines run.",
                            "Look at what they said on their serial lines.")
                    .toException();
        }
    }

    /**
     * Takes all machines and networks away, and reads back that none is left.
     *
     * @param job the run
     */
    void remove(JobId job, StepContext context) throws InterruptedException {
        for (MachineWork work : works().reversed()) {
            work.remove(context);
        }
        removeNets();
        List<String> left = works.values().stream()
                .map(MachineWork::vm)
                .filter(vm -> ground.life().now(vm).isPresent())
                .map(VmId::text)
                .toList();
        if (!left.isEmpty()) {
            throw Problem.of(
                            ErrorCode.VM_STATE,
                            "These VMs of " + decided.run() + " are still there: " + String.join(", ", left) + ".",
                            "They are in networks of their own, or in none.",
                            "Delete them by hand.")
                    .toException();
        }
        ground.runs().removed(job);
    }
}

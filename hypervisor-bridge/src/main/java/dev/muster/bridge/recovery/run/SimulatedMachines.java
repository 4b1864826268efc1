package dev.muster.bridge.recovery.run;

import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Pace;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.bridge.job.SubstepContext;
import dev.muster.bridge.json.Json;
import dev.muster.model.access.Principal;
import dev.muster.model.inventory.HostId;
import dev.muster.model.recovery.Measure;
import dev.muster.model.recovery.Measures;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Plans run in their real order on machines that are none: each takes the time it is said to take and then counts as ready. What
 * a machine of a run tells its job, these tell too: the part in which it is brought up, and what it was ready by.
 */
final class SimulatedMachines implements JobDefinition<RecoveryCommand.Test> {
    private final Map<PlanId, PlanSpec> plans;
    private final Measures measures;
    private final List<HostId> hosts;
    private final Queue<SimulatedRun.Life> lives = new ConcurrentLinkedQueue<>();

    /**
     * Machines of those plans.
     *
     * @param measures how long each takes
     * @param hosts where those are put whose host is open, in turns
     */
    SimulatedMachines(Map<PlanId, PlanSpec> plans, Measures measures, List<HostId> hosts) {
        this.plans = Map.copyOf(plans);
        this.measures = measures;
        this.hosts = List.copyOf(hosts);
    }

    /** When what happened to each machine that was ready, in the order in which they were. */
    List<SimulatedRun.Life> lives() {
        return List.copyOf(lives);
    }

    @Override
    public Class<RecoveryCommand.Test> command() {
        return RecoveryCommand.Test.class;
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public OnFailure onFailure() {
        return OnFailure.UNDO;
    }

    @Override
    public Prepared prepare(RecoveryCommand.Test command, Principal by) {
        return new Prepared(command.plan().text(), Map.of());
    }

    @Override
    public Pace.Limits limits(RecoveryCommand.Test command, Map<String, String> facts) {
        return order(command.plan()).limits();
    }

    @Override
    public List<StepDefinition> steps(RecoveryCommand.Test command, Map<String, String> facts) {
        List<StepDefinition> steps = new ArrayList<>();
        steps.add(new StepDefinition("begin", "Begin", "", List.of(), StepDefinition.NOTHING, StepDefinition.NOTHING));
        var _ = order(command.plan()).add(steps, 0);
        return steps;
    }

    private RunOrder order(PlanId plan) {
        PlanSpec spec = plans.getOrDefault(plan, PlanSpec.of(List.of()));
        Map<String, SimulatedMachine> works = new HashMap<>();
        for (PlanMachine machine : Decided.machines(spec)) {
            HostId host = machine.place().knownHost().orElseGet(() -> hosts.get(works.size() % hosts.size()));
            works.put(machine.key(), new SimulatedMachine(plan, machine, host));
        }
        return new RunOrder(spec, works);
    }

    /** One of them. */
    private final class SimulatedMachine implements ItemWork {
        private final PlanId plan;
        private final PlanMachine machine;
        private final HostId host;

        private SimulatedMachine(PlanId plan, PlanMachine machine, HostId host) {
            this.plan = plan;
            this.machine = machine;
            this.host = host;
        }

        @Override
        public String subject() {
            return machine.source().text();
        }

        @Override
        public String slot() {
            return "host-" + host;
        }

        @Override
        public void run(StepContext context) throws InterruptedException {
            long began = System.nanoTime();
            Measure measure = measures.of(machine);
            SubstepContext bringing = context.substep(MachineWork.BRINGING, "Run " + machine.key());
            Thread.sleep(measure.restore());
            bringing.done();
            long started = System.nanoTime();
            Thread.sleep(measure.boot());
            long ready = System.nanoTime();
            context.putFact(
                    "m." + machine.key() + "/evidence",
                    Json.write(new MachineWork.Evidence(
                            Map.of("simulated", measure.boot().toString()))));
            lives.add(new SimulatedRun.Life(plan, machine.key(), host, began, started, ready));
        }

        @Override
        public void remove(StepContext context) {
            // there is nothing of it
        }
    }
}

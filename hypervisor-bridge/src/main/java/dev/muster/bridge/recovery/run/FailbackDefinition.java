package dev.muster.bridge.recovery.run;

import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Pace;
import dev.muster.bridge.job.Steering;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RunOutcome;
import dev.muster.model.recovery.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Brings a recovery home. What the old machines have is made what their restore point holds while the recovered ones run; those are shut
 * down in reverse order, what they wrote is copied, and the old machines come up in order. Until all of them are ready it can be
 * cancelled: the recovered ones run again then, with all they had written.
 */
final class FailbackDefinition implements JobDefinition<RecoveryCommand.Failback> {
    private static final String TO = "home.";

    /** Put once all are home: from then on nothing is taken back. */
    private static final String ARRIVED = "arrived";

    private static final Steering NEEDED =
            Steering.withRecourse(new Steering.Recourse(false, Optional.empty(), "", true));
    private static final Steering HOLDING = Steering.withRecourse(Steering.Recourse.holding());
    private static final Duration SHUT_DOWN_LIMIT = Duration.ofMinutes(3);

    private final RunGround ground;
    private final RunClaims claims;

    FailbackDefinition(RunGround ground, RunClaims claims) {
        this.ground = ground;
        this.claims = claims;
    }

    @Override
    public Class<RecoveryCommand.Failback> command() {
        return RecoveryCommand.Failback.class;
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public OnFailure onFailure() {
        return OnFailure.KEEP;
    }

    @Override
    public OnFailure onCancel() {
        return OnFailure.UNDO;
    }

    @Override
    public Prepared prepare(RecoveryCommand.Failback command, Principal by) {
        StandingRun standing = StandingRun.require(ground, command.plan(), command.job());
        Map<String, String> facts = new HashMap<>(standing.facts());
        // those are of the recovery
        facts.keySet().removeIf(MachineWork::isEvidence);
        facts.put(RunRecords.HOME, command.job().text());
        for (MachineWork work : new RunSteps(ground, standing.facts()).works()) {
            if (ground.life().now(work.vm()).isPresent()) {
                facts.put(TO + work.key(), home(work).text());
            }
        }
        return new Prepared(
                "Bring home what was recovered by plan " + command.plan() + ", version "
                        + standing.summary().version(),
                facts);
    }

    /** Where a machine came from; {@code VM_STATE} where that is not there, or not as it has to be. */
    private VmId home(MachineWork work) {
        String key = work.key();
        Vm old = ground.lookup().image().vms().values().stream()
                .filter(vm -> vm.id().uuid().equals(work.point().vm()))
                .findFirst()
                .orElseThrow(() -> StandingRun.refused(
                        "What " + key + " was captured from is not there any more.",
                        "Commit the recovery; back its machines up and recover them elsewhere by a plan for them."));
        boolean reached = ground.lookup()
                .image()
                .host(old.id().host())
                .filter(host -> host.state() == HostState.CONNECTED)
                .isPresent();
        if (!reached) {
            throw StandingRun.refused(
                    "The host of what " + key + " was captured from, "
                            + old.id().host() + ", does not answer.",
                    "Wait until it does.");
        }
        if (old.state().isActive() || !old.persistent()) {
            throw StandingRun.refused(
                    "What " + key + " was captured from runs, as " + old.name() + " on "
                            + old.id().host() + ".",
                    "Shut it down; what it wrote since its restore point is lost then.");
        }
        Set<String> held = ground.points().manifest(work.point()).disks().stream()
                .map(disk -> disk.target())
                .collect(Collectors.toSet());
        if (!held.equals(ground.points().targets(old))) {
            throw StandingRun.refused(
                    "The disks of " + old.name() + " are others than those of its restore point.",
                    "Give it the disks it had.");
        }
        return old.id();
    }

    private static Map<String, VmId> homes(Map<String, String> facts) {
        Map<String, VmId> homes = new LinkedHashMap<>();
        for (PlanMachine machine : Decided.of(facts).inOrder()) {
            Optional.ofNullable(facts.get(TO + machine.key()))
                    .ifPresent(text -> homes.put(machine.key(), VmId.of(text)));
        }
        return homes;
    }

    @Override
    public Claim claim(JobId job, RecoveryCommand.Failback command, Map<String, String> facts) {
        Claim run = RecoverDefinition.held(ground, claims, job, command.plan(), facts);
        List<Claim> held = new ArrayList<>(List.of(run));
        boolean all = false;
        try {
            for (VmId home : homes(facts).values()) {
                held.add(ground.vms().claim(job, home, "Bring " + command.plan() + " home"));
            }
            all = true;
        } finally {
            if (!all) {
                held.forEach(Claim::release);
            }
        }
        return () -> held.forEach(Claim::release);
    }

    @Override
    public Pace.Limits limits(RecoveryCommand.Failback command, Map<String, String> facts) {
        return new RunSteps(ground, facts).limits();
    }

    /** The machines of the plan that are there, without what decides whether they come up. */
    private static PlanSpec reduced(PlanSpec spec, Set<String> keys) {
        List<Tier> tiers = new ArrayList<>();
        for (Tier tier : spec.tiers()) {
            List<PlanItem> items = new ArrayList<>();
            for (PlanItem item : tier.items()) {
                if (item instanceof PlanMachine machine && keys.contains(machine.key())) {
                    items.add(machine.withOnlyIf(Optional.empty())
                            .withNeeds(machine.needs().stream()
                                    .filter(keys::contains)
                                    .toList()));
                }
            }
            tiers.add(new Tier(tier.name(), tier.limit(), items));
        }
        return spec.withTiers(tiers);
    }

    @Override
    public List<StepDefinition> steps(RecoveryCommand.Failback command, Map<String, String> facts) {
        RunSteps run = new RunSteps(ground, facts);
        Map<String, VmId> homes = homes(facts);
        Map<String, MachineWork> works = new LinkedHashMap<>();
        run.works().stream().filter(work -> homes.containsKey(work.key())).forEach(work -> works.put(work.key(), work));
        PlanSpec spec = reduced(run.decided().spec(), homes.keySet());
        List<StepDefinition> steps = new ArrayList<>();
        steps.add(new StepDefinition(
                "begin",
                "Begin to bring it home",
                "",
                List.of(),
                context -> ground.runs().begunPassing(context.job(), command.plan()),
                StepDefinition.NOTHING));
        works.forEach((key, work) -> steps.add(new StepDefinition(
                        "rewind/" + key,
                        "Make the disks of " + key + " at home what its restore point holds",
                        home(homes, key).text(),
                        List.of(0),
                        context -> {
                            var _ = ground.points().rewind(home(homes, key), work.point(), context);
                        },
                        StepDefinition.NOTHING)
                .steered(NEEDED)
                .paced(new Pace(
                        Duration.ZERO,
                        List.of(RunSteps.hostSlot(home(homes, key).host()))))));
        steps.add(join("rewound", "See that all disks at home are ready", steps.size()));
        int rewound = steps.size() - 1;
        Map<String, Integer> off = new LinkedHashMap<>();
        ReverseOrder.of(spec, works.keySet()).forEach((key, before) -> {
            List<Integer> after = new ArrayList<>(List.of(rewound));
            before.forEach(other -> after.add(off.getOrDefault(other, rewound)));
            steps.add(shutDown(work(works, key), after.stream().distinct().toList()));
            off.put(key, steps.size() - 1);
        });
        off.forEach((key, at) -> steps.add(bring(work(works, key), home(homes, key), at)));
        steps.add(join("brought", "See that all that was written is home", steps.size()));
        Map<String, HomeWork> home = new LinkedHashMap<>();
        for (PlanMachine machine : Decided.machines(spec)) {
            home.put(
                    machine.key(),
                    new HomeWork(ground, machine, home(homes, machine.key()), context -> isHome(context)));
        }
        int up = new RunOrder(spec, home).add(steps, steps.size() - 1);
        steps.add(new StepDefinition(
                "arrived",
                "See that all are home",
                "",
                List.of(up),
                context -> {
                    context.putFact(ARRIVED, "yes");
                    ground.runs().decided(command.job(), RunOutcome.FAILED_BACK);
                },
                StepDefinition.NOTHING));
        int arrived = steps.size() - 1;
        works.forEach((key, work) -> steps.add(new StepDefinition(
                        "remove/" + key,
                        "Remove what was recovered of " + key,
                        work.subject(),
                        List.of(arrived),
                        context -> leave(work, context),
                        StepDefinition.NOTHING)
                .paced(new Pace(Duration.ZERO, List.of(work.slot())))));
        steps.add(new StepDefinition(
                "remove",
                "Remove the networks of the recovery",
                "",
                IntStream.range(arrived, steps.size()).boxed().toList(),
                _ -> {
                    run.removeNets();
                    ground.runs().removed(command.job());
                },
                StepDefinition.NOTHING));
        return steps;
    }

    private static boolean isHome(StepContext context) {
        return context.fact(ARRIVED).isPresent();
    }

    private static VmId home(Map<String, VmId> homes, String key) {
        return Optional.ofNullable(homes.get(key)).orElseThrow();
    }

    private static MachineWork work(Map<String, MachineWork> works, String key) {
        return Optional.ofNullable(works.get(key)).orElseThrow();
    }

    private static StepDefinition join(String id, String name, int until) {
        return new StepDefinition(
                id,
                name,
                "",
                IntStream.range(0, until).boxed().toList(),
                StepDefinition.NOTHING,
                StepDefinition.NOTHING);
    }

    private StepDefinition shutDown(MachineWork work, List<Integer> after) {
        return new StepDefinition(
                        "shutdown/" + work.key(),
                        "Shut down " + work.key(),
                        work.subject(),
                        after,
                        context -> ground.life().shutDown(work.vm(), SHUT_DOWN_LIMIT, context),
                        context -> {
                            if (!isHome(context) && ground.life().now(work.vm()).isPresent()) {
                                ground.life().start(work.vm(), context);
                            }
                        })
                .steered(HOLDING);
    }

    private StepDefinition bring(MachineWork work, VmId home, int after) {
        return new StepDefinition(
                        "bring/" + work.key(),
                        "Bring home what " + work.key() + " wrote",
                        home.text(),
                        List.of(after),
                        context -> {
                            // one whose guest was not waited for
                            ground.life().forceOff(work.vm(), context);
                            var _ = ground.points().bring(work.vm(), work.point(), home, context);
                        },
                        StepDefinition.NOTHING)
                .steered(NEEDED)
                .paced(new Pace(Duration.ZERO, List.of(RunSteps.hostSlot(home.host()))));
    }

    /** One that has disks of its own is kept, off and marked; what lay over the restore point goes. */
    private void leave(MachineWork work, StepContext context) throws InterruptedException {
        Optional<Vm> now = ground.life().now(work.vm());
        if (now.isEmpty() || ground.points().isOverPoint(now.get())) {
            work.remove(context);
            return;
        }
        ground.life().forceOff(work.vm(), context);
        if (now.get().autostart()) {
            ground.lookup().hypervisor(work.vm().host()).vms().setAutostart(work.vm(), false);
        }
        CommitDefinition.tag(ground, work.vm(), true);
    }
}

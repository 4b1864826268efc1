package dev.muster.bridge.recovery.run;

import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Pace;
import dev.muster.bridge.job.Steering;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.bridge.json.Json;
import dev.muster.bridge.recovery.net.NetForm;
import dev.muster.bridge.recovery.net.UplinkCapture;
import dev.muster.model.access.Principal;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Question;
import dev.muster.model.recovery.FailureRule;
import dev.muster.model.recovery.PlanCommand;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanPrompt;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.Tier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Runs a plan as a test: all its machines, in its order, in networks that lead nowhere, beside whatever else runs. Nothing of it
 * remains but the evidence; a test that is given up or cancelled is taken back.
 */
public final class TestDefinition implements JobDefinition<RecoveryCommand.Test> {
    private static final String DECIDED = "decided";
    private static final String REMOVED = "removed";
    private static final String REMOVE = "remove";
    private static final int STEPS_AT_ONCE = 256;

    private final RunGround ground;

    /** Runs them on that ground. */
    public TestDefinition(RunGround ground) {
        this.ground = ground;
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
        Deciding.Made made = new Deciding(ground, command.plan(), command.version(), by).test();
        Map<String, String> facts = new HashMap<>(made.facts());
        facts.put(DECIDED, Json.write(made.decided()));
        return new Prepared(
                "Test recovery plan " + command.plan() + ", version "
                        + made.decided().version(),
                facts);
    }

    private static Decided decided(Map<String, String> facts) {
        return Json.read(facts.getOrDefault(DECIDED, ""), Decided.class);
    }

    /** The machines that are part of it, by key. */
    private Map<String, MachineWork> works(Decided decided, RunNets nets) {
        Map<String, MachineWork> works = new LinkedHashMap<>();
        for (PlanMachine machine : RunNets.machines(decided)) {
            Optional.ofNullable(decided.machines().get(machine.key()))
                    .ifPresent(
                            known -> works.put(machine.key(), new MachineWork(ground, decided, nets, machine, known)));
        }
        return works;
    }

    @Override
    public Claim claim(JobId job, RecoveryCommand.Test command, Map<String, String> facts) {
        Decided decided = decided(facts);
        List<Claim> held = new ArrayList<>();
        boolean all = false;
        try {
            for (MachineWork work : works(decided, new RunNets(decided, true)).values()) {
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

    @Override
    public Pace.Limits limits(RecoveryCommand.Test command, Map<String, String> facts) {
        Decided decided = decided(facts);
        Map<String, Integer> slots = new HashMap<>();
        List<Tier> tiers = decided.spec().tiers();
        for (int tier = 0; tier < tiers.size(); tier++) {
            slots.put(tierSlot(tier), tiers.get(tier).limit());
        }
        decided.machines()
                .values()
                .forEach(machine -> slots.put(hostSlot(machine), decided.spec().hostLimit()));
        return new Pace.Limits(STEPS_AT_ONCE, slots);
    }

    private static String tierSlot(int tier) {
        return "tier-" + tier;
    }

    private static String hostSlot(Decided.Machine machine) {
        return "host-" + machine.pool().host();
    }

    /** The id of the step of an item. */
    static String stepId(String key) {
        return "item/" + key;
    }

    @Override
    public List<StepDefinition> steps(RecoveryCommand.Test command, Map<String, String> facts) {
        Decided decided = decided(facts);
        RunNets nets = new RunNets(decided, true);
        Map<String, MachineWork> works = works(decided, nets);
        List<StepDefinition> steps = new ArrayList<>();
        steps.add(new StepDefinition(
                "networks",
                "Make " + nets.forms().size() + " isolated networks",
                "",
                List.of(),
                _ -> make(nets),
                _ -> removeNets(nets)));
        steps.add(new StepDefinition(
                "capture",
                "Listen on all other links for frames of the test",
                "",
                List.of(0),
                context -> listen(decided, context),
                _ -> endListening(decided)));
        Map<String, Integer> places = places(decided, steps.size());
        int before = 1;
        for (int number = 0; number < decided.spec().tiers().size(); number++) {
            Tier tier = decided.spec().tiers().get(number);
            int first = steps.size();
            for (PlanItem item : tier.items()) {
                List<Integer> after = new ArrayList<>(List.of(before));
                item.waitsFor().forEach(key -> after.add(places.getOrDefault(key, 0)));
                steps.add(item(decided, item, number, after.stream().distinct().toList(), works, facts));
            }
            steps.add(new StepDefinition(
                    "tier/" + number,
                    "See that tier " + tier.name() + " stands",
                    "",
                    IntStream.range(first, steps.size()).boxed().toList(),
                    StepDefinition.NOTHING,
                    StepDefinition.NOTHING));
            before = steps.size() - 1;
        }
        steps.add(new StepDefinition(
                "stand",
                "See that all machines run",
                "",
                List.of(before),
                context -> requireStanding(decided, works, facts, context),
                StepDefinition.NOTHING));
        if (command.keep()) {
            steps.add(new StepDefinition(
                            "keep",
                            "Keep the test until it was looked at",
                            "",
                            List.of(steps.size() - 1),
                            StepDefinition.NOTHING,
                            StepDefinition.NOTHING)
                    .steered(Steering.asking(new Steering.Prompt(
                            "The test of " + decided.plan() + " stands. Look at it; then it is removed.",
                            List.of(new Question.Choice(REMOVE, "Remove the test", false)),
                            Optional.empty(),
                            ""))));
        }
        steps.add(new StepDefinition(
                "remove",
                "Remove the machines and networks of the test",
                "",
                List.of(steps.size() - 1),
                context -> remove(decided, nets, works, facts, context),
                StepDefinition.NOTHING));
        steps.add(new StepDefinition(
                "isolation",
                "See that no frame of the test went anywhere else",
                "",
                List.of(steps.size() - 1),
                context -> requireIsolated(decided, context),
                StepDefinition.NOTHING));
        return steps;
    }

    /** The step of each item: the items of a tier, then one for the tier. */
    private static Map<String, Integer> places(Decided decided, int first) {
        Map<String, Integer> places = new HashMap<>();
        int next = first;
        for (Tier tier : decided.spec().tiers()) {
            for (PlanItem item : tier.items()) {
                places.put(item.key(), next++);
            }
            next++;
        }
        return places;
    }

    private StepDefinition item(
            Decided decided,
            PlanItem item,
            int tier,
            List<Integer> after,
            Map<String, MachineWork> works,
            Map<String, String> facts) {
        return switch (item) {
            case PlanPrompt prompt ->
                new StepDefinition(
                                stepId(prompt.key()),
                                prompt.text(),
                                "",
                                after,
                                StepDefinition.NOTHING,
                                StepDefinition.NOTHING)
                        .steered(Steering.asking(new Steering.Prompt(
                                prompt.text(),
                                prompt.choices().stream()
                                        .map(choice -> new Question.Choice(choice, choice, false))
                                        .toList(),
                                Optional.of(prompt.timeLimit()),
                                prompt.defaultChoice())));
            case PlanMachine machine -> {
                MachineWork work = works.get(machine.key());
                Decided.Machine known = decided.machines().get(machine.key());
                if (work == null || known == null) {
                    throw new IllegalStateException(machine.key() + " was not decided");
                }
                yield new StepDefinition(
                                stepId(machine.key()),
                                "Recover " + machine.key(),
                                work.vm(facts).text(),
                                after,
                                context -> work.run(facts, context),
                                context -> work.remove(facts, context))
                        .steered(Steering.withRecourse(recourse(machine.onFailure())))
                        .paced(new Pace(machine.delay(), List.of(tierSlot(tier), hostSlot(known))));
            }
        };
    }

    private static Steering.Recourse recourse(FailureRule rule) {
        return switch (rule.then()) {
            case STOP -> Steering.Recourse.holding();
            case CONTINUE -> new Steering.Recourse(true, Optional.of(Duration.ZERO), Question.SKIP, false);
        };
    }

    private void make(RunNets nets) throws InterruptedException {
        for (NetForm form : nets.forms()) {
            ground.nets().make(form);
        }
    }

    private void removeNets(RunNets nets) throws InterruptedException {
        for (NetForm form : nets.forms()) {
            ground.nets().remove(form.word());
        }
    }

    private UplinkCapture capture(Decided decided) {
        return new UplinkCapture(ground.evidence(decided.run()).resolve("capture"));
    }

    private void listen(Decided decided, StepContext context) throws InterruptedException {
        try {
            Files.createDirectories(ground.evidence(decided.run()).resolve("capture"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> links = HostLinks.outside();
        List<String> macs = decided.machines().values().stream()
                .flatMap(machine -> machine.macs().stream())
                .toList();
        if (links.isEmpty() || macs.isEmpty()) {
            context.log(LogLine.Level.INFO, "There is no other link, or no NIC: nothing has to be listened for.");
            context.putFact("unheard", "yes");
            return;
        }
        capture(decided).start(links, macs);
    }

    private void endListening(Decided decided) throws InterruptedException {
        try {
            var _ = capture(decided).stop();
        } catch (MusterException e) {
            // it was never begun
            if (e.problem().code() != ErrorCode.RECOVERY_NETWORK_FAILED) {
                throw e;
            }
        }
    }

    private void requireStanding(
            Decided decided, Map<String, MachineWork> works, Map<String, String> facts, StepContext context) {
        List<String> gone = new ArrayList<>();
        works.forEach((key, work) -> {
            VmId vm = work.vm(facts);
            boolean runs = ground.life()
                    .now(vm)
                    .filter(found -> found.state() == VmState.RUNNING)
                    .isPresent();
            if (!runs && context.fact("m." + key + "/evidence").isPresent()) {
                gone.add(key);
            }
        });
        if (!gone.isEmpty()) {
            throw Problem.of(
                            ErrorCode.GATE_NOT_MET,
                            String.join(", ", gone) + " had become ready and " + (gone.size() == 1 ? "does" : "do")
                                    + " not run any more.",
                            "The test of " + decided.plan() + " did not hold.",
                            "Look at what they said on their serial lines.")
                    .toException();
        }
    }

    private void remove(
            Decided decided,
            RunNets nets,
            Map<String, MachineWork> works,
            Map<String, String> facts,
            StepContext context)
            throws InterruptedException {
        for (MachineWork work : List.copyOf(works.values()).reversed()) {
            work.remove(facts, context);
        }
        removeNets(nets);
        List<String> left = works.values().stream()
                .map(work -> work.vm(facts))
                .filter(vm -> ground.life().now(vm).isPresent())
                .map(VmId::text)
                .toList();
        if (!left.isEmpty()) {
            throw Problem.of(
                            ErrorCode.VM_STATE,
                            "These VMs of the test of " + decided.plan() + " are still there: "
                                    + String.join(", ", left) + ".",
                            "They are in isolated networks, or in none.",
                            "Delete them by hand.")
                    .toException();
        }
        context.putFact(REMOVED, "yes");
    }

    private void requireIsolated(Decided decided, StepContext context) throws InterruptedException {
        if (context.fact("unheard").isPresent()) {
            return;
        }
        UplinkCapture.Evidence seen = capture(decided).stop();
        context.putFact("isolation", Json.write(seen));
        String links = seen.links().stream()
                .map(link -> link.link() + " (" + link.all() + " frames passed)")
                .collect(Collectors.joining(", "));
        if (seen.frames() > 0 || !seen.complete()) {
            throw Problem.of(
                            ErrorCode.TEST_NOT_ISOLATED,
                            seen.frames() > 0
                                    ? seen.frames() + " frames of the test were seen outside its networks."
                                    : "It was not listened for frames of the test without a gap.",
                            "The test is removed. What it may have told production is in the capture.",
                            "Look at the capture: " + ground.evidence(decided.run()) + ".")
                    .withDetails(links)
                    .toException();
        }
        context.log(LogLine.Level.INFO, "Not one frame of the test was seen outside its networks: " + links);
    }

    /** A command in a guest, which cannot be run yet. */
    static MusterException guestCommand(PlanMachine machine, PlanCommand command) {
        return Problem.of(
                        ErrorCode.NOT_SUPPORTED,
                        machine.key() + " has a command in the guest (" + command.text()
                                + "), and those are not run yet.",
                        "Nothing was changed.",
                        "Use a program of the bridge.")
                .toException();
    }
}

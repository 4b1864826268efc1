package dev.muster.bridge.recovery.run;

import dev.muster.bridge.job.Pace;
import dev.muster.bridge.job.Steering;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Question;
import dev.muster.model.recovery.Choice;
import dev.muster.model.recovery.FailureRule;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanPrompt;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The order of a plan as steps: one for each item and one at the end of each tier, within the limits of tiers and hosts. */
final class RunOrder {
    private static final int STEPS_AT_ONCE = 256;

    private final PlanSpec spec;
    private final Map<String, ? extends ItemWork> works;

    /**
     * Steps of that plan.
     *
     * @param works what is done for each machine, by key
     */
    RunOrder(PlanSpec spec, Map<String, ? extends ItemWork> works) {
        this.spec = spec;
        this.works = Map.copyOf(works);
    }

    /** The id of the step of an item. */
    static String stepId(String key) {
        return "item/" + key;
    }

    /** How much of it runs at once. */
    Pace.Limits limits() {
        Map<String, Integer> slots = new HashMap<>();
        for (int tier = 0; tier < spec.tiers().size(); tier++) {
            slots.put(tierSlot(tier), spec.tiers().get(tier).limit());
        }
        works.values().forEach(work -> slots.put(work.slot(), spec.hostLimit()));
        return new Pace.Limits(STEPS_AT_ONCE, slots);
    }

    private static String tierSlot(int tier) {
        return "tier-" + tier;
    }

    /**
     * Adds the steps.
     *
     * @param before the step they all wait for
     * @return the step that is done when all of them are
     */
    int add(List<StepDefinition> steps, int before) {
        Map<String, Integer> places = places(steps.size());
        int last = before;
        for (int number = 0; number < spec.tiers().size(); number++) {
            Tier tier = spec.tiers().get(number);
            int first = steps.size();
            for (PlanItem item : tier.items()) {
                List<Integer> after = new ArrayList<>(List.of(last));
                item.waitsFor().forEach(key -> after.add(places.getOrDefault(key, 0)));
                steps.add(step(item, number, after.stream().distinct().toList()));
            }
            steps.add(new StepDefinition(
                    "tier/" + number,
                    "See that tier " + tier.name() + " stands",
                    "",
                    IntStream.range(first, steps.size()).boxed().toList(),
                    StepDefinition.NOTHING,
                    StepDefinition.NOTHING));
            last = steps.size() - 1;
        }
        return last;
    }

    /** The step of each item: the items of a tier, then one for the tier. */
    private Map<String, Integer> places(int first) {
        Map<String, Integer> places = new HashMap<>();
        int next = first;
        for (Tier tier : spec.tiers()) {
            for (PlanItem item : tier.items()) {
                places.put(item.key(), next++);
            }
            next++;
        }
        return places;
    }

    private StepDefinition step(PlanItem item, int tier, List<Integer> after) {
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
                ItemWork work = works.get(machine.key());
                if (work == null) {
                    throw new IllegalStateException(machine.key() + " was not decided");
                }
                yield new StepDefinition(
                                stepId(machine.key()),
                                "Recover " + machine.key(),
                                work.subject(),
                                after,
                                context -> run(machine, work, context),
                                work::remove)
                        .steered(Steering.withRecourse(recourse(machine.onFailure())))
                        .paced(new Pace(machine.delay(), List.of(tierSlot(tier), work.slot())));
            }
        };
    }

    /** It takes part, or not, by what the prompt it is bound to was answered. */
    private static void run(PlanMachine machine, ItemWork work, StepContext context) throws InterruptedException {
        Optional<Choice> unmet = machine.onlyIf().filter(choice -> !isChosen(choice, context));
        if (unmet.isEmpty()) {
            work.run(context);
        } else {
            context.log(
                    LogLine.Level.INFO,
                    machine.key() + " is left out: " + unmet.get().text() + " was not chosen");
        }
    }

    private static boolean isChosen(Choice choice, StepContext context) {
        return context.answer(stepId(choice.prompt()))
                .filter(choice.choice()::equals)
                .isPresent();
    }

    private static Steering.Recourse recourse(FailureRule rule) {
        return switch (rule.then()) {
            case STOP -> Steering.Recourse.holding();
            case CONTINUE -> new Steering.Recourse(true, Optional.of(Duration.ZERO), Question.SKIP, false);
        };
    }
}

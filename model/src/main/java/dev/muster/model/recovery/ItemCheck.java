package dev.muster.model.recovery;

import dev.muster.model.recovery.PlanFault.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Checks the items of a plan one after another, in its order. */
final class ItemCheck {
    private static final Pattern KEY = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");

    private final PlanIndex index;
    private final Map<String, List<PlanGraph.Cycle>> cycles;
    private final MachineCheck machines;
    private final Set<String> keys = new HashSet<>();
    private final Map<UUID, List<PlanMachine>> vms = new HashMap<>();

    ItemCheck(PlanIndex index, Map<String, List<PlanGraph.Cycle>> cycles, AddressBook addresses) {
        this.index = index;
        this.cycles = cycles;
        this.machines = new MachineCheck(index, addresses);
    }

    void check(PlanItem item, FaultList place) {
        FaultList faults = place.of(item.key());
        faults.at("key").requireForm(KEY, item.key(), "a key", "use up to 64 lower-case letters, digits and '-'.");
        boolean first = keys.add(item.key());
        faults.at("key").require(first, Kind.DUPLICATE_KEY, "Two items have the key " + Words.quoted(item.key()) + ".");
        checkOnlyIf(item, faults.at("onlyIf"));
        switch (item) {
            case PlanMachine machine -> {
                checkTwice(machine, faults.at("source"));
                machines.check(machine, faults);
            }
            case PlanPrompt prompt -> checkPrompt(prompt, faults);
        }
        checkNeeds(item, first, faults.at("needs"));
    }

    private void checkOnlyIf(PlanItem item, FaultList faults) {
        if (item.onlyIf().isEmpty()) {
            return;
        }
        Choice choice = item.onlyIf().get();
        index.prompt(choice.prompt())
                .ifPresentOrElse(
                        prompt -> {
                            faults.require(
                                    prompt.choices().contains(choice.choice()),
                                    Kind.UNKNOWN_CHOICE,
                                    "The prompt " + Words.quoted(prompt.key()) + " has no choice "
                                            + Words.quoted(choice.choice()) + ".");
                            faults.require(
                                    index.position(prompt.key()) < index.position(item.key()),
                                    Kind.PROMPT_LATER,
                                    Words.quoted(item.key()) + " depends on the prompt " + Words.quoted(prompt.key())
                                            + ", which comes after it; move the prompt before it.");
                        },
                        () -> faults.add(
                                Kind.UNKNOWN_PROMPT, "The plan has no prompt " + Words.quoted(choice.prompt()) + "."));
    }

    private void checkTwice(PlanMachine machine, FaultList faults) {
        List<PlanMachine> same = vms.computeIfAbsent(machine.source().uuid(), _ -> new ArrayList<>());
        same.stream()
                .filter(other -> !PlanIndex.exclusive(machine, other))
                .findFirst()
                .ifPresent(other -> faults.add(
                        Kind.DUPLICATE_VM,
                        Words.quoted(machine.source().name()) + " is recovered twice, by " + Words.quoted(other.key())
                                + " and " + Words.quoted(machine.key()) + "."));
        same.add(machine);
    }

    private static void checkPrompt(PlanPrompt prompt, FaultList faults) {
        faults.at("text").requireText(prompt.text(), "The question");
        FaultList choices = faults.at("choices");
        choices.require(
                !prompt.choices().isEmpty(),
                Kind.NO_CHOICES,
                "The prompt " + Words.quoted(prompt.key()) + " has no choices; add at least one.");
        Set<String> seen = new HashSet<>();
        for (int choice = 0; choice < prompt.choices().size(); choice++) {
            String text = prompt.choices().get(choice);
            FaultList here = faults.at("choices", choice);
            here.requireText(text, "A choice");
            here.require(
                    seen.add(text) || text.isBlank(),
                    Kind.DUPLICATE_CHOICE,
                    "The choice " + Words.quoted(text) + " is there twice.");
        }
        faults.at("defaultChoice")
                .require(
                        prompt.choices().contains(prompt.defaultChoice()),
                        Kind.DEFAULT_UNKNOWN,
                        "The default " + Words.quoted(prompt.defaultChoice()) + " is not one of the choices.");
        faults.at("timeLimit").requirePositive(prompt.timeLimit(), "The time limit of a prompt");
    }

    private void checkNeeds(PlanItem item, boolean first, FaultList faults) {
        for (String need : item.needs()) {
            faults.require(
                    index.position(need) >= 0,
                    Kind.UNKNOWN_NEED,
                    Words.quoted(item.key()) + " needs " + Words.quoted(need) + ", which is not in the plan.");
        }
        if (first) {
            cycles.getOrDefault(item.key(), List.of()).forEach(cycle -> faults.add(Kind.CYCLE, sentence(cycle)));
        }
    }

    private static String sentence(PlanGraph.Cycle cycle) {
        String first = Words.quoted(cycle.keys().getFirst());
        if (!cycle.throughTiers()) {
            return cycle.keys().size() == 2
                    ? first + " waits for itself: " + cycle.text() + "."
                    : "These items wait for each other: " + cycle.text() + ".";
        }
        String later = Words.quoted(cycle.keys().get(1));
        return first + " waits for " + later + " of a later tier, and " + later
                + " waits for all items of the tiers before its own: " + cycle.text() + ".";
    }
}

package dev.muster.model.recovery;

import dev.muster.model.recovery.PlanFault.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is wrong with a plan by itself. Whether its VMs, points, hosts and pools exist is not looked at.
 *
 * <p>Two machines bound to different answers of one prompt are never recovered together: they may be of the same VM and have the
 * same address.
 */
public final class PlanCheck {
    private final PlanSpec plan;
    private final FaultList faults = new FaultList();
    private final PlanIndex index;

    private PlanCheck(PlanSpec plan) {
        this.plan = plan;
        this.index = new PlanIndex(plan);
    }

    /** Returns all faults, in the order of the plan. */
    public static List<PlanFault> of(PlanSpec plan) {
        return new PlanCheck(plan).faults();
    }

    private List<PlanFault> faults() {
        checkWhole();
        Set<String> names = new HashSet<>();
        Map<String, List<PlanGraph.Cycle>> cycles = new HashMap<>();
        index.graph()
                .cycles()
                .forEach(cycle -> cycles.computeIfAbsent(cycle.keys().getFirst(), _ -> new ArrayList<>())
                        .add(cycle));
        AddressBook addresses = new AddressBook(index);
        ItemCheck items = new ItemCheck(index, cycles, addresses);
        for (int tier = 0; tier < plan.tiers().size(); tier++) {
            Tier one = plan.tiers().get(tier);
            FaultList here = faults.at("tiers", tier);
            here.at("name").requireText(one.name(), "The name of a tier");
            here.at("name")
                    .require(
                            names.add(one.name()) || one.name().isBlank(),
                            Kind.DUPLICATE_TIER,
                            "Two tiers are called " + Words.quoted(one.name()) + ".");
            here.at("limit").require(one.limit() >= 1, Kind.OUT_OF_RANGE, limit(one.limit()));
            for (int item = 0; item < one.items().size(); item++) {
                items.check(one.items().get(item), here.at("items", item));
            }
        }
        NetworkCheck networks = new NetworkCheck(index, addresses);
        for (int network = 0; network < plan.networks().size(); network++) {
            networks.check(plan.networks().get(network), faults.at("networks", network));
        }
        return faults.faults();
    }

    private void checkWhole() {
        plan.objective().ifPresent(time -> faults.at("objective").requirePositive(time, "The recovery time objective"));
        plan.ageObjective()
                .ifPresent(time -> faults.at("ageObjective").requirePositive(time, "The recovery point objective"));
        faults.at("testValidity").requirePositive(plan.testValidity(), "How long a test counts");
        plan.decision()
                .ifPresent(decision -> faults.at("decision")
                        .at("within")
                        .requirePositive(decision.within(), "The time in which a recovery is decided about"));
        faults.at("hostLimit").require(plan.hostLimit() >= 1, Kind.OUT_OF_RANGE, limit(plan.hostLimit()));
        faults.at("tiers")
                .require(
                        plan.items().stream().anyMatch(PlanMachine.class::isInstance),
                        Kind.NO_MACHINES,
                        "The plan recovers no machine; add at least one.");
    }

    private static String limit(int limit) {
        return "A limit of " + limit + " would let no machine begin; it is at least 1.";
    }
}

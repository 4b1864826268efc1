package dev.muster.model.recovery;

import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.recovery.RecoveryNetwork.DnsRule;
import dev.muster.model.recovery.RecoveryNetwork.Reach;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Plans for tests. */
final class Plans {
    private Plans() {}

    static PlanMachine machine(String key, String... needs) {
        return PlanMachine.of(key, new MachineSource.OfVm(vm(key), key)).withNeeds(List.of(needs));
    }

    static VmId vm(String name) {
        return new VmId(HostId.of("old"), UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    static PlanPrompt prompt(String key, String... choices) {
        return new PlanPrompt(
                key, Optional.empty(), "Which?", List.of(choices), choices[0], Duration.ofMinutes(5), List.of());
    }

    static Tier tier(String name, int limit, PlanItem... items) {
        return new Tier(name, limit, List.of(items));
    }

    static PlanSpec plan(Tier... tiers) {
        return PlanSpec.of(List.of(tiers));
    }

    /** A plan of one tier. */
    static PlanSpec of(PlanItem... items) {
        return plan(tier("all", 10, items));
    }

    static RecoveryNetwork network(String name, String subnet) {
        return new RecoveryNetwork(
                name,
                List.of(),
                subnet,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new DnsRule("", true),
                false,
                List.of(),
                List.of(),
                Reach.ISOLATED);
    }

    /**
     * A plan without cycles: needs are on items of earlier tiers, or on items that come before in an order of the tier which is not
     * that of the plan.
     */
    static PlanSpec random(Random random, int most) {
        int count = 1 + random.nextInt(most);
        List<List<PlanItem>> tiers = new ArrayList<>();
        for (int tier = random.nextInt(1, 5); tier > 0; tier--) {
            tiers.add(new ArrayList<>());
        }
        List<String> earlier = new ArrayList<>();
        int key = 0;
        for (List<PlanItem> tier : tiers) {
            for (int item = random.nextInt(count / tiers.size() + 2); item > 0; item--) {
                String name = "k" + key++;
                List<String> needs = new ArrayList<>();
                for (int need = random.nextInt(4); need > 0 && !earlier.isEmpty(); need--) {
                    needs.add(earlier.get(random.nextInt(earlier.size())));
                }
                tier.add(
                        random.nextInt(12) == 0
                                ? prompt(name, "yes", "no").withNeeds(needs)
                                : any(random, name, needs));
                earlier.add(name);
            }
            Collections.shuffle(tier, random);
        }
        List<Tier> made = new ArrayList<>();
        for (List<PlanItem> tier : tiers) {
            made.add(new Tier("t" + made.size(), 1 + random.nextInt(6), tier));
        }
        return PlanSpec.of(made).withHostLimit(1 + random.nextInt(3));
    }

    private static PlanMachine any(Random random, String key, List<String> needs) {
        PlanMachine machine = machine(key)
                .withNeeds(needs)
                .withDelay(Duration.ofSeconds(random.nextInt(3) == 0 ? random.nextInt(30) : 0));
        return random.nextInt(4) == 0 ? machine : machine.withPlace(Place.on(HostId.of("h" + random.nextInt(3))));
    }
}

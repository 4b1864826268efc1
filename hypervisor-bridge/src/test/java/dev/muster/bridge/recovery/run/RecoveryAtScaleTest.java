package dev.muster.bridge.recovery.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.recovery.run.SimulatedRun.Life;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import dev.muster.model.recovery.Basis;
import dev.muster.model.recovery.Forecast;
import dev.muster.model.recovery.Limits;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.Measure;
import dev.muster.model.recovery.Measures;
import dev.muster.model.recovery.Place;
import dev.muster.model.recovery.PlanCheck;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.Tier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Large plans, and many at once, in the engine over a journal on the disk; their machines are simulated. */
@Timeout(60)
class RecoveryAtScaleTest {
    private static final PlanId SHOP = PlanId.of("shop");
    private static final int TIERS = 5;
    private static final int TIER_LIMIT = 40;
    private static final int HOST_LIMIT = 6;
    private static final List<HostId> HOSTS =
            IntStream.range(0, 10).mapToObj(host -> HostId.of("h" + host)).toList();

    @TempDir
    Path state;

    @Test
    void two_thousand_machines_come_up_in_their_order_within_their_limits() throws Exception {
        PlanSpec plan = plan("m", 2_000, new Random(1));
        Measures measures = measures(plan, new Random(2));
        assertThat(PlanCheck.of(plan)).isEmpty();
        Forecast forecast = Forecast.of(plan, measures, Limits.of(plan).withHosts(HOSTS.size()));
        assertThat(forecast.stuck()).isEmpty();
        assertThat(forecast.bars()).hasSize(2_000);

        SimulatedRun run = SimulatedRun.of(state, Map.of(SHOP, plan), measures, HOSTS, Duration.ofSeconds(50));

        requireAllDone(run.job(SHOP), plan);
        requireOrder(plan, run.lives());
        requireLimits(plan, run.lives());
        assertThat(run.makespan(SHOP)).isGreaterThanOrEqualTo(Forecast.lowerBound(plan, measures));
    }

    @Test
    void ten_plans_at_once_each_come_up_in_their_order() throws Exception {
        Map<PlanId, PlanSpec> plans = new LinkedHashMap<>();
        Map<String, Measure> measured = new HashMap<>();
        for (int number = 0; number < 10; number++) {
            PlanSpec plan = plan("p" + number + "-", 200, new Random(number));
            plans.put(PlanId.of("plan-" + number), plan);
            measured.putAll(measures(plan, new Random(number)).measured());
        }

        SimulatedRun run = SimulatedRun.of(state, plans, new Measures(measured), HOSTS, Duration.ofSeconds(50));

        Map<PlanId, List<Life>> lives = run.lives().stream().collect(Collectors.groupingBy(Life::plan));
        plans.forEach((id, plan) -> {
            requireAllDone(run.job(id), plan);
            requireOrder(plan, lives.getOrDefault(id, List.of()));
            requireLimits(plan, lives.getOrDefault(id, List.of()));
        });
        assertThat(mostAtOnce(run.lives(), Life::plan).keySet()).hasSize(10);
        long firstEnd = lives.values().stream()
                .mapToLong(own -> last(own, Life::ready))
                .min()
                .orElseThrow();
        assertThat(lives.values())
                .as("all had begun before the first ended")
                .allMatch(own -> own.stream().mapToLong(Life::began).min().orElseThrow() < firstEnd);
    }

    private static void requireAllDone(Job job, PlanSpec plan) {
        assertThat(job.state()).isEqualTo(JobState.DONE);
        assertThat(job.steps()).extracting(Step::state).containsOnly(StepState.DONE);
        assertThat(job.steps())
                .extracting(Step::id)
                .containsAll(plan.items().stream()
                        .map(item -> RunOrder.stepId(item.key()))
                        .toList());
    }

    private static void requireOrder(PlanSpec plan, List<Life> lives) {
        Map<String, Long> began = lives.stream().collect(Collectors.toMap(Life::key, Life::began));
        Map<String, Long> ready = lives.stream().collect(Collectors.toMap(Life::key, Life::ready));
        assertThat(began.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        plan.items().stream().map(PlanItem::key).toList());
        long before = Long.MIN_VALUE;
        for (Tier tier : plan.tiers()) {
            long stood = before;
            for (PlanItem item : tier.items()) {
                long begin = began.getOrDefault(item.key(), Long.MIN_VALUE);
                assertThat(begin)
                        .as("%s begins when the tiers before %s stand", item.key(), tier.name())
                        .isGreaterThanOrEqualTo(stood);
                assertThat(item.needs())
                        .as("%s begins when what it needs is ready", item.key())
                        .allMatch(need -> ready.getOrDefault(need, Long.MAX_VALUE) <= begin);
                before = Math.max(before, ready.getOrDefault(item.key(), Long.MAX_VALUE));
            }
        }
    }

    /** They are not exceeded, and they are what holds the run back. */
    private static void requireLimits(PlanSpec plan, List<Life> lives) {
        Map<String, String> tiers = new HashMap<>();
        plan.tiers().forEach(tier -> tier.items().forEach(item -> tiers.put(item.key(), tier.name())));
        assertThat(mostAtOnce(lives, Life::host).values()).allMatch(most -> most <= HOST_LIMIT);
        assertThat(mostAtOnce(lives, life -> tiers.getOrDefault(life.key(), "")).values())
                .allMatch(most -> most <= TIER_LIMIT);
        assertThat(mostAtOnce(lives, Life::host)).as("some host was full").containsValue(HOST_LIMIT);
    }

    /** How many of each kind were at work at one moment. */
    private static <K> Map<K, Integer> mostAtOnce(List<Life> lives, Function<Life, K> kind) {
        Map<K, List<Life>> kinds = lives.stream().collect(Collectors.groupingBy(kind));
        Map<K, Integer> most = new HashMap<>();
        kinds.forEach((one, own) -> {
            TreeMap<Long, Integer> changes = new TreeMap<>();
            own.forEach(life -> {
                changes.merge(life.began(), 1, Integer::sum);
                changes.merge(life.ready(), -1, Integer::sum);
            });
            int now = 0;
            int top = 0;
            for (int change : changes.values()) {
                now += change;
                top = Math.max(top, now);
            }
            most.put(one, top);
        });
        return most;
    }

    private static long last(List<Life> lives, ToLongFunction<Life> when) {
        return lives.stream().mapToLong(when).max().orElseThrow();
    }

    /** Machines in five tiers: needs on earlier tiers, and on others of their own that stand further down as well as up. */
    private static PlanSpec plan(String prefix, int machines, Random random) {
        List<String> earlier = new ArrayList<>();
        List<Tier> tiers = new ArrayList<>();
        for (int tier = 0; tier < TIERS; tier++) {
            List<PlanItem> items = new ArrayList<>();
            for (int number = 0; number < machines / TIERS; number++) {
                String key = prefix + tier + "-" + number;
                List<String> needs = random.ints(random.nextInt(4), 0, Math.max(1, earlier.size()))
                        .distinct()
                        .filter(_ -> !earlier.isEmpty())
                        .mapToObj(earlier::get)
                        .toList();
                VmId vm = new VmId(HostId.of("old"), UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)));
                PlanMachine machine =
                        PlanMachine.of(key, new MachineSource.OfVm(vm, key)).withNeeds(needs);
                // a tenth is put somewhere when the plan is run; of the others the first host has more than its share
                items.add(
                        random.nextInt(10) == 0
                                ? machine
                                : machine.withPlace(Place.on(
                                        HOSTS.get(Math.max(0, random.nextInt(HOSTS.size() + 2) - 2)))));
                earlier.add(key);
            }
            Collections.shuffle(items, random);
            tiers.add(new Tier("tier " + tier, TIER_LIMIT, items));
        }
        return PlanSpec.of(tiers).withHostLimit(HOST_LIMIT);
    }

    private static Measures measures(PlanSpec plan, Random random) {
        Map<String, Measure> measured = new HashMap<>();
        plan.items()
                .forEach(item -> measured.put(
                        item.key(),
                        new Measure(
                                Duration.ofMillis(2 + random.nextInt(5)),
                                Duration.ofMillis(5 + random.nextInt(15)),
                                new Basis.Measured(1))));
        return new Measures(measured);
    }
}

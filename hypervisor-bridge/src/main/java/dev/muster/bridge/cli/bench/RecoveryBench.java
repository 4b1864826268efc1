package dev.muster.bridge.cli.bench;

import dev.muster.bridge.recovery.run.SimulatedRun;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobState;
import dev.muster.model.recovery.Basis;
import dev.muster.model.recovery.Forecast;
import dev.muster.model.recovery.Limits;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.Measure;
import dev.muster.model.recovery.Measures;
import dev.muster.model.recovery.Place;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.Tier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** How long the run of a plan takes, against its critical path and against starting so many machines every few minutes. */
final class RecoveryBench implements Bench {
    private static final int RUNS = 5;
    private static final PlanId PLAN = PlanId.of("bench");
    private static final int NO_LIMIT = 1_000;

    /** A second of a machine takes so long here. */
    private static final Duration SECOND = Duration.ofMillis(10);

    private static final int TIERS = 3;
    private static final double PATH_GOAL = 1.05;

    private static final int MACHINES = 500;
    private static final int HOSTS = 10;
    private static final List<Integer> HOST_LIMITS = List.of(PlanSpec.DEFAULT_HOST_LIMIT, 5, 10);
    private static final int PACE_STARTS = 5;
    private static final Duration PACE = Duration.ofMinutes(5);
    private static final double PACE_GOAL = 0.2;

    private static final String SIMULATED =
            "simulated machines: each waits for its time and is ready then; order, engine and journal on the disk are the real"
                    + " ones; 1 s of a machine takes 10 ms, so what the engine takes counts a hundredfold; from the command to the"
                    + " end of its job, median of "
                    + RUNS + " after 1 warm-up";

    @Override
    public String name() {
        return "recovery";
    }

    @Override
    public List<Tool> needs() {
        return List.of();
    }

    @Override
    public List<Figure> run(Workplace workplace) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        for (int machines : List.of(20, 200)) {
            figures.add(alongPath(workplace, machines));
        }
        for (int limit : HOST_LIMITS) {
            figures.addAll(atPace(workplace, limit));
        }
        return figures;
    }

    private static Figure alongPath(Workplace workplace, int machines) throws IOException, InterruptedException {
        PlanSpec plan = tiered(machines, new Random(machines));
        Random random = new Random(machines);
        Measures measures = measures(
                plan, () -> new Measure(scaled(5 + random.nextInt(10)), scaled(20 + random.nextInt(100)), measured()));
        Duration path = Forecast.lowerBound(plan, measures);
        return new Figure(
                machines + " machines, critical path",
                median(workplace, plan, measures),
                path.toMillis(),
                "ms",
                PATH_GOAL,
                SIMULATED + "; theirs: the critical path, " + path.dividedBy(SECOND) + " s of machines; " + TIERS
                        + " tiers with needs across and within, 5 to 14 s until started and 20 to 119 s until ready, limits that"
                        + " do not bind");
    }

    private static List<Figure> atPace(Workplace workplace, int limit) throws IOException, InterruptedException {
        PlanSpec plan = flat().withHostLimit(limit);
        // what a forecast takes for machines of which nothing is known
        long whole = Measures.ASSUMED_RESTORE.plus(Measures.ASSUMED_BOOT).toSeconds();
        Measures measures = measures(
                plan,
                () -> new Measure(
                        scaled(Measures.ASSUMED_RESTORE.toSeconds()),
                        scaled(Measures.ASSUMED_BOOT.toSeconds()),
                        measured()));
        double ours = median(workplace, plan, measures);
        int batches = Math.ceilDiv(MACHINES / HOSTS, PACE_STARTS);
        Duration theirs = scaled(PACE.toSeconds() * (batches - 1) + whole);
        Duration forecast = Forecast.of(plan, measures, Limits.of(plan)).total();
        String what = MACHINES + " on " + HOSTS + " hosts, " + limit + " at a time each";
        return List.of(
                new Figure(
                        what,
                        ours,
                        theirs.toMillis(),
                        "ms",
                        PACE_GOAL,
                        SIMULATED + "; theirs, computed: " + PACE_STARTS + " started on each host every "
                                + PACE.toMinutes() + " min until the last is ready, "
                                + theirs.dividedBy(SECOND)
                                + " s of machines (50 min until its last 5 min are over); all"
                                + " take " + whole + " s, as a forecast assumes"),
                new Figure(
                        what + ", forecast",
                        ours,
                        forecast.toMillis(),
                        "ms",
                        PATH_GOAL,
                        SIMULATED + "; theirs: the forecast with the same limits, " + forecast.dividedBy(SECOND)
                                + " s of machines"));
    }

    /** Milliseconds that its run takes. */
    private static double median(Workplace workplace, PlanSpec plan, Measures measures)
            throws IOException, InterruptedException {
        double[] took = new double[RUNS];
        for (int run = -1; run < RUNS; run++) {
            Path state = Files.createTempDirectory(workplace.directory(), "run");
            SimulatedRun made =
                    SimulatedRun.of(state, Map.of(PLAN, plan), measures, List.of(host(0)), Duration.ofMinutes(5));
            if (made.job(PLAN).state() != JobState.DONE
                    || made.lives().size() != plan.items().size()) {
                throw new IOException(
                        "not all machines were ready: " + made.job(PLAN).problem());
            }
            if (run >= 0) {
                took[run] = made.makespan(PLAN).toNanos() / 1e6;
            }
        }
        return Workplace.median(took);
    }

    /** Tiers in which some machines need others of the tier or of one before; nothing waits for a slot. */
    private static PlanSpec tiered(int machines, Random random) {
        List<Tier> tiers = new ArrayList<>();
        List<String> earlier = new ArrayList<>();
        for (int tier = 0; tier < TIERS; tier++) {
            List<PlanItem> items = new ArrayList<>();
            int until = machines * (tier + 1) / TIERS;
            for (int number = earlier.size(); number < until; number++) {
                List<String> needs = number % 4 == 0 || earlier.isEmpty()
                        ? List.of()
                        : List.of(earlier.get(random.nextInt(earlier.size())));
                items.add(machine(number).withNeeds(needs));
                earlier.add(key(number));
            }
            tiers.add(new Tier("tier " + tier, NO_LIMIT, items));
        }
        return PlanSpec.of(tiers).withHostLimit(NO_LIMIT);
    }

    /** Machines of one tier that wait for nobody. */
    private static PlanSpec flat() {
        List<PlanMachine> items =
                IntStream.range(0, MACHINES).mapToObj(RecoveryBench::machine).toList();
        return PlanSpec.of(List.of(new Tier("all", NO_LIMIT, List.copyOf(items))));
    }

    private static PlanMachine machine(int number) {
        VmId vm = new VmId(HostId.of("lost"), UUID.nameUUIDFromBytes(key(number).getBytes(StandardCharsets.UTF_8)));
        return PlanMachine.of(key(number), new MachineSource.OfVm(vm, key(number)))
                .withPlace(Place.on(host(number % HOSTS)));
    }

    private static String key(int number) {
        return "m" + number;
    }

    private static HostId host(int number) {
        return HostId.of("h" + number);
    }

    private static Measures measures(PlanSpec plan, Supplier<Measure> each) {
        Map<String, Measure> all = new HashMap<>();
        plan.items().forEach(item -> all.put(item.key(), each.get()));
        return new Measures(all);
    }

    private static Basis measured() {
        return new Basis.Measured(1);
    }

    private static Duration scaled(long seconds) {
        return SECOND.multipliedBy(seconds);
    }
}

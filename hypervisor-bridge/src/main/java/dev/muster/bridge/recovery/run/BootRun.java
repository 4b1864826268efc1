package dev.muster.bridge.recovery.run;

import dev.muster.bridge.job.JobDefinition.Claim;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.access.Principal;
import dev.muster.model.backup.BootVerification;
import dev.muster.model.backup.PointId;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.Nic;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.recovery.BootCheck;
import dev.muster.model.recovery.FailureRule;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.Place;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.Tier;
import dev.muster.model.vm.DomainDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Restore points that are booted to see whether they do: machines with their cables out and names and addresses of their own, that run over
 * their points, of which nothing is copied, and that are removed when they were seen.
 */
final class BootRun {
    private static final String PLAN = "boot-verification";
    private static final String RESULT = "booted.";
    private static final String AT_ONCE = "atOnce";

    private final RunGround ground;
    private final Decided decided;
    private final Map<String, MachineWork> works = new LinkedHashMap<>();
    private final int atOnce;

    /** Of a job with those facts. */
    BootRun(RunGround ground, Map<String, String> facts) {
        this.ground = ground;
        this.decided = Decided.of(facts);
        this.atOnce = Integer.parseInt(facts.getOrDefault(AT_ONCE, "1"));
        RunNets none = new RunNets(decided, true);
        for (PlanMachine machine : decided.inOrder()) {
            works.put(
                    machine.key(),
                    new MachineWork(ground, decided, none, machine, decided.machine(machine.key()), facts));
        }
    }

    /** The key of a point by its place in a list. */
    static String key(int place) {
        return String.format(Locale.ROOT, "p%03d", place);
    }

    /**
     * What must not change over a restart.
     *
     * @param points those that are booted, by their keys
     * @throws MusterException {@code POINT_NOT_FOUND}, {@code POINT_DAMAGED}; {@code PLAN_NOT_READY} where there is not enough memory
     */
    static Map<String, String> prepare(RunGround ground, Map<String, PointId> points, BootCheck check, Principal by) {
        String run = "boot-" + ground.minting().uuid().toString().substring(0, 8);
        Map<String, String> facts = new HashMap<>();
        Map<String, Decided.Machine> machines = new LinkedHashMap<>();
        List<PlanItem> all = new ArrayList<>();
        long most = 1;
        Optional<PoolId> first = Optional.empty();
        for (Map.Entry<String, PointId> each : points.entrySet()) {
            PointId point = each.getValue();
            PointManifest manifest = ground.points().manifest(point);
            DomainDocument domain = ground.points().domain(point);
            PlanMachine machine = machine(each.getKey(), manifest.name(), point, check);
            PoolId pool = new Places(ground).pool(machine);
            first = first.or(() -> Optional.of(pool));
            Decided.Machine decided = new Decided.Machine(
                    point,
                    manifest.captured(),
                    pool,
                    manifest.name() + "-" + run + "-" + each.getKey(),
                    manifest.name(),
                    domain.nics().stream().map(Nic::mac).toList(),
                    Optional.empty(),
                    "",
                    Optional.empty());
            facts.putAll(MachineWork.prepare(ground, machine, decided, true, by));
            machines.put(each.getKey(), decided);
            all.add(machine);
            most = Math.max(most, domain.memoryBytes());
        }
        facts.put(AT_ONCE, Integer.toString(atOnce(ground, check, first, most)));
        PlanSpec spec = PlanSpec.of(List.of(new Tier("points", all.size(), all)));
        return new Decided(RunKind.TEST, run, PLAN, 0, spec, true, machines, List.of()).with(facts);
    }

    private static PlanMachine machine(String key, String name, PointId point, BootCheck check) {
        return PlanMachine.of(key, new MachineSource.OfImage(point.vm(), name))
                .withPlace(new Place(Optional.empty(), check.pool()))
                .withReadiness(check.readiness())
                .withOnFailure(FailureRule.STOP);
    }

    /** As many as have room in the memory there is for them. */
    private static int atOnce(RunGround ground, BootCheck check, Optional<PoolId> pool, long most) {
        long budget = check.memoryMib()
                .map(mib -> mib << 20)
                .orElseGet(() -> pool.flatMap(known -> Optional.ofNullable(
                                ground.lookup().image().hosts().get(known.host())))
                        .map(Host::memoryFreeBytes)
                        .map(free -> free / 2)
                        .orElse(most));
        if (budget < most) {
            throw Problem.of(
                            ErrorCode.PLAN_NOT_READY,
                            "The largest machine needs " + (most >> 20) + " MiB of memory, and " + (budget >> 20)
                                    + " MiB are there for them.",
                            "Nothing was started.",
                            "Allow more with --memory, or leave that machine out.")
                    .toException();
        }
        return (int) Math.min(budget / most, 64);
    }

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

    /** How many are booted at a time at most. */
    int atOnce() {
        return atOnce;
    }

    /** The points by their keys, in order. */
    Map<String, PointId> points() {
        Map<String, PointId> points = new LinkedHashMap<>();
        works.forEach((key, work) -> points.put(key, work.point()));
        return points;
    }

    String subject(String key) {
        return work(key).subject();
    }

    private MachineWork work(String key) {
        return Optional.ofNullable(works.get(key)).orElseThrow();
    }

    /** What came of a point so far, as a problem in a sentence; an empty one where it boots, nothing where it was not booted yet. */
    static Optional<String> result(String key, Map<String, String> facts) {
        return Optional.ofNullable(facts.get(RESULT + key));
    }

    /** The same as {@link #result} in a step. */
    static Optional<String> fact(String key, StepContext context) {
        return context.fact(RESULT + key);
    }

    /** Boots one, notes what came of it with the point, and removes it; one that was booted before a restart is not again. */
    String boot(String key, StepContext context) throws InterruptedException {
        MachineWork work = work(key);
        if (context.fact(RESULT + key).isEmpty()) {
            try {
                Files.createDirectories(ground.evidence(decided.run()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Instant begun = ground.clock().instant();
            String problem = tried(work, context);
            Instant now = ground.clock().instant();
            Optional<byte[]> picture = picture(work, context);
            ground.points()
                    .booted(
                            work.point(),
                            new BootVerification(
                                    now,
                                    context.job(),
                                    problem,
                                    Duration.between(begun, now),
                                    problem.isEmpty() ? work.met(context) : List.of(),
                                    picture.isPresent()),
                            picture);
            context.putFact(RESULT + key, problem);
            context.log(
                    problem.isEmpty() ? LogLine.Level.INFO : LogLine.Level.WARNING,
                    work.point() + (problem.isEmpty() ? " boots" : " does not boot: " + problem));
        }
        work.remove(context);
        return context.fact(RESULT + key).orElseThrow();
    }

    /** Why it does not boot; empty where it does. */
    private static String tried(MachineWork work, StepContext context) throws InterruptedException {
        try {
            work.run(context);
            return "";
        } catch (MusterException e) {
            context.checkCancelled();
            if (e.problem().code() == ErrorCode.JOB_CANCELLED) {
                throw e;
            }
            return e.problem().what();
        }
    }

    /** That there is none says nothing about the point. */
    private Optional<byte[]> picture(MachineWork work, StepContext context) {
        try {
            return ground.lookup()
                    .hypervisor(work.vm().host())
                    .vms()
                    .screen(work.vm())
                    .flatMap(Pictures::png);
        } catch (MusterException e) {
            context.log(
                    LogLine.Level.INFO,
                    "No picture of its screen was taken: " + e.problem().what());
            return Optional.empty();
        }
    }

    /** Removes what is there of all of them. */
    void removeAll(StepContext context) throws InterruptedException {
        for (MachineWork work : works.values()) {
            work.remove(context);
        }
    }

    void remove(String key, StepContext context) throws InterruptedException {
        work(key).remove(context);
    }
}

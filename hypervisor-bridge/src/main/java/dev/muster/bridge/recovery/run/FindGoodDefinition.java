package dev.muster.bridge.recovery.run;

import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.bridge.json.Json;
import dev.muster.model.access.Principal;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.PointId;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.recovery.BootCommand;
import dev.muster.model.recovery.GoodPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Searches the points of a VM for the newest that boots. */
final class FindGoodDefinition implements JobDefinition<BootCommand.FindGood> {
    private static final String CANDIDATES = "candidates";

    private final RunGround ground;

    FindGoodDefinition(RunGround ground) {
        this.ground = ground;
    }

    /**
     * The points of the VM, the newest first.
     *
     * @param points all of them
     * @param broken why one cannot even be started, by its place; such a one does not boot
     */
    private record Candidates(List<String> points, Map<Integer, String> broken) {
        Candidates {
            points = List.copyOf(points);
            broken = Map.copyOf(broken);
        }

        static Optional<Candidates> of(Map<String, String> facts) {
            return Optional.ofNullable(facts.get(CANDIDATES)).map(text -> Json.read(text, Candidates.class));
        }

        PointId point(int place) {
            return PointId.of(points.get(place));
        }
    }

    @Override
    public Class<BootCommand.FindGood> command() {
        return BootCommand.FindGood.class;
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
    public Prepared prepare(BootCommand.FindGood command, Principal by) {
        List<BackupQuery.Point> all = ground.points().of(command.vm()).stream()
                .limit(BootCommand.MOST)
                .toList();
        if (all.isEmpty()) {
            throw Problem.of(
                            ErrorCode.POINT_NOT_FOUND,
                            "The VM " + command.vm() + " has no restore point.",
                            "Nothing was started.",
                            "Back it up first.")
                    .toException();
        }
        Map<Integer, String> broken = new LinkedHashMap<>();
        Map<String, PointId> whole = new LinkedHashMap<>();
        for (int place = 0; place < all.size(); place++) {
            PointId point = all.get(place).id();
            Optional<Problem> problem = ground.points().problem(point);
            if (problem.isPresent()) {
                broken.put(place, problem.get().what());
            } else {
                whole.put(BootRun.key(place), point);
            }
        }
        Map<String, String> facts = BootRun.prepare(ground, whole, command.check(), by);
        facts.put(
                CANDIDATES,
                Json.write(new Candidates(
                        all.stream().map(point -> point.id().text()).toList(), broken)));
        return new Prepared(
                "Search the newest restore point of "
                        + all.getFirst().manifest().name() + " that boots",
                facts);
    }

    @Override
    public Claim claim(JobId job, BootCommand.FindGood command, Map<String, String> facts) {
        return new BootRun(ground, facts).claim(job, facts);
    }

    @Override
    public List<StepDefinition> steps(BootCommand.FindGood command, Map<String, String> facts) {
        BootRun run = new BootRun(ground, facts);
        Candidates candidates = Candidates.of(facts).orElseThrow();
        return List.of(new StepDefinition(
                "search",
                "Boot restore points until the newest that does is found",
                "",
                List.of(),
                context -> search(command, run, candidates, context),
                run::removeAll));
    }

    private static void search(BootCommand.FindGood command, BootRun run, Candidates candidates, StepContext context)
            throws InterruptedException {
        Bisection bisection = new Bisection(candidates.points().size());
        candidates.broken().keySet().forEach(place -> bisection.told(place, false));
        for (List<Integer> round = bisection.next(Math.min(command.atOnce(), run.atOnce()));
                !round.isEmpty();
                round = bisection.next(Math.min(command.atOnce(), run.atOnce()))) {
            boot(round, run, context).forEach(bisection::told);
        }
        context.log(
                LogLine.Level.INFO,
                "Last good: "
                        + bisection
                                .good()
                                .map(place -> candidates.point(place).text())
                                .orElse("none")
                        + ", first bad: "
                        + bisection
                                .bad()
                                .map(place -> candidates.point(place).text())
                                .orElse("none"));
    }

    /** Boots those side by side, and returns which of them do. */
    private static Map<Integer, Boolean> boot(List<Integer> places, BootRun run, StepContext context)
            throws InterruptedException {
        Map<Integer, Boolean> told = new LinkedHashMap<>();
        try (ExecutorService machines = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<Integer, Future<String>> all = new LinkedHashMap<>();
            for (int place : places) {
                String key = BootRun.key(place);
                all.put(place, machines.submit(() -> run.boot(key, new KeyedContext(context, key))));
            }
            try {
                for (Map.Entry<Integer, Future<String>> each : all.entrySet()) {
                    told.put(each.getKey(), each.getValue().get().isEmpty());
                }
            } catch (InterruptedException e) {
                machines.shutdownNow();
                throw e;
            } catch (ExecutionException e) {
                machines.shutdownNow();
                switch (e.getCause()) {
                    case InterruptedException stopped -> throw stopped;
                    case RuntimeException failed -> throw failed;
                    case null, default -> throw new IllegalStateException(e.getCause());
                }
            }
        }
        return told;
    }

    /** What a search came to, so far. */
    static Optional<GoodPoint> told(Map<String, String> facts) {
        return Candidates.of(facts).map(candidates -> {
            Bisection bisection = new Bisection(candidates.points().size());
            List<GoodPoint.Tried> tried = new ArrayList<>();
            for (int place = 0; place < candidates.points().size(); place++) {
                int at = place;
                Optional<String> result = Optional.ofNullable(
                                candidates.broken().get(place))
                        .or(() -> BootRun.result(BootRun.key(at), facts));
                result.ifPresent(problem -> {
                    bisection.told(at, problem.isEmpty());
                    tried.add(new GoodPoint.Tried(candidates.point(at), problem.isEmpty(), problem));
                });
            }
            return new GoodPoint(
                    bisection.good().map(candidates::point),
                    bisection.bad().map(candidates::point),
                    tried,
                    candidates.points().size());
        });
    }
}

package dev.muster.bridge.recovery.run;

import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Pace;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.PointId;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.BootCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Boots restore points side by side, as many as have room in the memory there is for them. */
final class VerifyBootDefinition implements JobDefinition<BootCommand.VerifyBoot> {
    private static final String SLOT = "boot";

    private final RunGround ground;

    VerifyBootDefinition(RunGround ground) {
        this.ground = ground;
    }

    @Override
    public Class<BootCommand.VerifyBoot> command() {
        return BootCommand.VerifyBoot.class;
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    /** Each machine is removed by its own step, booted or not. */
    @Override
    public OnFailure onFailure() {
        return OnFailure.UNDO;
    }

    @Override
    public Prepared prepare(BootCommand.VerifyBoot command, Principal by) {
        List<PointId> chosen = chosen(command);
        if (chosen.isEmpty()) {
            throw Problem.of(
                            ErrorCode.POINT_NOT_FOUND,
                            "There is no restore point to boot.",
                            "Nothing was started.",
                            "Back up a VM first.")
                    .toException();
        }
        Map<String, PointId> points = new LinkedHashMap<>();
        chosen.forEach(point -> points.put(BootRun.key(points.size() + 1), point));
        return new Prepared(
                chosen.size() == 1 ? "Boot " + chosen.getFirst() : "Boot " + chosen.size() + " restore points",
                BootRun.prepare(ground, points, command.check(), by));
    }

    private List<PointId> chosen(BootCommand.VerifyBoot command) {
        if (!command.points().isEmpty()) {
            return command.points();
        }
        Map<UUID, PointId> newest = new LinkedHashMap<>();
        for (BackupQuery.Point point : ground.points().all()) {
            boolean wanted =
                    command.vms().isEmpty() || command.vms().contains(point.id().vm());
            if (wanted && ground.points().problem(point.id()).isEmpty()) {
                newest.merge(
                        point.id().vm(),
                        point.id(),
                        (one, other) -> one.name().compareTo(other.name()) >= 0 ? one : other);
            }
        }
        command.vms().stream().filter(vm -> !newest.containsKey(vm)).findFirst().ifPresent(vm -> {
            throw Problem.of(
                            ErrorCode.POINT_NOT_FOUND,
                            "The VM " + vm + " has no restore point that is whole.",
                            "Nothing was started.",
                            "Back it up, or leave it out.")
                    .toException();
        });
        return newest.values().stream().limit(BootCommand.MOST).toList();
    }

    @Override
    public Claim claim(JobId job, BootCommand.VerifyBoot command, Map<String, String> facts) {
        return new BootRun(ground, facts).claim(job, facts);
    }

    @Override
    public Pace.Limits limits(BootCommand.VerifyBoot command, Map<String, String> facts) {
        int atOnce = new BootRun(ground, facts).atOnce();
        return new Pace.Limits(Math.max(8, atOnce), Map.of(SLOT, atOnce));
    }

    @Override
    public List<StepDefinition> steps(BootCommand.VerifyBoot command, Map<String, String> facts) {
        BootRun run = new BootRun(ground, facts);
        List<StepDefinition> steps = new ArrayList<>();
        run.points()
                .forEach((key, point) -> steps.add(new StepDefinition(
                                "boot/" + key,
                                "Boot " + point,
                                run.subject(key),
                                List.of(),
                                context -> {
                                    var _ = run.boot(key, context);
                                },
                                context -> run.remove(key, context))
                        .paced(new Pace(Duration.ZERO, List.of(SLOT)))));
        steps.add(new StepDefinition(
                "result",
                "See that all of them boot",
                "",
                IntStream.range(0, steps.size()).boxed().toList(),
                context -> requireAll(run, context),
                StepDefinition.NOTHING));
        return steps;
    }

    private static void requireAll(BootRun run, StepContext context) {
        List<String> failed = new ArrayList<>();
        Map<String, String> facts = new LinkedHashMap<>();
        run.points().keySet().forEach(key -> BootRun.fact(key, context).ifPresent(told -> facts.put(key, told)));
        run.points().forEach((key, point) -> {
            Optional<String> problem = Optional.ofNullable(facts.get(key)).filter(text -> !text.isEmpty());
            problem.ifPresent(text -> failed.add(point + ": " + text));
        });
        if (!failed.isEmpty()) {
            throw Problem.of(
                            ErrorCode.GATE_NOT_MET,
                            failed.size() + " of " + run.points().size() + " restore points did not boot. The first: "
                                    + failed.getFirst(),
                            "They are marked as such; the machines were removed, and the points are as they were.",
                            "Look at the pictures of their screens, and search for the newest point that boots.")
                    .withDetails(String.join("\n", failed))
                    .toException();
        }
    }
}

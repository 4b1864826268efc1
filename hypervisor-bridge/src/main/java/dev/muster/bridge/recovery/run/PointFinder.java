package dev.muster.bridge.recovery.run;

import dev.muster.bridge.points.PointAccess;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.BootVerification;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.PointChoice;
import dev.muster.model.recovery.PointRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the restore point that each machine of a plan comes from; the members of a group come from one set. */
final class PointFinder {
    private final PointAccess points;
    private final PlanSpec spec;
    private final Map<String, Optional<String>> sets = new LinkedHashMap<>();

    PointFinder(PointAccess points, PlanSpec spec) {
        this.points = points;
        this.spec = spec;
    }

    /** The point of a machine; {@code POINT_NOT_FOUND}, {@code POINT_DAMAGED}. */
    BackupQuery.Point find(PlanMachine machine) {
        List<BackupQuery.Point> all = candidates(machine);
        Optional<MusterException> first = Optional.empty();
        for (BackupQuery.Point point : all) {
            Optional<Problem> problem = points.problem(point.id());
            if (problem.isEmpty()) {
                return point;
            }
            first = first.or(() -> problem.map(Problem::toException));
            if (!machine.point().earlierAllowed()) {
                break;
            }
        }
        throw first.orElseGet(() -> none(machine));
    }

    /** Those that the machine's rule fits, the first choice first. */
    private List<BackupQuery.Point> candidates(PlanMachine machine) {
        PointChoice choice = machine.point();
        Optional<String> set = machine.source() instanceof MachineSource.OfGroup group
                ? sets.computeIfAbsent(
                        group.group().text(), _ -> set(group.group().text()))
                : Optional.empty();
        if (machine.source() instanceof MachineSource.OfGroup && set.isEmpty()) {
            return List.of();
        }
        return points.of(machine.source().uuid()).stream()
                .filter(point -> choice.repository().isEmpty()
                        || choice.repository().get().equals(point.id().repository()))
                .filter(point -> set.isEmpty() || point.manifest().set().equals(set))
                .filter(point -> fits(choice.rule(), point))
                .toList();
    }

    private static boolean fits(PointRule rule, BackupQuery.Point point) {
        return switch (rule) {
            case PointRule.Newest _ -> true;
            case PointRule.NewestVerified _ ->
                point.booted().filter(BootVerification::passed).isPresent();
            case PointRule.NewestBefore before -> point.manifest().captured().isBefore(before.instant());
            case PointRule.Pinned pinned -> point.id().equals(pinned.point());
        };
    }

    /** The newest set, {@code group/name}, that all members of that group in the plan can come from. */
    private Optional<String> set(String group) {
        List<PlanMachine> members = spec.items().stream()
                .filter(PlanMachine.class::isInstance)
                .map(PlanMachine.class::cast)
                .filter(machine -> machine.source() instanceof MachineSource.OfGroup of
                        && of.group().text().equals(group))
                .toList();
        TreeSet<String> names = new TreeSet<>();
        for (PlanMachine member : members) {
            TreeSet<String> own = new TreeSet<>();
            for (BackupQuery.Point point : points.of(member.source().uuid())) {
                Optional<String> set = point.manifest().set().filter(name -> name.startsWith(group + "/"));
                boolean usable = fits(member.point().rule(), point)
                        && points.problem(point.id()).isEmpty();
                set.filter(_ -> usable).ifPresent(own::add);
            }
            if (member.equals(members.getFirst())) {
                names.addAll(own);
            } else {
                names.retainAll(own);
            }
        }
        // a set is called after the time it was captured
        return names.isEmpty() ? Optional.empty() : Optional.of(names.last());
    }

    private static MusterException none(PlanMachine machine) {
        return Problem.of(
                        ErrorCode.POINT_NOT_FOUND,
                        machine.source().name() + " has no restore point that the plan asks for ("
                                + machine.point().rule().text() + ").",
                        "Nothing was changed.",
                        "Back it up, or choose another rule in the plan.")
                .toException();
    }
}

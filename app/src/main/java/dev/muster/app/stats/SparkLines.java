package dev.muster.app.stats;

import dev.muster.app.ask.Asks;
import dev.muster.model.inventory.VmId;
import dev.muster.model.stats.StatsFigure;
import dev.muster.model.stats.StatsQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * How busy the VMs were that are seen now, for drawing it small. Who shows a figure of one says so, and only those are asked about:
 * among thousands of VMs there are a few dozen.
 */
public final class SparkLines {
    /** A figure of a VM that is shown somewhere. */
    private record Seen(VmId vm, StatsFigure figure) {}

    private final Asks asks;
    private final Map<Seen, Integer> seen = new HashMap<>();
    private final ReadOnlyObjectWrapper<Map<VmId, Map<StatsFigure, List<Double>>>> lines =
            new ReadOnlyObjectWrapper<>(Map.of());
    private boolean asking;

    /** Nothing is asked before {@link #refresh}. */
    public SparkLines(Asks asks) {
        this.asks = asks;
    }

    /** One more place shows that figure of that VM. */
    public void enter(VmId vm, StatsFigure figure) {
        seen.merge(new Seen(vm, figure), 1, Integer::sum);
    }

    /** One place less shows it. */
    public void leave(VmId vm, StatsFigure figure) {
        seen.computeIfPresent(new Seen(vm, figure), (id, places) -> places > 1 ? places - 1 : null);
    }

    /** Whether something is shown that nothing is known of yet. */
    public boolean isNews() {
        return !seen.keySet().stream().allMatch(one -> known(one.vm()).containsKey(one.figure()));
    }

    /** Asks anew about those that are shown; what is shown stays until the answer is there, or where none comes. */
    public void refresh() {
        if (asking || seen.isEmpty()) {
            return;
        }
        asking = true;
        List<VmId> wanted = seen.keySet().stream()
                .map(Seen::vm)
                .distinct()
                .limit(StatsQuery.Sparks.MOST)
                .toList();
        Set<StatsFigure> figures = seen.keySet().stream().map(Seen::figure).collect(Collectors.toSet());
        asks.ask(
                new StatsQuery.Sparks(wanted, figures),
                told -> {
                    asking = false;
                    Map<StatsFigure, List<Double>> nothing =
                            figures.stream().collect(Collectors.toMap(Function.identity(), figure -> List.of()));
                    Map<VmId, Map<StatsFigure, List<Double>>> now = new HashMap<>();
                    wanted.forEach(vm -> now.put(vm, nothing));
                    told.lines().forEach(spark -> now.put(spark.vm(), spark.values()));
                    lines.set(Map.copyOf(now));
                },
                // what is wrong with the bridge is said elsewhere
                problem -> asking = false);
    }

    /** The lines of all that are shown, the oldest value first; anew with each answer. */
    public ReadOnlyObjectProperty<Map<VmId, Map<StatsFigure, List<Double>>>> linesProperty() {
        return lines.getReadOnlyProperty();
    }

    /** The line of a figure of that VM; empty where nothing is known of it. */
    public List<Double> line(VmId vm, StatsFigure figure) {
        return Optional.ofNullable(known(vm).get(figure)).orElse(List.of());
    }

    /** The newest value that is known of a figure of that VM. */
    public OptionalDouble newest(VmId vm, StatsFigure figure) {
        return line(vm, figure).reversed().stream()
                .mapToDouble(Double::doubleValue)
                .filter(value -> value >= 0)
                .findFirst();
    }

    private Map<StatsFigure, List<Double>> known(VmId vm) {
        return lines.get().getOrDefault(vm, Map.of());
    }
}

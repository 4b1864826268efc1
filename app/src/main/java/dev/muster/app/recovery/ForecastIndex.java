package dev.muster.app.recovery;

import dev.muster.model.recovery.Bar;
import dev.muster.model.recovery.Forecast;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The bars of the forecast by their keys, so that a cell finds its own at once. */
final class ForecastIndex {
    private final Map<String, Bar> bars = new HashMap<>();
    private final Set<String> path = new HashSet<>();

    void take(Forecast forecast) {
        bars.clear();
        path.clear();
        forecast.bars().forEach(bar -> bars.put(bar.key(), bar));
        forecast.path().forEach(step -> path.add(step.key()));
    }

    Optional<Bar> bar(String key) {
        return Optional.ofNullable(bars.get(key));
    }

    boolean isCritical(String key) {
        return path.contains(key);
    }
}

package dev.muster.model.recovery;

import dev.muster.model.backup.PointId;
import java.util.List;
import java.util.Optional;

/**
 * What a search for the newest point that boots came to.
 *
 * @param lastGood the newest that does; empty where none does
 * @param firstBad the oldest after it that does not; empty where the newest does
 * @param tried what came of each that was booted, the newest first
 * @param points how many there were
 */
public record GoodPoint(Optional<PointId> lastGood, Optional<PointId> firstBad, List<Tried> tried, int points) {
    public GoodPoint {
        tried = List.copyOf(tried);
    }

    /**
     * One that was booted.
     *
     * @param point which
     * @param good whether its gates were met
     * @param why by what, or why not
     */
    public record Tried(PointId point, boolean good, String why) {}
}

package dev.muster.app.recovery;

import java.util.List;
import java.util.Optional;

/**
 * Where dragged items would go.
 *
 * @param tier the tier, from 0
 * @param index before which item of it as it is now; its size for the end
 */
record DropPlace(int tier, int index) {
    /**
     * The place at the upper or the lower half of a line; empty where nothing can be dropped. Above the head of a tier is the end of
     * the tier before.
     */
    static Optional<DropPlace> at(List<PlanLine> lines, int line, boolean lower) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        if (line >= lines.size()) {
            return at(lines, lines.size() - 1, true);
        }
        return switch (lines.get(Math.max(0, line))) {
            case PlanLine.OfTier of ->
                lower || of.tier() == 0 ? Optional.of(new DropPlace(of.tier(), 0)) : at(lines, line - 1, true);
            case PlanLine.OfItem of -> Optional.of(new DropPlace(of.tier(), of.index() + (lower ? 1 : 0)));
            case PlanLine.OfNetwork of -> line == 0 ? Optional.empty() : at(lines, line - 1, true);
        };
    }

    /** The number of the line above which the insertion line is drawn. */
    int line(List<PlanLine> lines) {
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at) instanceof PlanLine.OfTier of && of.tier() == tier) {
                return at + 1 + index;
            }
        }
        return lines.size();
    }
}

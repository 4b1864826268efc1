package dev.muster.app.backup;

import dev.muster.app.content.Times;
import dev.muster.app.i18n.Texts;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.PointId;
import dev.muster.model.recovery.GoodPoint;
import java.util.List;
import java.util.Optional;

/** What a search for the newest point that boots came to, in the operator's words. */
final class GoodPointWords {
    private final Texts texts;

    GoodPointWords(Texts texts) {
        this.texts = texts;
    }

    /**
     * All of it in a sentence.
     *
     * @param points those of the VM, for when they were captured
     */
    String line(GoodPointViewModel.Found found, List<Point> points) {
        return found.result().map(result -> line(result, points)).orElseGet(() -> texts.get("backup.good.searching"));
    }

    private String line(GoodPoint result, List<Point> points) {
        Optional<String> good = result.lastGood().map(point -> captured(point, points));
        Optional<String> bad = result.firstBad().map(point -> captured(point, points));
        int tried = result.tried().size();
        if (good.isPresent() && bad.isPresent()) {
            return texts.get("backup.good.both", good.get(), bad.get(), tried, result.points());
        }
        if (good.isPresent()) {
            return texts.get("backup.good.newest", good.get(), tried, result.points());
        }
        return texts.get(bad.isPresent() ? "backup.good.none" : "backup.good.unknown", tried, result.points());
    }

    /** When a point was captured; its name where it is there no more. */
    String captured(PointId id, List<Point> points) {
        return points.stream()
                .filter(point -> point.id().equals(id))
                .findFirst()
                .map(point -> Times.full(point.manifest().captured(), texts.locale()))
                .orElseGet(id::name);
    }
}

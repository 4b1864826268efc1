package dev.muster.model.recovery;

import dev.muster.model.backup.PointId;
import java.time.Instant;

/** Which restore point is recovered. */
public sealed interface PointRule {
    /** In words, such as {@code newest}. */
    String text();

    /** The newest. */
    record Newest() implements PointRule {
        @Override
        public String text() {
            return "newest";
        }
    }

    /** The newest that was booted and met its gates, the last time that was tried. */
    record NewestVerified() implements PointRule {
        @Override
        public String text() {
            return "newest-verified";
        }
    }

    /** The newest that was captured before an instant. */
    record NewestBefore(Instant instant) implements PointRule {
        @Override
        public String text() {
            return "before:" + instant;
        }
    }

    /** This one. */
    record Pinned(PointId point) implements PointRule {
        @Override
        public String text() {
            return "point:" + point.text();
        }
    }
}

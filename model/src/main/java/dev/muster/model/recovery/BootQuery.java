package dev.muster.model.recovery;

import dev.muster.model.backup.PointId;
import dev.muster.model.command.Query;
import dev.muster.model.job.JobId;
import java.util.Base64;

/** What can be asked about restore points that were booted. */
public sealed interface BootQuery<R extends Record> extends Query<R> {
    /** What a search came to, so far; {@code JOB_NOT_FOUND} where that job is none. */
    record Good(JobId job) implements BootQuery<GoodPoint> {
        @Override
        public Class<GoodPoint> answer() {
            return GoodPoint.class;
        }
    }

    /** The screen of a point when it was booted last; {@code POINT_NOT_FOUND} where there is none. */
    record Screen(PointId point) implements BootQuery<Picture> {
        @Override
        public Class<Picture> answer() {
            return Picture.class;
        }
    }

    /**
     * A picture.
     *
     * @param png as PNG, in base64
     */
    record Picture(String png) {
        /** Its bytes. */
        public byte[] bytes() {
            return Base64.getDecoder().decode(png);
        }
    }
}

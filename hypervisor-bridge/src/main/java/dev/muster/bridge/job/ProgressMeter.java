package dev.muster.bridge.job;

import dev.muster.model.job.Progress;
import java.time.Duration;
import java.util.Optional;

/** Works out rate and time left of one piece of work from how far it has come when. Not thread-safe. */
final class ProgressMeter {
    /** How long the past counts: after this many seconds of another rate, two thirds of the answer are the new one. */
    private static final double MEMORY_SECONDS = 5;

    /** Shorter than this and the rate would be noise. */
    private static final long WINDOW_MILLIS = 200;

    private long done;
    private long total;
    private String unit = "";
    private double rate;
    private boolean measured;
    private long windowDone;
    private long windowMillis = Long.MIN_VALUE;

    /** How far it has come now. */
    void update(long done, long total, String unit, long nowMillis) {
        boolean restarted = done < this.done || !unit.equals(this.unit) || windowMillis == Long.MIN_VALUE;
        this.done = Math.max(0, done);
        this.total = Math.max(0, total);
        this.unit = unit;
        if (restarted) {
            rate = 0;
            measured = false;
            windowDone = this.done;
            windowMillis = nowMillis;
            return;
        }
        long passed = nowMillis - windowMillis;
        if (passed >= WINDOW_MILLIS) {
            measure((this.done - windowDone) * 1000.0 / passed, passed / 1000.0);
            windowDone = this.done;
            windowMillis = nowMillis;
        }
    }

    private void measure(double latest, double seconds) {
        double weight = measured ? 1 - Math.exp(-seconds / MEMORY_SECONDS) : 1;
        rate += weight * (latest - rate);
        measured = true;
    }

    boolean isEmpty() {
        return windowMillis == Long.MIN_VALUE;
    }

    Progress progress() {
        if (isEmpty()) {
            return Progress.NONE;
        }
        Optional<Duration> left = total > 0 && rate > 0
                ? Optional.of(Duration.ofSeconds((long) Math.ceil(Math.max(0, total - done) / rate)))
                : Optional.empty();
        return new Progress(done, total, unit, rate, left);
    }
}

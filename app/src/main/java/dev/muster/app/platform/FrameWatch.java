package dev.muster.app.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/**
 * Watches how smoothly the window runs: the time from one frame to the next, and how long something given to the window's
 * thread waits for its turn. The second counts even where drawing is slow, as it is without a graphics card.
 */
public final class FrameWatch {
    private static final long BEAT_MILLIS = 4;

    /**
     * What was seen.
     *
     * @param frameMillis from each frame to the next, milliseconds
     * @param waitMillis how long each event waited for the window's thread, milliseconds
     */
    public record Seen(List<Double> frameMillis, List<Double> waitMillis) {
        public Seen {
            frameMillis = List.copyOf(frameMillis);
            waitMillis = List.copyOf(waitMillis);
        }

        /** The value that so much of a list lies below, 0.5 for the median and 1 for the greatest; 0 for an empty list. */
        public static double quantile(List<Double> values, double share) {
            List<Double> sorted = values.stream().sorted().toList();
            return sorted.isEmpty() ? 0 : sorted.get((int) Math.round(share * (sorted.size() - 1)));
        }

        /** The mean; 0 for an empty list. */
        public static double mean(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        }
    }

    private final List<Double> frames = new ArrayList<>();
    private final List<Double> waits = new ArrayList<>();
    private final Runnable onFrame;
    private final ScheduledExecutorService beat;
    private final AnimationTimer timer;
    private long last;
    private boolean stopped;

    /**
     * Watches from now on; window's thread.
     *
     * @param beat where the events come from; shut down by whoever made it
     * @param onFrame runs in each frame
     */
    public FrameWatch(ScheduledExecutorService beat, Runnable onFrame) {
        this.beat = beat;
        this.onFrame = onFrame;
        this.timer = new AnimationTimer() {
            @Override
            public void handle(long now) {
                frame();
            }
        };
        timer.start();
        beat();
    }

    /** Ends and says what was seen; window's thread. */
    public Seen stop() {
        timer.stop();
        stopped = true;
        return new Seen(frames, waits);
    }

    private void frame() {
        long now = System.nanoTime();
        if (last > 0) {
            frames.add((now - last) / 1e6);
        }
        last = now;
        onFrame.run();
    }

    /** One event at a time, so that watching adds no load of its own. */
    private void beat() {
        var _ = beat.schedule(
                () -> {
                    long asked = System.nanoTime();
                    Platform.runLater(() -> {
                        waits.add((System.nanoTime() - asked) / 1e6);
                        if (!stopped) {
                            beat();
                        }
                    });
                },
                BEAT_MILLIS,
                TimeUnit.MILLISECONDS);
    }
}

package dev.muster.app.job;

import dev.muster.app.ask.Asks;
import dev.muster.app.i18n.Texts;
import dev.muster.bridge.open.VolumeTransfers;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Files on their way to and from a bridge: one line each, with how far it is and a button that stops it. */
public final class TransferLines {
    /** Often enough to look alive; each one is work for the window. */
    private static final long BETWEEN_NANOS = 100_000_000;

    private final Asks asks;
    private final Texts texts;
    private final VBox lines = new VBox();

    /** None yet. */
    public TransferLines(String id, Asks asks, Texts texts) {
        this.asks = asks;
        this.texts = texts;
        lines.setId(id);
        lines.managedProperty().bind(lines.visibleProperty());
        lines.setVisible(false);
    }

    /** The node to be shown; it takes no room while nothing is on its way. */
    public Node root() {
        return lines;
    }

    /** Shows one more. */
    public Line begin(String what) {
        return new Line(what);
    }

    /** One file; {@link #at} is called in the background. */
    public final class Line implements VolumeTransfers.Progress {
        private final HBox row = new HBox(12);
        private final ProgressBar bar = new ProgressBar(0);
        private final Label figures = new Label();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final AtomicLong told = new AtomicLong(System.nanoTime() - BETWEEN_NANOS);
        private final AtomicLong first = new AtomicLong(-1);
        private final long began = System.nanoTime();

        private Line(String what) {
            Label name = new Label(what);
            bar.setAccessibleText(what);
            bar.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(bar, Priority.ALWAYS);
            figures.setMinWidth(Region.USE_PREF_SIZE);
            Button stop = new Button(texts.get("job.transfer.stop"));
            stop.setAccessibleText(texts.get("job.transfer.stop") + ": " + what);
            stop.setMinWidth(Region.USE_PREF_SIZE);
            stop.setOnAction(event -> {
                stopped.set(true);
                stop.setDisable(true);
            });
            row.setAlignment(Pos.CENTER_LEFT);
            row.setPadding(new Insets(4, 16, 4, 16));
            row.getChildren().addAll(name, bar, figures, stop);
            lines.getChildren().add(row);
            lines.setVisible(true);
        }

        @Override
        public boolean at(long done, long total) {
            long now = System.nanoTime();
            first.compareAndSet(-1, done);
            if (now - told.get() >= BETWEEN_NANOS || done == total) {
                told.set(now);
                double seconds = Math.max(0.001, (now - began) / 1e9);
                long rate = (long) ((done - first.get()) / seconds);
                asks.ui().execute(() -> {
                    bar.setProgress(total == 0 ? 1 : (double) done / total);
                    figures.setText(texts.get(
                            "job.transfer.figures",
                            Amounts.bytes(done, texts.locale()),
                            Amounts.bytes(total, texts.locale()),
                            Amounts.bytes(rate, texts.locale())));
                });
            }
            return !stopped.get();
        }

        /** Takes the line away. */
        public void end() {
            lines.getChildren().remove(row);
            lines.setVisible(!lines.getChildren().isEmpty());
        }
    }
}

package dev.muster.app.storage;

import dev.muster.app.ask.Asks;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.bridge.open.VolumeTransfers;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Volume;
import dev.muster.model.job.JobId;
import dev.muster.model.storage.PoolCommand;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
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

/** Files on their way to and from volumes: one line each, with how far it is and a button that stops it. */
final class TransferBar {
    /** Often enough to look alive; each one is work for the window. */
    private static final long BETWEEN_NANOS = 100_000_000;

    private final Asks asks;
    private final Texts texts;
    private final Consumer<Problem> onProblem;
    private final VBox lines = new VBox();

    TransferBar(Asks asks, Texts texts, Consumer<Problem> onProblem) {
        this.asks = asks;
        this.texts = texts;
        this.onProblem = onProblem;
        lines.setId("volume-transfers");
        lines.managedProperty().bind(lines.visibleProperty());
        lines.setVisible(false);
    }

    Node root() {
        return lines;
    }

    /** Sends a file into a new volume. The bridge's part of it is a job, which outlives this window. */
    void upload(Pool pool, Path file, String name, long bytes) {
        asks.submit(new PoolCommand.Upload(pool.id(), name, bytes), job -> send(job, file, name), onProblem);
    }

    private void send(JobId job, Path file, String name) {
        Line line = new Line(texts.get("storage.volume.uploading", name));
        asks.with(
                bridge -> {
                    VolumeTransfers.upload(bridge, job, file, line);
                    return job;
                },
                _ -> line.end(),
                problem -> {
                    line.end();
                    // a job that takes no more was cancelled or failed, and says so itself
                    if (problem.code() == ErrorCode.JOB_CANCELLED) {
                        asks.submit(new dev.muster.model.job.JobCommand.Cancel(job), _ -> {}, onProblem);
                    } else if (problem.code() != ErrorCode.JOB_NOT_FOUND) {
                        onProblem.accept(problem);
                    }
                });
    }

    /** Fetches a volume into a file. */
    void download(Volume volume, Path file) {
        Line line = new Line(texts.get("storage.volume.downloading", volume.name()));
        asks.with(
                bridge -> {
                    VolumeTransfers.download(bridge, volume.id(), file, line);
                    return file;
                },
                _ -> line.end(),
                problem -> {
                    line.end();
                    if (problem.code() != ErrorCode.JOB_CANCELLED) {
                        onProblem.accept(problem);
                    }
                });
    }

    /** One transfer; {@link #at} is called in the background. */
    private final class Line implements VolumeTransfers.Progress {
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
            Button stop = new Button(texts.get("storage.volume.transfer.stop"));
            stop.setAccessibleText(texts.get("storage.volume.transfer.stop") + ": " + what);
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
                            "storage.volume.transfer.figures",
                            Amounts.bytes(done, texts.locale()),
                            Amounts.bytes(total, texts.locale()),
                            Amounts.bytes(rate, texts.locale())));
                });
            }
            return !stopped.get();
        }

        private void end() {
            lines.getChildren().remove(row);
            lines.setVisible(!lines.getChildren().isEmpty());
        }
    }
}

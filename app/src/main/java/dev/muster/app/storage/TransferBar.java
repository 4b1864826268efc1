package dev.muster.app.storage;

import dev.muster.app.ask.Asks;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.TransferLines;
import dev.muster.bridge.open.VolumeTransfers;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Volume;
import dev.muster.model.job.JobId;
import dev.muster.model.storage.PoolCommand;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.scene.Node;

/** Files on their way to and from volumes: one line each, with how far it is and a button that stops it. */
final class TransferBar {
    private final Asks asks;
    private final Texts texts;
    private final Consumer<Problem> onProblem;
    private final TransferLines lines;

    TransferBar(Asks asks, Texts texts, Consumer<Problem> onProblem) {
        this.asks = asks;
        this.texts = texts;
        this.onProblem = onProblem;
        this.lines = new TransferLines("volume-transfers", asks, texts);
    }

    Node root() {
        return lines.root();
    }

    /** Sends a file into a new volume. The bridge's part of it is a job, which outlives this window. */
    void upload(Pool pool, Path file, String name, long bytes) {
        asks.submit(new PoolCommand.Upload(pool.id(), name, bytes), job -> send(job, file, name), onProblem);
    }

    private void send(JobId job, Path file, String name) {
        TransferLines.Line line = lines.begin(texts.get("storage.volume.uploading", name));
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
        TransferLines.Line line = lines.begin(texts.get("storage.volume.downloading", volume.name()));
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
}

package dev.muster.app.cluster;

import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.job.TransferLines;
import dev.muster.bridge.open.ArtifactTransfers;
import dev.muster.model.cluster.ArtifactCommand.PutArtifact;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.ArtifactKind;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.nio.file.Path;
import javafx.scene.Node;

/** Files on their way to become artifacts: each is read once, what the bridge lacks of it is sent, and a job stores it. */
final class ArtifactUploads {
    private final ConsoleContext context;
    private final TransferLines lines;

    ArtifactUploads(ConsoleContext context) {
        this.context = context;
        this.lines = new TransferLines("artifact-uploads", context.asks(), context.texts());
    }

    Node root() {
        return lines.root();
    }

    void put(ArtifactId id, ArtifactKind kind, Path file) {
        TransferLines.Line line = lines.begin(context.texts().get("cluster.artifact.reading", id.text()));
        context.asks()
                .with(
                        bridge -> {
                            ArtifactTransfers.Content content = ArtifactTransfers.read(file, line);
                            PutArtifact command = new PutArtifact(id, kind, content.digest(), content.size());
                            ArtifactTransfers.requireFree(bridge, command);
                            return command;
                        },
                        command -> {
                            line.end();
                            send(command, file);
                        },
                        problem -> failed(line, problem));
    }

    private void send(PutArtifact command, Path file) {
        TransferLines.Line line = lines.begin(context.texts()
                .get("cluster.artifact.uploading", command.artifact().text()));
        context.asks()
                .with(
                        bridge -> {
                            ArtifactTransfers.upload(
                                    bridge,
                                    new ArtifactTransfers.Content(command.digest(), command.size()),
                                    file,
                                    line);
                            return command;
                        },
                        _ -> {
                            line.end();
                            context.asks().submit(command, context.onJob(), context.onProblem());
                        },
                        problem -> failed(line, problem));
    }

    private void failed(TransferLines.Line line, Problem problem) {
        line.end();
        if (problem.code() != ErrorCode.JOB_CANCELLED) { // who stopped it knows
            context.onProblem().accept(problem);
        }
    }
}

package dev.muster.app.cluster;

import dev.muster.app.i18n.Texts;
import dev.muster.bridge.json.Json;
import dev.muster.model.cluster.ClusterSpec;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Descriptions of clusters in files, as JSON. Reads and writes the disk: not for the window's thread. */
final class ClusterFiles {
    private static final long LONGEST = 4L << 20;

    private final Texts texts;

    ClusterFiles(Texts texts) {
        this.texts = texts;
    }

    /**
     * Reads a description.
     *
     * @throws MusterException {@code USAGE_INVALID} where there is no such file; whatever the description refuses
     */
    ClusterSpec read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw refused(texts.get("cluster.import.none", file.toString()), "")
                        .toException();
            }
            if (Files.size(file) > LONGEST) {
                throw refused(texts.get("cluster.import.long", file.toString()), "")
                        .toException();
            }
            return Json.readStrict(Files.readString(file), ClusterSpec.class);
        } catch (IOException e) {
            throw refused(texts.get("cluster.import.unread", file.toString()), e.toString())
                    .toException(e);
        }
    }

    /**
     * Writes a description.
     *
     * @return the file
     * @throws MusterException {@code USAGE_INVALID} where it cannot be written
     */
    Path write(Path file, ClusterSpec spec) {
        try {
            Files.writeString(file, Json.writePretty(spec) + "\n");
            return file;
        } catch (IOException e) {
            throw refused(texts.get("cluster.export.unwritten", file.toString()), e.toString())
                    .toException(e);
        }
    }

    private Problem refused(String what, String details) {
        return Problem.of(ErrorCode.USAGE_INVALID, what, "", texts.get("cluster.file.remedy"))
                .withDetails(details);
    }
}

package dev.muster.bridge.cluster.artifact;

import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;

/** What can be wrong with an artifact. */
final class ArtifactProblems {
    private ArtifactProblems() {}

    static MusterException notFound(ArtifactId id) {
        return Problem.of(
                        ErrorCode.ARTIFACT_NOT_FOUND,
                        "There is no artifact " + id + ".",
                        "Nothing was changed.",
                        "List the artifacts to see their names.")
                .toException();
    }

    static MusterException none() {
        return Problem.of(
                        ErrorCode.ARTIFACT_NOT_FOUND,
                        "There are no artifacts.",
                        "Nothing was read.",
                        "Upload an artifact first.")
                .toException();
    }

    static MusterException exists(ArtifactId id) {
        return Problem.of(
                        ErrorCode.ARTIFACT_EXISTS,
                        "The artifact " + id + " has other content.",
                        "It was left as it is.",
                        "Choose another name, or delete the artifact first.")
                .toException();
    }

    static MusterException inUse(ArtifactId id) {
        return Problem.of(
                        ErrorCode.ARTIFACT_IN_USE,
                        "VMs boot from the artifact " + id + ".",
                        "Nothing was deleted.",
                        "Let them boot from another artifact first.")
                .toException();
    }

    static MusterException missing(Artifact artifact) {
        return Problem.of(
                        ErrorCode.ARTIFACT_MISSING,
                        "The content of the artifact " + artifact.id() + " is missing.",
                        "VMs that boot from it do not start.",
                        "Upload the same file again under this name.")
                .toException();
    }

    static MusterException corrupt(Artifact artifact) {
        return Problem.of(
                        ErrorCode.ARTIFACT_CORRUPT,
                        "The content of the artifact " + artifact.id() + " is damaged.",
                        "VMs that boot from it may not start.",
                        "Check the disk of the bridge, and upload the same file again under this name.")
                .toException();
    }

    /** What was uploaded is another content than was announced. */
    static MusterException wrong(String digest, String found) {
        return Problem.of(
                        ErrorCode.ARTIFACT_CORRUPT,
                        "What was uploaded has the SHA-256 " + found + " instead of " + digest + ".",
                        "It was removed, and no artifact was stored.",
                        "Upload the file again; it may have changed while it was read.")
                .toException();
    }

    static MusterException tooLong(String digest, long size) {
        return Problem.of(
                        ErrorCode.USAGE_INVALID,
                        "More than the announced " + size + " bytes of " + digest + " were sent.",
                        "No artifact was stored.",
                        "Upload the file again; it may have changed while it was read.")
                .toException();
    }

    static MusterException incomplete(long received, long size) {
        return Problem.of(
                        ErrorCode.ARTIFACT_INCOMPLETE,
                        "Of " + size + " bytes, " + received + " were uploaded.",
                        "What came is kept, but no artifact was stored.",
                        "Upload the same file again; it goes on from there.")
                .toException();
    }

    static MusterException noRoom(long size, long free) {
        return Problem.of(
                        ErrorCode.DISK_FULL,
                        "The disk of the bridge has " + free + " bytes left, the artifact needs " + size + ".",
                        "No artifact was stored.",
                        "Free space there, or delete artifacts that are not needed.")
                .toException();
    }

    static MusterException unusable(Path file, IOException why) {
        if (why instanceof ClosedByInterruptException) {
            return Problem.of(
                            ErrorCode.JOB_CANCELLED,
                            "The work on " + file.getFileName() + " was stopped.",
                            "Artifacts that were stored stay as they are.",
                            "Start it again if it is still wanted.")
                    .toException(why);
        }
        return Problem.of(
                        ErrorCode.FILE_MISSING,
                        "The bridge cannot read or write " + file + ".",
                        "Artifacts that were stored stay as they are.",
                        "Check that the disk of the bridge has room and that the directory belongs to the bridge's user.")
                .withDetails(why.toString())
                .toException(why);
    }
}

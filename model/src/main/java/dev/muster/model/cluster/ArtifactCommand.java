package dev.muster.model.cluster;

import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** What can be done with artifacts. */
public sealed interface ArtifactCommand extends Command {
    @Override
    default Role requires() {
        return Role.OPERATOR;
    }

    /**
     * Makes an artifact of content that was uploaded before, or that the bridge has under another name.
     *
     * @param artifact its name; an artifact of that name with other content is not replaced
     * @param kind what it is for
     * @param digest SHA-256 of the content, 64 lower-case hex digits
     * @param size bytes of the content, at least 1
     */
    record PutArtifact(ArtifactId artifact, ArtifactKind kind, String digest, long size) implements ArtifactCommand {
        public PutArtifact {
            Digests.require(digest);
            if (size < 1) {
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "An artifact cannot be empty.",
                                "Nothing was changed.",
                                "Choose a file with content.")
                        .toException();
            }
        }

        @Override
        public String subject() {
            return artifact.text();
        }
    }

    /**
     * Reads the content of artifacts again and notes whether it is what was stored.
     *
     * @param artifacts which; none for all there are
     */
    record VerifyArtifacts(List<ArtifactId> artifacts) implements ArtifactCommand {
        public VerifyArtifacts {
            artifacts = artifacts.stream().distinct().toList();
        }

        @Override
        public String subject() {
            return artifacts.stream().map(ArtifactId::text).collect(Collectors.joining(" "));
        }
    }

    /** Deletes an artifact; its content goes with the last artifact that has it. */
    record DeleteArtifact(ArtifactId artifact) implements ArtifactCommand {
        @Override
        public String subject() {
            return artifact.text();
        }
    }
}

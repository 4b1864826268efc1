package dev.muster.bridge.open;

import dev.muster.model.bridge.FeatureCall;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.ArtifactCommand;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * Files of whoever asks on their way to become contents of artifacts, over any bridge. What the bridge has is not sent again;
 * when all of it is there, {@code PutArtifact} gives it a name.
 */
public final class ArtifactTransfers {
    private ArtifactTransfers() {}

    /**
     * What the bridge has to know of a file before it takes it.
     *
     * @param digest SHA-256, 64 lower-case hex digits
     * @param size bytes
     */
    public record Content(String digest, long size) {}

    /**
     * Reads a file once.
     *
     * @throws MusterException {@code FILE_MISSING}, {@code JOB_CANCELLED}
     */
    public static Content read(Path file, VolumeTransfers.Progress progress) {
        MessageDigest digest = sha256();
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            long total = in.size();
            long done = 0;
            ByteBuffer buffer = ByteBuffer.allocate(FeatureCall.MOST_BYTES);
            while (in.read(buffer.clear()) >= 0) {
                digest.update(buffer.flip());
                done += buffer.limit();
                goOn(progress, done, total);
            }
            return new Content(HexFormat.of().formatHex(digest.digest()), done);
        } catch (IOException e) {
            throw VolumeTransfers.unreadable(file, e);
        }
    }

    /**
     * Refuses an artifact whose name has other content. The job refuses it too, but only after all of the file was sent.
     *
     * @throws MusterException {@code ARTIFACT_EXISTS}
     */
    public static void requireFree(HypervisorBridge bridge, ArtifactCommand.PutArtifact command) {
        boolean taken = bridge.inventory()
                .object(Artifact.class, command.artifact())
                .filter(there -> !there.digest().equals(command.digest()))
                .isPresent();
        if (taken) {
            throw Problem.of(
                            ErrorCode.ARTIFACT_EXISTS,
                            "The artifact " + command.artifact() + " has other content.",
                            "It was left as it is.",
                            "Choose another name, or delete the artifact first.")
                    .toException();
        }
    }

    /**
     * Sends a file from where the bridge has it. Returns once all of it is with the bridge.
     *
     * @param content what {@link #read} found
     * @throws MusterException {@code FILE_MISSING}, {@code DISK_FULL}, {@code JOB_CANCELLED}, {@code BRIDGE_UNREACHABLE}
     */
    public static void upload(HypervisorBridge bridge, Content content, Path file, VolumeTransfers.Progress progress) {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            long next = received(bridge, content);
            while (next < content.size()) {
                byte[] part = VolumeTransfers.read(in, next, content.size());
                next = send(bridge, content, next, part);
                goOn(progress, next, content.size());
            }
        } catch (IOException e) {
            throw VolumeTransfers.unreadable(file, e);
        }
    }

    /** How many bytes of a content the bridge has. */
    public static long received(HypervisorBridge bridge, Content content) {
        return number(bridge.call(new FeatureCall(
                "artifact/partial",
                Map.of("digest", content.digest(), "size", String.valueOf(content.size())),
                new byte[0])));
    }

    /**
     * Sends one part, and returns when it is written.
     *
     * @return the offset that is wanted next; the size of the content when all of it is there
     */
    public static long send(HypervisorBridge bridge, Content content, long offset, byte[] part) {
        return number(bridge.call(new FeatureCall(
                "artifact/part",
                Map.of(
                        "digest", content.digest(),
                        "size", String.valueOf(content.size()),
                        "offset", String.valueOf(offset)),
                part)));
    }

    private static void goOn(VolumeTransfers.Progress progress, long done, long total) {
        if (!progress.at(done, total)) {
            throw Problem.of(
                            ErrorCode.JOB_CANCELLED,
                            "The upload was stopped.",
                            "What came so far is kept by the bridge.",
                            "Upload the same file again to go on.")
                    .toException();
        }
    }

    private static long number(byte[] answer) {
        return Long.parseLong(new String(answer, StandardCharsets.US_ASCII));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

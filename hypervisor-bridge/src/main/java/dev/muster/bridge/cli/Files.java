package dev.muster.bridge.cli;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Files named on the command line. */
final class Files {
    private static final int LIMIT = 4 << 20;
    private static final int MOST_BYTES = 512 << 20;

    private Files() {}

    /**
     * The text of a file, or of standard input for {@code -}; at most 4 MiB.
     *
     * @throws dev.muster.model.error.MusterException {@code FILE_MISSING} or {@code USAGE_INVALID}
     */
    static String text(Path file) {
        try (InputStream in = file.toString().equals("-") ? System.in : java.nio.file.Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                file + " is larger than 4 MiB.",
                                "Nothing was changed.",
                                "Give a smaller file.")
                        .toException();
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * The bytes of a file, at most 512 MiB.
     *
     * @throws dev.muster.model.error.MusterException {@code FILE_MISSING} or {@code USAGE_INVALID}
     */
    static byte[] bytes(Path file) {
        try {
            if (java.nio.file.Files.size(file) > MOST_BYTES) {
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                file + " is larger than 512 MiB.",
                                "Nothing was changed.",
                                "Give a smaller file.")
                        .toException();
            }
            return java.nio.file.Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static MusterException unreadable(Path file, IOException e) {
        return Problem.of(
                        ErrorCode.FILE_MISSING,
                        file + " cannot be read.",
                        "Nothing was changed.",
                        "Check the name and the permissions.")
                .withDetails(String.valueOf(e.getMessage()))
                .toException(e);
    }

    /**
     * Writes bytes to a file, in place of what is there; makes its directory where need be.
     *
     * @throws dev.muster.model.error.MusterException {@code FILE_MISSING}
     */
    static void write(Path file, byte[] bytes) {
        try {
            java.nio.file.Files.createDirectories(
                    file.toAbsolutePath().resolve("..").normalize());
            java.nio.file.Files.write(file, bytes);
        } catch (IOException e) {
            throw Problem.of(
                            ErrorCode.FILE_MISSING,
                            file + " cannot be written.",
                            "Nothing was changed.",
                            "Check the directory and the permissions.")
                    .withDetails(String.valueOf(e.getMessage()))
                    .toException(e);
        }
    }

    /**
     * Writes a text to a file, in place of what is there.
     *
     * @throws dev.muster.model.error.MusterException {@code FILE_MISSING}
     */
    static void write(Path file, String text) {
        try {
            java.nio.file.Files.writeString(file, text);
        } catch (IOException e) {
            throw Problem.of(
                            ErrorCode.FILE_MISSING,
                            file + " cannot be written.",
                            "Nothing was changed.",
                            "Check the directory and the permissions.")
                    .withDetails(String.valueOf(e.getMessage()))
                    .toException(e);
        }
    }
}

package dev.muster.bridge.backup;

import dev.muster.model.backup.DiskImage;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Checks that an image is made of its own files alone, so that it cannot bring another file of this machine into a point. */
final class ImageCheck {
    /** Offsets of qcow2's header (QEMU's docs/interop/qcow2.txt). */
    private static final int QCOW2_VERSION = 4;

    private static final int QCOW2_BACKING = 8;
    private static final int QCOW2_INCOMPATIBLE = 72;
    private static final int QCOW2_HEADER = 80;
    private static final int QCOW2_MAGIC = 0x514649fb;
    private static final long QCOW2_DATA_FILE = 1 << 2;

    private ImageCheck() {}

    /**
     * Checks an image. What can name another file is read here before QEMU opens it.
     *
     * @return the file itself, links followed
     * @throws MusterException {@code FILE_MISSING}, {@code USAGE_INVALID}
     * @throws IOException where it cannot be read
     */
    static Path require(DiskImage image) throws IOException, InterruptedException {
        Path named = Path.of(image.path());
        if (!Files.exists(named)) {
            throw Problem.of(
                            ErrorCode.FILE_MISSING,
                            "The bridge's machine has no file " + image.path() + ".",
                            "Nothing was imported.",
                            "Give the path of an image on the machine the bridge runs on.")
                    .toException();
        }
        Path file = named.toRealPath();
        if (!Files.isRegularFile(file)) {
            throw refused(
                    image.path() + " is not a regular file.",
                    "Give the path of an image file; copy a device into a raw image first.");
        }
        switch (image.format()) {
            case QCOW2 -> requireAlone(image, file);
            case VMDK -> VmdkFiles.require(image, file);
            // raw images and VDIs are one file; QEMU opens no VHDX with a parent
            case RAW, VHDX, VDI -> {}
        }
        Map<?, ?> info;
        try {
            info = QemuImg.info(file, image.format().word());
        } catch (IOException e) {
            throw unreadable(image, e);
        }
        if (info.containsKey("backing-filename") || info.toString().contains("data-file=")) {
            throw dependent(image);
        }
        if (Boolean.TRUE.equals(info.get("encrypted"))) {
            throw refused(image.path() + " is encrypted.", "Decrypt it with qemu-img convert, and import the result.");
        }
        return file;
    }

    private static void requireAlone(DiskImage image, Path file) throws IOException {
        ByteBuffer header;
        try (InputStream in = Files.newInputStream(file)) {
            header = ByteBuffer.wrap(in.readNBytes(QCOW2_HEADER));
        }
        if (header.limit() < QCOW2_INCOMPATIBLE || header.getInt(0) != QCOW2_MAGIC) {
            throw unreadable(image, new IOException("it does not begin as a qcow2 image does"));
        }
        boolean data = header.getInt(QCOW2_VERSION) >= 3
                && header.limit() == QCOW2_HEADER
                && (header.getLong(QCOW2_INCOMPATIBLE) & QCOW2_DATA_FILE) != 0;
        if (header.getLong(QCOW2_BACKING) != 0 || data) {
            throw dependent(image);
        }
    }

    private static MusterException dependent(DiskImage image) {
        return refused(
                image.path() + " needs another file: it has a backing file or keeps its data elsewhere.",
                "Make one image of it with qemu-img convert, and import the result.");
    }

    /** {@code USAGE_INVALID}: QEMU's words are in the details. */
    static MusterException unreadable(DiskImage image, IOException cause) {
        return Problem.of(
                        ErrorCode.USAGE_INVALID,
                        image.path() + " cannot be read as a " + image.format().word() + " image.",
                        "Nothing was imported.",
                        "Give its format with --format, and make sure that no program has it open.")
                .withDetails(String.valueOf(cause.getMessage()))
                .toException(cause);
    }

    /** {@code USAGE_INVALID} */
    static MusterException refused(String what, String remedy) {
        return Problem.of(ErrorCode.USAGE_INVALID, what, "Nothing was imported.", remedy)
                .toException();
    }
}

package dev.muster.bridge.backup;

import dev.muster.model.backup.DiskImage;
import dev.muster.model.error.MusterException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files a VMDK image is made of. A descriptor is text that names its extents, the files with the content; QEMU opens whatever
 * it names ({@code block/vmdk.c}; VMware, Virtual Disk Format 5.0).
 */
final class VmdkFiles {
    /** QEMU reads no more of a descriptor. */
    private static final int MOST = 1 << 20;

    /** The magic of a sparse extent, {@code KDMV}. */
    private static final int SPARSE = 0x564d444b;

    /** Where the capacity is in the header of a sparse extent: with none, QEMU looks for a descriptor in it. */
    private static final int CAPACITY = 12;

    private static final int HEADER = 20;

    /** QEMU's sscanf takes any blanks, also line feeds, between the access, the size, the type and the name of an extent. */
    private static final Pattern EXTENT = Pattern.compile("\\d\\s*[A-Za-z]+\\s*\"([^\"\\r\\n]+)");

    private VmdkFiles() {}

    /**
     * Checks that all of them are beside the image.
     *
     * @throws MusterException {@code USAGE_INVALID}
     */
    static void require(DiskImage image, Path file) throws IOException {
        byte[] head = head(file, MOST);
        if (isSparse(head)) {
            requireCapacity(image, head);
            return;
        }
        Matcher extents = EXTENT.matcher(new String(head, StandardCharsets.ISO_8859_1));
        while (extents.find()) {
            requireBeside(image, file, extents.group(1));
        }
    }

    private static void requireBeside(DiskImage image, Path descriptor, String name) throws IOException {
        Path extent = descriptor.resolveSibling(
                new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        boolean plain = name.indexOf('/') < 0 && name.indexOf(':') < 0 && name.indexOf('\0') < 0;
        if (!plain || !Files.isRegularFile(extent, LinkOption.NOFOLLOW_LINKS)) {
            throw ImageCheck.refused(
                    image.path() + " names the file \"" + name + "\", which is not a regular file beside it.",
                    "Put all files of the image into one directory, and import it from there.");
        }
        byte[] head = head(extent, HEADER);
        if (isSparse(head)) {
            requireCapacity(image, head);
        }
    }

    private static byte[] head(Path file, int bytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(bytes);
        }
    }

    private static boolean isSparse(byte[] head) {
        return head.length >= HEADER
                && ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(0) == SPARSE;
    }

    private static void requireCapacity(DiskImage image, byte[] head) {
        if (ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong(CAPACITY) == 0) {
            throw ImageCheck.refused(
                    image.path() + " has a descriptor where its content should be.",
                    "Convert it with the program that made it, and import the result.");
        }
    }
}

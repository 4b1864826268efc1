package dev.muster.model.backup;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.Locale;
import java.util.Optional;

/**
 * A disk image made by another program.
 *
 * @param path of a regular file on the bridge's machine; absolute and without {@code ..}
 * @param format what it is; never guessed from the content, since the guest may have written that
 */
public record DiskImage(String path, Format format) {
    public DiskImage {
        if (!path.startsWith("/") || path.indexOf('\0') >= 0 || (path + "/").contains("/../") || path.equals("/")) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "\"" + path + "\" cannot be the path of a disk image.",
                            "Nothing was imported.",
                            "Give an absolute path without \"..\".")
                    .toException();
        }
    }

    /** The formats that can be imported. */
    public enum Format {
        /** The bytes of the disk and nothing else. */
        RAW,
        /** QEMU. */
        QCOW2,
        /** VMware. */
        VMDK,
        /** Hyper-V. */
        VHDX,
        /** VirtualBox. */
        VDI;

        /** As QEMU and the command line call it, such as {@code vhdx}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The format of that word, or that is usual for files with that ending, such as {@code img}. */
        public static Optional<Format> of(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "raw", "img" -> Optional.of(RAW);
                case "qcow2" -> Optional.of(QCOW2);
                case "vmdk" -> Optional.of(VMDK);
                case "vhdx" -> Optional.of(VHDX);
                case "vdi" -> Optional.of(VDI);
                default -> Optional.empty();
            };
        }
    }
}

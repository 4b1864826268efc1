package dev.muster.model.vm;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.storage.PoolCommand;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A VM to be made.
 *
 * @param name its name on the host: letters, digits, {@code . _ + -}, not beginning with {@code .} or {@code -}
 * @param vcpus virtual processors, 1 to 512
 * @param memoryBytes RAM, at least 16 MiB
 * @param boot what it starts from
 * @param networks names of the libvirt networks its NICs are plugged into, in order
 * @param description free text
 * @param tags Muster's tags
 * @param firmware what starts it
 * @param os what it is to run, as the libosinfo database names it, such as {@code http://debian.org/debian/12}; empty where
 *     that is not said
 */
public record VmSpec(
        String name,
        int vcpus,
        long memoryBytes,
        BootSource boot,
        List<String> networks,
        String description,
        SortedSet<String> tags,
        Firmware firmware,
        String os) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+][A-Za-z0-9._+-]{0,62}");
    private static final long LEAST_MEMORY = 16L << 20;

    public VmSpec {
        networks = List.copyOf(networks);
        tags = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(tags));
        requireName(name);
        if (!os.isEmpty() && !os.matches("https?://[A-Za-z0-9._~/+-]{1,200}")) {
            throw refused("\"" + os + "\" is not what the libosinfo database calls a system.");
        }
        if (vcpus < 1 || vcpus > 512) {
            throw refused("A VM has 1 to 512 virtual processors, not " + vcpus + ".");
        }
        if (memoryBytes < LEAST_MEMORY) {
            throw refused("A VM needs at least 16 MiB of memory, not " + memoryBytes + " bytes.");
        }
        switch (boot) {
            case BootSource.Kernel kernel -> {
                requirePath(kernel.kernel());
                if (!kernel.initrd().isEmpty()) {
                    requirePath(kernel.initrd());
                }
            }
            case BootSource.DiskImage image -> {
                requirePath(image.path());
                if (!image.format().equals("qcow2") && !image.format().equals("raw")) {
                    throw refused("The format of a disk image is qcow2 or raw, not \"" + image.format() + "\".");
                }
            }
            case BootSource.Template template -> {
                if (!PoolCommand.isName(template.name())
                        || template.volume().name().equals(template.name())) {
                    throw refused("The copy of a volume has a plain file name of its own.");
                }
            }
            case BootSource.Pxe pxe -> {
                if (networks.isEmpty()) {
                    throw refused("A VM that starts from the network needs one.");
                }
                if (!pxe.disk().isEmpty()) {
                    requirePath(pxe.disk());
                }
                if (pxe.disk().isEmpty() ? pxe.diskBytes() != 0 : pxe.diskBytes() < 1 << 20) {
                    throw refused("A new disk is at least 1 MiB, not " + pxe.diskBytes() + " bytes.");
                }
            }
            case BootSource.Iso iso -> {
                requirePath(iso.iso());
                requirePath(iso.disk());
                if (iso.diskBytes() < 1 << 20) {
                    throw refused("A new disk is at least 1 MiB, not " + iso.diskBytes() + " bytes.");
                }
            }
        }
    }

    /** One with the usual firmware, of which it is not said what it runs. */
    public VmSpec(
            String name,
            int vcpus,
            long memoryBytes,
            BootSource boot,
            List<String> networks,
            String description,
            SortedSet<String> tags) {
        this(name, vcpus, memoryBytes, boot, networks, description, tags, Firmware.USUAL, "");
    }

    /**
     * Checks a VM's name.
     *
     * @throws dev.muster.model.error.MusterException {@code USAGE_INVALID}
     */
    public static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw refused(
                    "\"" + name + "\" is not a name for a VM: use letters, digits, '.', '_', '+' and '-', at most 63,"
                            + " not beginning with '.' or '-'.");
        }
    }

    private static void requirePath(String path) {
        if (!path.startsWith("/")
                || path.indexOf('\0') >= 0
                || List.of(path.split("/", -1)).contains("..")) {
            throw refused("\"" + path + "\" is not an absolute path without \"..\".");
        }
    }

    private static RuntimeException refused(String what) {
        return Problem.of(ErrorCode.USAGE_INVALID, what, "No VM was made.", "Correct the value and try again.")
                .toException();
    }
}

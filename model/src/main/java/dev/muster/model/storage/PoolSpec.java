package dev.muster.model.storage;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.vm.VmSpec;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A pool to be made.
 *
 * @param name its name on the host, as a VM's
 * @param kind where its volumes are kept
 * @param path absolute path of the directory where they are found; made where it does not exist; of a volume group and of
 *     iSCSI it follows from the kind, and is empty
 * @param server the machine that offers it; of NFS and iSCSI only
 * @param source what is used: the exported directory, the block device, the volume group, the iSCSI target; empty for a
 *     directory
 */
public record PoolSpec(String name, Kind kind, String path, String server, String source) {
    private static final Pattern SERVER = Pattern.compile("[A-Za-z0-9\\[][A-Za-z0-9.:\\]-]{0,252}");
    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_+.][A-Za-z0-9_+.-]{0,126}");
    private static final Pattern TARGET = Pattern.compile("(iqn|eui|naa)\\.[A-Za-z0-9.:_-]{1,219}");

    /** Where the volumes of a pool are kept. */
    public enum Kind {
        /** As files in a directory of the host. */
        DIRECTORY,
        /** As files on a block device of the host that has a file system, which is mounted. */
        FILE_SYSTEM,
        /** As files in a directory that another machine exports by NFS. */
        NFS,
        /** As logical volumes of a volume group that the host has. */
        LOGICAL,
        /** As the units of an iSCSI target. */
        ISCSI;

        /** Whether its volumes are files in a directory that is to be named. */
        public boolean hasPath() {
            return this == DIRECTORY || this == FILE_SYSTEM || this == NFS;
        }

        /** Whether another machine offers it. */
        public boolean hasServer() {
            return this == NFS || this == ISCSI;
        }
    }

    public PoolSpec {
        VmSpec.requireName(name);
        if (kind.hasPath()) {
            requirePath(path);
        } else if (!path.isEmpty()) {
            throw refused("The path of a pool of this kind is not chosen.");
        }
        if (kind.hasServer() ? !SERVER.matcher(server).matches() : !server.isEmpty()) {
            throw refused("\"" + server + "\" is not the machine a pool of this kind is offered by.");
        }
        switch (kind) {
            case DIRECTORY -> {
                if (!source.isEmpty()) {
                    throw refused("A directory pool has no source.");
                }
            }
            case FILE_SYSTEM, NFS -> requirePath(source);
            case LOGICAL -> {
                if (!GROUP.matcher(source).matches() || source.equals(".") || source.equals("..")) {
                    throw refused("\"" + source + "\" is not the name of a volume group.");
                }
            }
            case ISCSI -> {
                if (!TARGET.matcher(source).matches()) {
                    throw refused("\"" + source + "\" is not an iSCSI target, such as iqn.2026-01.org.example:disks.");
                }
            }
        }
    }

    /** A directory pool. */
    public PoolSpec(String name, String path) {
        this(name, Kind.DIRECTORY, path, "", "");
    }

    private static void requirePath(String path) {
        if (!path.startsWith("/")
                || path.indexOf('\0') >= 0
                || List.of(path.split("/", -1)).contains("..")) {
            throw refused("\"" + path + "\" is not an absolute path without \"..\".");
        }
    }

    private static RuntimeException refused(String what) {
        return Problem.of(ErrorCode.USAGE_INVALID, what, "No pool was made.", "Correct the value and try again.")
                .toException();
    }
}

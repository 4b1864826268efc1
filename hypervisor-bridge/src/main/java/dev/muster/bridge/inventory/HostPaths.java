package dev.muster.bridge.inventory;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Volume;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which files of a host may be named by whom, and whether they are there. */
public final class HostPaths {
    private static final Set<String> DIRECTORIES = Set.of("dir", "fs", "netfs");

    private static final Logger LOG = LoggerFactory.getLogger(HostPaths.class);
    private static final byte[] QCOW2 = {'Q', 'F', 'I', (byte) 0xfb};

    /** Formats that lead to no other file, and qcow2, of which it is read. */
    private static final Set<String> WHOLE_OR_READ = Set.of("", "none", "raw", "iso", "qcow2");

    /** Put into a job's facts where whoever asked for it may use no file outside the pools. */
    public static final String WITHIN_POOLS = "withinPools";

    private final Lookup lookup;

    /** Looks at those hosts. */
    public HostPaths(Lookup lookup) {
        this.lookup = lookup;
    }

    /** A path without empty, {@code .} and {@code ..} parts. */
    public static String normal(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/")) {
            if (part.equals("..") && !parts.isEmpty()) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
                parts.add(part);
            }
        }
        return "/" + String.join("/", parts);
    }

    /** The pool that is up and holds that path. */
    public Optional<Pool> pool(HostId host, String path) {
        // "nbd://other/../../pool/x" is a protocol, whatever its path would be without the dots
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        String normal = normal(path);
        return lookup.poolsOf(host)
                .filter(pool -> pool.active() && DIRECTORIES.contains(pool.type()))
                .filter(pool -> !normal(pool.path()).equals("/"))
                .filter(pool -> normal.startsWith(normal(pool.path()) + "/"))
                .findFirst();
    }

    /** {@code FILE_MISSING}, {@code PATH_FORBIDDEN} */
    public void requireFile(HostId host, String path) {
        requireOpenable(host, path);
        if (lookup.hypervisor(host).files().size(host, path).isEmpty()) {
            throw Problem.of(
                            ErrorCode.FILE_MISSING,
                            "The host " + host + " has no file " + path + ".",
                            "Nothing was made or changed.",
                            "Give the path of a file that is there.")
                    .toException();
        }
    }

    /** {@code USAGE_INVALID} where a file that is said to be qcow2 does not begin as QEMU's qcow2.txt has it. */
    public void requireFormat(HostId host, String path, String format) {
        byte[] head = format.equals("qcow2") ? head(host, path) : new byte[0];
        if (head.length == QCOW2.length && !Arrays.equals(head, QCOW2)) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "The file " + path + " on " + host + " is no qcow2 image.",
                            "No VM was made: it could not have started.",
                            "Say that the image is raw if it is, or give the path of another.")
                    .toException();
        }
    }

    /** Nothing where it cannot be read from here: then its host says what is wrong with it, at the VM's start. */
    private byte[] head(HostId host, String path) {
        try {
            return lookup.hypervisor(host).files().read(host, path, 0, QCOW2.length);
        } catch (MusterException e) {
            LOG.debug(
                    "{} on {} cannot be looked into: {}",
                    path,
                    host,
                    e.problem().text());
            return new byte[0];
        }
    }

    /** {@code VOLUME_EXISTS} */
    public void requireNoFile(HostId host, String path) {
        if (lookup.hypervisor(host).files().size(host, path).isPresent()) {
            throw Problem.of(
                            ErrorCode.VOLUME_EXISTS,
                            "The host " + host + " has a file " + path + " already.",
                            "It stays as it is; nothing was made or changed.",
                            "Give the path of a disk that is not there yet.")
                    .toException();
        }
    }

    /** {@code PATH_FORBIDDEN} where no pool that is up holds that path. */
    public void requireInPool(HostId host, String path) {
        if (pool(host, path).isEmpty() || leadsOut(host, path)) {
            throw Problem.of(
                            ErrorCode.PATH_FORBIDDEN,
                            path + " lies in no storage pool that is up on " + host + ".",
                            "Nothing was made or changed.",
                            "Use a file in a pool, or ask an administrator, who may use any path.")
                    .toException();
        }
    }

    /** Whether it is a symbolic link to somewhere else; a pool may well lie behind one itself. */
    private boolean leadsOut(HostId host, String path) {
        Hypervisor hypervisor = lookup.hypervisor(host);
        String real = hypervisor.files().realPath(host, normal(path));
        return lookup.poolsOf(host)
                .filter(pool -> pool.active() && DIRECTORIES.contains(pool.type()))
                .map(pool -> hypervisor.files().realPath(host, normal(pool.path())))
                .noneMatch(directory -> !directory.equals("/") && real.startsWith(directory + "/"));
    }

    /**
     * The same for an image and all that it is backed by: a guest can write into its raw disk whatever a qcow2 header says,
     * so an image must not be able to lead out of the pools.
     */
    public void requireChainInPool(HostId host, String path) {
        requireInPool(host, path);
        Hypervisor hypervisor = lookup.hypervisor(host);
        BackingChain.Chain chain = new BackingChain(hypervisor, host).of(path);
        for (String file : chain.files()) {
            requireInPool(host, file);
        }
        chain.doubt().ifPresent(why -> {
            throw unclear(path, why);
        });
        // our own reading is never trusted alone: QEMU opens what QEMU reads
        Optional<List<String>> qemus = hypervisor.files().chain(host, path);
        if (qemus.isPresent()) {
            for (String file : qemus.get()) {
                requireInPool(host, file);
            }
            if (qemus.get().size() != chain.files().size() + 1) {
                throw unclear(path, "QEMU finds other images there");
            }
        }
    }

    private static MusterException unclear(String path, String why) {
        return Problem.of(
                        ErrorCode.PATH_FORBIDDEN,
                        "It cannot be told what lies below " + path + ": " + why + ".",
                        "Nothing was made or changed.",
                        "Use an image that lies upon no other, or ask an administrator, who may use any path.")
                .toException();
    }

    /** {@code PATH_FORBIDDEN} for what has no content of its own: a directory, a pipe, a socket. */
    public void requireOpenable(HostId host, String path) {
        switch (lookup.hypervisor(host).files().identity(host, path).kind()) {
            case DIRECTORY -> throw noImage(path + " is a directory, not a disk image.");
            case SPECIAL -> throw noImage(path + " is a pipe, a socket or a character device, not a disk image.");
            case REGULAR, BLOCK_DEVICE, ABSENT, UNTOLD -> {}
        }
    }

    private static MusterException noImage(String what) {
        return Problem.of(
                        ErrorCode.PATH_FORBIDDEN,
                        what,
                        "Nothing was made or changed.",
                        "Give the path of a disk image or a block device.")
                .toException();
    }

    /**
     * That a copy of a volume holds nothing of what lies outside the pools: below an image there may be any file of the host,
     * and copying makes one whole image of both. For those who may not use any path; {@code PATH_FORBIDDEN}
     */
    public void requireWithinPools(Volume volume) {
        Pool pool = lookup.pool(volume.id().pool());
        if (!DIRECTORIES.contains(pool.type())) {
            return;
        }
        if (!WHOLE_OR_READ.contains(volume.format())) {
            throw Problem.of(
                            ErrorCode.PATH_FORBIDDEN,
                            "An image in the format " + volume.format() + " may lead to files outside the pools.",
                            "Nothing was made or changed.",
                            "Use one in the format raw or qcow2, or ask an administrator, who may use any path.")
                    .toException();
        }
        requireChainInPool(pool.id().host(), volume.path());
        try {
            var _ = lookup.hypervisor(pool.id().host()).files().read(pool.id().host(), volume.path(), 0, 4);
        } catch (MusterException _) {
            throw Problem.of(
                            ErrorCode.PATH_FORBIDDEN,
                            "What lies below " + volume.path() + " cannot be read.",
                            "Nothing was made or changed.",
                            "Ask an administrator, who may use any path.")
                    .toException();
        }
    }
}

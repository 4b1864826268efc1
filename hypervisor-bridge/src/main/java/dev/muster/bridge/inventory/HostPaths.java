package dev.muster.bridge.inventory;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which files of a host may be named by whom, and whether they are there. */
public final class HostPaths {
    private static final Set<String> DIRECTORIES = Set.of("dir", "fs", "netfs");

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

    /** {@code FILE_MISSING} */
    public void requireFile(HostId host, String path) {
        if (lookup.hypervisor(host).fileSize(host, path).isEmpty()) {
            throw Problem.of(
                            ErrorCode.FILE_MISSING,
                            "The host " + host + " has no file " + path + ".",
                            "No VM was made.",
                            "Give the path of a file that is there.")
                    .toException();
        }
    }

    /** {@code VOLUME_EXISTS} */
    public void requireNoFile(HostId host, String path) {
        if (lookup.hypervisor(host).fileSize(host, path).isPresent()) {
            throw Problem.of(
                            ErrorCode.VOLUME_EXISTS,
                            "The host " + host + " has a file " + path + " already.",
                            "It stays as it is; no VM was made.",
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
                            "No VM was made.",
                            "Use a file in a pool, or ask an administrator, who may use any path.")
                    .toException();
        }
    }

    /** Whether it is a symbolic link to somewhere else; a pool may well lie behind one itself. */
    private boolean leadsOut(HostId host, String path) {
        Hypervisor hypervisor = lookup.hypervisor(host);
        String real = hypervisor.realPath(host, normal(path));
        return lookup.poolsOf(host)
                .filter(pool -> pool.active() && DIRECTORIES.contains(pool.type()))
                .map(pool -> hypervisor.realPath(host, normal(pool.path())))
                .noneMatch(directory -> !directory.equals("/") && real.startsWith(directory + "/"));
    }

    /**
     * The same for an image and all that it is backed by: a guest can write into its raw disk whatever a qcow2 header says,
     * so an image must not be able to lead out of the pools.
     */
    public void requireChainInPool(HostId host, String path) {
        requireInPool(host, path);
        for (String file : new BackingChain(lookup.hypervisor(host), host).of(path)) {
            requireInPool(host, file);
        }
    }
}

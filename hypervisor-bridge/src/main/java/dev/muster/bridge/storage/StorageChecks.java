package dev.muster.bridge.storage;

import dev.muster.bridge.inventory.BackingChain;
import dev.muster.bridge.inventory.HostPaths;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.Volume;
import dev.muster.model.inventory.VolumeId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What must be so before a pool or a volume is made or taken away. */
final class StorageChecks {
    private final Lookup lookup;

    StorageChecks(Lookup lookup) {
        this.lookup = lookup;
    }

    /** {@code POOL_EXISTS} */
    void requireFree(PoolId id, String name) {
        if (lookup.poolsOf(id.host())
                .anyMatch(pool -> pool.name().equals(name) || pool.id().equals(id))) {
            throw exists("The host " + id.host() + " has a pool \"" + name + "\" or of that UUID already.");
        }
    }

    /** {@code POOL_EXISTS} where another pool has that directory. */
    void requirePathFree(HostId host, String path) {
        lookup.poolsOf(host)
                .filter(pool -> pool.path().startsWith("/"))
                .filter(pool -> HostPaths.normal(pool.path()).equals(HostPaths.normal(path)))
                .findFirst()
                .ifPresent(pool -> {
                    throw exists("The pool \"" + pool.name() + "\" has the directory " + path + " already.");
                });
    }

    /** {@code VOLUME_NOT_FOUND} */
    Volume volume(VolumeId id) {
        return Optional.ofNullable(lookup.image().volumes().get(id))
                .orElseThrow(() -> Problem.of(
                                ErrorCode.VOLUME_NOT_FOUND,
                                "There is no volume " + id + ".",
                                "Nothing was changed.",
                                "Refresh the pool and list its volumes.")
                        .toException());
    }

    /** {@code POOL_STATE} while a VM that is active has a disk in it. */
    void requireUnused(Pool pool) {
        List<String> users = lookup.vmsOf(pool.id().host())
                .filter(vm -> vm.state().isActive())
                .filter(vm -> vm.disks().stream().map(Disk::source).anyMatch(source -> liesIn(pool, source)))
                .map(Vm::name)
                .sorted()
                .toList();
        if (!users.isEmpty()) {
            throw inUse("The pool \"" + pool.name() + "\" holds disks of " + String.join(", ", users) + ", which run.");
        }
    }

    /** {@code POOL_STATE} while a VM that is active has it as a disk, or has a disk that is backed by it. */
    void requireQuiet(Volume volume) {
        refuse(volume, users(volume, vm -> vm.state().isActive()));
    }

    /** {@code POOL_STATE} while any VM has it as a disk, or has a disk that is backed by it. */
    void requireUnused(Volume volume) {
        refuse(volume, users(volume, vm -> true));
    }

    private static void refuse(Volume volume, List<String> users) {
        if (!users.isEmpty()) {
            throw inUse("The volume \"" + volume.name() + "\" is used by " + String.join(", ", users) + ".");
        }
    }

    private List<String> users(Volume volume, Predicate<Vm> which) {
        HostId host = volume.id().pool().host();
        Pool pool = lookup.pool(volume.id().pool());
        BackingChain chain = new BackingChain(lookup.hypervisor(host), host);
        String path = HostPaths.normal(volume.path());
        return lookup.vmsOf(host)
                .filter(which)
                .filter(vm -> vm.disks().stream().map(Disk::source).anyMatch(source -> {
                    boolean named = source.equals(pool.name() + "/" + volume.name());
                    return named || (source.startsWith("/") && reaches(chain, HostPaths.normal(source), path));
                }))
                .map(Vm::name)
                .sorted()
                .toList();
    }

    private static boolean reaches(BackingChain chain, String source, String path) {
        return Stream.concat(Stream.of(source), chain.of(source).stream()).anyMatch(path::equals);
    }

    private static boolean liesIn(Pool pool, String source) {
        return source.startsWith(pool.name() + "/")
                || (pool.path().startsWith("/")
                        && HostPaths.normal(source).startsWith(HostPaths.normal(pool.path()) + "/"));
    }

    private static RuntimeException exists(String what) {
        return Problem.of(
                        ErrorCode.POOL_EXISTS,
                        what,
                        "It stays as it is; no pool was made.",
                        "Choose another, or delete that pool first.")
                .toException();
    }

    private static RuntimeException inUse(String what) {
        return Problem.of(
                        ErrorCode.POOL_STATE,
                        what,
                        "It stays as it is.",
                        "Shut these VMs down and delete them, or move their disks, first.")
                .toException();
    }
}

package dev.muster.bridge.storage;

import dev.muster.bridge.hypervisor.FileIdentity;
import dev.muster.bridge.inventory.FileUsers;
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
import dev.muster.model.storage.PoolQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
        HostId host = pool.id().host();
        FileUsers files = new FileUsers(lookup, host);
        String directory = lookup.hypervisor(host).files().realPath(host, pool.path());
        Set<String> volumes = lookup.image().volumes().values().stream()
                .filter(volume -> volume.id().pool().equals(pool.id()))
                .map(volume -> files.identity(volume.path()).key())
                .collect(Collectors.toSet());
        List<String> users = lookup.vmsOf(host)
                .filter(vm -> vm.state().isActive())
                .filter(vm -> vm.disks().stream().map(Disk::source).anyMatch(source -> liesIn(pool, source))
                        || files.files(vm).stream()
                                .anyMatch(file -> liesIn(pool, file)
                                        || volumes.contains(files.identity(file).key())
                                        || (directory.startsWith("/")
                                                && lookup.hypervisor(host)
                                                        .files()
                                                        .realPath(host, file)
                                                        .startsWith(directory + "/"))))
                .map(Vm::name)
                .sorted()
                .toList();
        if (!users.isEmpty()) {
            throw inUse("The pool \"" + pool.name() + "\" holds disks of " + String.join(", ", users) + ", which run.");
        }
    }

    /** {@code POOL_STATE} while a VM that is active has it as a disk, or has a disk that is backed by it. */
    void requireQuiet(Volume volume) {
        requireContent(volume);
        refuse(volume, users(volume, vm -> vm.state().isActive()), List.of());
    }

    /** {@code POOL_STATE} while any VM has it as a disk, or has a disk that is backed by it, or another volume is. */
    void requireUnused(Volume volume) {
        requireContent(volume);
        refuse(volume, users(volume, vm -> true), upon(volume).names());
    }

    /** {@code POOL_STATE} while a VM that is active uses it, or anything lies upon it, which would see other bytes. */
    void requireGrowable(Volume volume) {
        requireContent(volume);
        FileUsers.Users upon = upon(volume);
        refuse(volume, users(volume, vm -> vm.state().isActive()), upon.names());
    }

    /** Who uses the volumes of a pool, as far as they are files. */
    PoolQuery.VolumeUsers users(PoolId pool) {
        HostId host = lookup.pool(pool).id().host();
        lookup.connected(host);
        List<Volume> volumes = lookup.image().volumes().values().stream()
                .filter(volume -> volume.id().pool().equals(pool))
                .filter(volume -> volume.path().startsWith("/"))
                .toList();
        FileUsers files = new FileUsers(lookup, host);
        FileUsers.AllUsers all = files.ofAll(
                volumes.stream().map(volume -> HostPaths.normal(volume.path())).toList());
        TreeMap<String, List<String>> users = new TreeMap<>();
        TreeMap<String, String> odd = new TreeMap<>();
        for (Volume volume : volumes) {
            String path = HostPaths.normal(volume.path());
            Optional.ofNullable(all.users().get(path)).ifPresent(who -> users.put(volume.name(), who));
            files.oddity(path)
                    .or(() -> volume.capacityBytes() == 0 && !volume.format().equals("dir")
                            ? Optional.of("holds nothing")
                            : Optional.empty())
                    .ifPresent(why -> odd.put(volume.name(), why));
        }
        return new PoolQuery.VolumeUsers(users, odd, all.doubts());
    }

    private FileUsers.Users upon(Volume volume) {
        return volume.path().startsWith("/")
                ? new FileUsers(lookup, volume.id().pool().host()).upon(HostPaths.normal(volume.path()))
                : new FileUsers.Users(List.of(), List.of());
    }

    /** {@code PATH_FORBIDDEN} for a directory, which libvirt lists as a volume too. */
    private void requireContent(Volume volume) {
        boolean directory = volume.format().equals("dir")
                || (volume.path().startsWith("/")
                        && lookup.hypervisor(volume.id().pool().host())
                                        .files()
                                        .identity(volume.id().pool().host(), volume.path())
                                        .kind()
                                == FileIdentity.Kind.DIRECTORY);
        if (directory) {
            throw Problem.of(
                            ErrorCode.PATH_FORBIDDEN,
                            "\"" + volume.name() + "\" is a directory, not a disk image.",
                            "It stays as it is with all that is in it.",
                            "Work on it on its host.")
                    .toException();
        }
    }

    private static void refuse(Volume volume, FileUsers.Users users, List<String> upon) {
        List<String> all = Stream.concat(users.names().stream(), upon.stream()).toList();
        if (!all.isEmpty()) {
            throw inUse("The volume \"" + volume.name() + "\" is used by " + String.join(", ", all) + ".");
        }
        if (!users.doubts().isEmpty()) {
            throw Problem.of(
                            ErrorCode.POOL_STATE,
                            "It cannot be told whether the volume \"" + volume.name() + "\" is in use: "
                                    + users.doubts().getFirst() + ".",
                            "It stays as it is.",
                            "Mend or remove that image, or let the bridge run as a user who may read it.")
                    .toException();
        }
    }

    private FileUsers.Users users(Volume volume, Predicate<Vm> which) {
        HostId host = volume.id().pool().host();
        String named = lookup.pool(volume.id().pool()).name() + "/" + volume.name();
        List<String> byName = lookup.vmsOf(host)
                .filter(which)
                .filter(vm -> vm.disks().stream().map(Disk::source).anyMatch(named::equals))
                .map(Vm::name)
                .sorted()
                .toList();
        if (!volume.path().startsWith("/") || !byName.isEmpty()) {
            return new FileUsers.Users(byName, List.of());
        }
        return new FileUsers(lookup, host).of(HostPaths.normal(volume.path()), which);
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

package dev.muster.bridge.inventory;

import dev.muster.bridge.hypervisor.FileOperations;
import dev.muster.bridge.job.JobDefinition.Claim;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.Volume;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.job.JobId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps a job from changing a file of a host while another reads it or gives it to a VM. Work that changes a volume claims it
 * before it is journaled and until it has ended, over restarts too; work that only needs it as it is, such as starting a VM,
 * holds it together with others of its kind. Nobody waits: who comes second is refused.
 */
public final class FileClaims {
    private final Map<String, List<Held>> held = new HashMap<>();

    private record Held(JobId job, String work, boolean alone) {}

    /** Files held by a step; closing it lets go. */
    public final class Hold implements AutoCloseable {
        private final Collection<String> keys;
        private final Held mine;

        private Hold(Collection<String> keys, Held mine) {
            this.keys = keys;
            this.mine = mine;
        }

        @Override
        public void close() {
            release(keys, mine);
        }
    }

    /** What a volume is claimed by: its id, and the file it is where that can be told. */
    public static List<String> keys(Lookup lookup, VolumeId volume) {
        List<String> keys = new ArrayList<>(List.of(volume.text()));
        Volume known = lookup.image().volumes().get(volume);
        if (known != null && known.path().startsWith("/")) {
            HostId host = volume.pool().host();
            keys.add(file(
                    host,
                    lookup.hypervisor(host).files().identity(host, known.path()).key()));
        }
        return keys;
    }

    /** What all files of a VM, with those below its disks, are held by. */
    public static Set<String> keys(Lookup lookup, Vm vm) {
        FileUsers users = new FileUsers(lookup, vm.id().host());
        return keys(lookup, users, vm.id().host(), users.files(vm));
    }

    /** What a file, with all that lies below it, is held by. */
    public static Set<String> keys(Lookup lookup, HostId host, String path) {
        FileUsers users = new FileUsers(lookup, host);
        List<String> paths = new ArrayList<>(List.of(path));
        paths.addAll(users.chain(path).files());
        return keys(lookup, users, host, paths);
    }

    private static Set<String> keys(Lookup lookup, FileUsers users, HostId host, List<String> paths) {
        FileOperations files = lookup.hypervisor(host).files();
        Map<String, PoolId> directories = new HashMap<>();
        lookup.image().pools().values().stream()
                .filter(pool -> pool.id().host().equals(host) && pool.path().startsWith("/"))
                .forEach(pool -> directories.put(files.realPath(host, pool.path()), pool.id()));
        Set<String> keys = new LinkedHashSet<>();
        for (String path : paths) {
            keys.add(file(host, users.identity(path).key()));
            String real = path.startsWith("/") ? files.realPath(host, path) : path;
            int slash = real.lastIndexOf('/');
            PoolId pool = slash > 0 ? directories.get(real.substring(0, slash)) : null;
            if (pool != null) {
                // a volume that is only being made is claimed by its name
                keys.add(new VolumeId(pool, real.substring(slash + 1)).text());
            }
        }
        return keys;
    }

    private static String file(HostId host, String key) {
        return host.text() + " " + key;
    }

    /**
     * Claims files for a job: some for itself, some together with others that leave them as they are.
     *
     * @param work what is done, in words such as {@code Wipe volume data}
     * @throws MusterException {@code VOLUME_BUSY}
     */
    public synchronized Claim claim(JobId job, Collection<String> alone, Collection<String> shared, String work) {
        requireFree(job, alone, true);
        requireFree(job, shared, false);
        Held mine = new Held(job, work, true);
        Held with = new Held(job, work, false);
        put(alone, mine);
        put(shared, with);
        return () -> {
            release(alone, mine);
            release(shared, with);
        };
    }

    /**
     * Holds files as they are for a step.
     *
     * @throws MusterException {@code VOLUME_BUSY}
     */
    public synchronized Hold hold(JobId job, Collection<String> keys, String work) {
        requireFree(job, keys, false);
        Held mine = new Held(job, work, false);
        put(keys, mine);
        return new Hold(keys, mine);
    }

    private void requireFree(JobId job, Collection<String> keys, boolean alone) {
        for (String key : keys) {
            for (Held there : held.getOrDefault(key, List.of())) {
                if (!there.job().equals(job) && (alone || there.alone())) {
                    throw Problem.of(
                                    ErrorCode.VOLUME_BUSY,
                                    "\"" + there.work() + "\" is at work on a disk image this needs.",
                                    "Nothing was changed.",
                                    "Wait for that job, or cancel it, then try again.")
                            .toException();
                }
            }
        }
    }

    private void put(Collection<String> keys, Held mine) {
        keys.forEach(key -> held.computeIfAbsent(key, _ -> new ArrayList<>()).add(mine));
    }

    private synchronized void release(Collection<String> keys, Held mine) {
        for (String key : keys) {
            List<Held> there = held.get(key);
            if (there != null && there.remove(mine) && there.isEmpty()) {
                held.remove(key);
            }
        }
    }
}

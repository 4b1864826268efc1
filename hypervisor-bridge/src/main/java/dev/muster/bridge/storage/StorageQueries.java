package dev.muster.bridge.storage;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Hypervisors;
import dev.muster.bridge.inventory.Inventory;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Volume;
import dev.muster.model.storage.PoolQuery;
import java.util.Base64;

/** Answers what can be asked about pools and volumes that is not in the inventory. */
public final class StorageQueries {
    private final Lookup lookup;
    private final StorageChecks checks;

    /** Answers from these hypervisors. */
    public StorageQueries(Hypervisors hypervisors, Inventory inventory) {
        this.lookup = new Lookup(hypervisors, inventory);
        this.checks = new StorageChecks(lookup);
    }

    /**
     * The answer.
     *
     * @throws dev.muster.model.error.MusterException {@code VOLUME_NOT_FOUND}, {@code HOST_UNREACHABLE}; {@code POOL_STATE}
     *     while a VM that is active uses the volume
     */
    public <R extends Record> R answer(PoolQuery<R> query) {
        Record answer = switch (query) {
            case PoolQuery.Download asked -> part(asked);
        };
        return query.answer().cast(answer);
    }

    private PoolQuery.VolumePart part(PoolQuery.Download asked) {
        Volume volume = checks.volume(asked.volume());
        if (asked.offset() == 0) {
            checks.requireQuiet(volume);
        }
        HostId host = asked.volume().pool().host();
        Hypervisor hypervisor = lookup.hypervisor(host);
        long size = hypervisor.fileSize(host, volume.path()).orElse(-1L);
        if (size < 0) {
            throw Problem.of(
                            ErrorCode.NOT_SUPPORTED,
                            "The host does not say how large " + volume.path() + " is.",
                            "Nothing was downloaded.",
                            "Refresh the pool; copy the volume on the host itself otherwise.")
                    .toException();
        }
        byte[] bytes = asked.offset() >= size
                ? new byte[0]
                : hypervisor.readFile(host, volume.path(), asked.offset(), asked.length());
        return new PoolQuery.VolumePart(Base64.getEncoder().encodeToString(bytes), size);
    }
}

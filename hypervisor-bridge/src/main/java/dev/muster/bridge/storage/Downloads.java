package dev.muster.bridge.storage;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.Minting;
import dev.muster.model.access.Principal;
import dev.muster.model.bridge.FeatureCall;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.Volume;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.storage.PoolQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Downloads of volumes. A download is opened once, which is authorised and audited; parts are given only under its ticket, to
 * who opened it, and only while no active VM uses the volume.
 */
final class Downloads {
    /** A ticket nobody used for so long is worth nothing any more. */
    static final Duration IDLE = Duration.ofMinutes(10);

    private final Lookup lookup;
    private final StorageChecks checks;
    private final Minting minting;
    private final InstantSource clock;
    private final Map<String, Ticket> tickets = new HashMap<>();

    Downloads(Lookup lookup, StorageChecks checks, Minting minting, InstantSource clock) {
        this.lookup = lookup;
        this.checks = checks;
        this.minting = minting;
        this.clock = clock;
    }

    /** Opens a download. */
    PoolQuery.DownloadTicket open(PoolQuery.OpenDownload asked, Principal by) {
        Volume volume = checks.volume(asked.volume());
        Map<VmId, Vm> vms = lookup.image().vms();
        checks.requireQuiet(volume);
        long size = hypervisor(volume).files().size(host(volume), volume.path()).orElse(-1L);
        if (size < 0) {
            throw Problem.of(
                            ErrorCode.NOT_SUPPORTED,
                            "The host does not report the size of " + volume.path() + ".",
                            "Nothing was downloaded.",
                            "Refresh the pool; otherwise copy the volume on the host itself.")
                    .toException();
        }
        String id = minting.uuid().toString();
        synchronized (tickets) {
            tickets.values().removeIf(ticket -> ticket.used.plus(IDLE).isBefore(clock.instant()));
            tickets.put(id, new Ticket(asked.volume(), by.name(), size, vms, clock.instant()));
        }
        return new PoolQuery.DownloadTicket(id, size);
    }

    /** A part: parameters {@code ticket}, {@code offset}, and {@code length} of 1 byte to 1 MiB; empty at the end. */
    byte[] part(FeatureCall call, Principal by) {
        Ticket ticket = ticket(call.parameter("ticket"), by);
        long offset = call.number("offset");
        int length = Math.clamp(call.number("length"), 1, FeatureCall.MOST_BYTES);
        Volume volume = checks.volume(ticket.volume);
        requireStillQuiet(ticket, volume);
        return offset >= ticket.size
                ? new byte[0]
                : hypervisor(volume).files().read(host(volume), volume.path(), offset, length);
    }

    private Ticket ticket(String id, Principal by) {
        synchronized (tickets) {
            Ticket ticket = tickets.get(id);
            if (ticket == null
                    || !ticket.owner.equals(by.name())
                    || ticket.used.plus(IDLE).isBefore(clock.instant())) {
                throw Problem.of(
                                ErrorCode.NOT_ALLOWED,
                                "No download of " + by.name() + " is open under that ticket.",
                                "Nothing was downloaded.",
                                "Start the download again; it continues where it stopped.")
                        .toException();
            }
            ticket.used = clock.instant();
            return ticket;
        }
    }

    /** Walking backing chains costs calls of the host, so it is repeated only after some VM changed. */
    @SuppressWarnings("ReferenceEquality") // the very map: an image shares what did not change
    private void requireStillQuiet(Ticket ticket, Volume volume) {
        Map<VmId, Vm> vms = lookup.image().vms();
        if (ticket.checked != vms) {
            checks.requireQuiet(volume);
            ticket.checked = vms;
        }
    }

    private Hypervisor hypervisor(Volume volume) {
        return lookup.hypervisor(host(volume));
    }

    private static HostId host(Volume volume) {
        return volume.id().pool().host();
    }

    private static final class Ticket {
        private final VolumeId volume;
        private final String owner;
        private final long size;
        private volatile Map<VmId, Vm> checked;
        private Instant used;

        private Ticket(VolumeId volume, String owner, long size, Map<VmId, Vm> checked, Instant used) {
            this.volume = volume;
            this.owner = owner;
            this.size = size;
            this.checked = checked;
            this.used = used;
        }
    }
}

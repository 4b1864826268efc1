package dev.muster.model.storage;

import dev.muster.model.access.Role;
import dev.muster.model.command.Query;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VolumeId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What can be asked about pools and volumes that is not in the inventory. */
public sealed interface PoolQuery<R extends Record> extends Query<R> {
    /**
     * Opens the download of a volume's file; refused while an active VM uses it. Its parts are then fetched with
     * {@link dev.muster.model.bridge.FeatureCall calls} of {@code storage/download} that carry the ticket.
     *
     * @param volume which one
     */
    record OpenDownload(VolumeId volume) implements PoolQuery<DownloadTicket> {
        @Override
        public Class<DownloadTicket> answer() {
            return DownloadTicket.class;
        }

        @Override
        public Role requires() {
            return Role.OPERATOR;
        }

        @Override
        public Optional<Audited> audited() {
            return Optional.of(new Audited(volume.text(), ""));
        }
    }

    /**
     * An open download.
     *
     * @param ticket what its parts are fetched with; valid for who opened it, until it was not used for ten minutes
     * @param size of the whole file in bytes
     */
    record DownloadTicket(String ticket, long size) {}

    /** Who uses the volumes of a pool. */
    record Users(PoolId pool) implements PoolQuery<VolumeUsers> {
        @Override
        public Class<VolumeUsers> answer() {
            return VolumeUsers.class;
        }
    }

    /**
     * Who uses the volumes of a pool, by whatever names: as a disk, kernel, initial RAM disk or firmware variables, or with an
     * image that lies upon it.
     *
     * @param users by the name of a volume the VMs, and the volumes as {@code volume NAME}; volumes nobody uses are left out
     * @param odd by the name of a volume what is wrong with its file, such as a base that is missing; the others are left out
     * @param doubts what could not be told, as sentences without a full stop: where there are any, there may be more users
     */
    record VolumeUsers(SortedMap<String, List<String>> users, SortedMap<String, String> odd, List<String> doubts) {
        public VolumeUsers {
            users = Collections.unmodifiableSortedMap(new TreeMap<>(users));
            odd = Collections.unmodifiableSortedMap(new TreeMap<>(odd));
            doubts = List.copyOf(doubts);
        }
    }
}

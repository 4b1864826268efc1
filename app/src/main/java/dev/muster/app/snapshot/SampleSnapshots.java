package dev.muster.app.snapshot;

import dev.muster.model.inventory.VmId;
import dev.muster.model.snapshot.Snapshot;
import dev.muster.model.snapshot.Snapshot.Place;
import dev.muster.model.snapshot.Snapshot.SnapshotDisk;
import dev.muster.model.snapshot.SnapshotTree;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The snapshots of sample VMs. */
final class SampleSnapshots {
    private static final Instant FIRST = Instant.parse("2026-03-02T08:15:00Z");

    private SampleSnapshots() {}

    static SnapshotTree tree(VmId vm) {
        return new SnapshotTree(
                vm,
                List.of(
                        one("installed", "", 0, Place.INTERNAL, false, false),
                        one("before-upgrade", "installed", 40_000, Place.INTERNAL, true, false),
                        one("trial", "installed", 90_000, Place.INTERNAL, true, false),
                        one("nightly", "before-upgrade", 400_000, Place.EXTERNAL, false, true)),
                Optional.empty(),
                Optional.empty());
    }

    private static Snapshot one(String name, String parent, long after, Place place, boolean memory, boolean current) {
        String overlay = place == Place.EXTERNAL ? "/var/lib/libvirt/images/web." + name : "";
        return new Snapshot(
                name,
                "",
                parent.isEmpty() ? Optional.empty() : Optional.of(parent),
                FIRST.plusSeconds(after),
                place,
                memory,
                place == Place.EXTERNAL ? "disk-snapshot" : memory ? "running" : "shutoff",
                current,
                List.of(new SnapshotDisk("vda", overlay, "")),
                "");
    }
}

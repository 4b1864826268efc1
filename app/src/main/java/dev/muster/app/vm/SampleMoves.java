package dev.muster.app.vm;

import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.vm.ClonePlan;
import dev.muster.model.vm.ClonePlan.CloneDisk;
import dev.muster.model.vm.ClonePlan.Fate;
import dev.muster.model.vm.DeletionPlan;
import dev.muster.model.vm.DeletionPlan.FileRole;
import dev.muster.model.vm.DeletionPlan.VmFile;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.GuestSystem;
import dev.muster.model.vm.MigrationPlan;
import dev.muster.model.vm.MigrationPlan.Check;
import dev.muster.model.vm.MigrationPlan.MigrationDisk;
import dev.muster.model.vm.MigrationPlan.Topic;
import dev.muster.model.vm.MigrationPlan.Verdict;
import dev.muster.model.vm.MigrationPlan.Way;
import dev.muster.model.vm.VmQuery;
import dev.muster.model.vm.VmSpec;
import java.util.List;
import java.util.Optional;

/** What making, cloning and migrating sample VMs would do. */
final class SampleMoves {
    private static final long GIB = 1L << 30;

    private SampleMoves() {}

    static VmQuery.SystemList systems() {
        return new VmQuery.SystemList(
                "/usr/share/osinfo",
                List.of(new GuestSystem(
                        "http://debian.org/debian/13", "debian13", "Debian 13", "2025-08-09", 2, 2 * GIB, 20 * GIB)));
    }

    static VmQuery.DomainXml preview(VmSpec spec) {
        String xml = """
                <domain type='kvm'>
                  <name>%s</name>
                  <memory unit='b'>%d</memory>
                  <vcpu>%d</vcpu>
                </domain>
                """.formatted(spec.name(), spec.memoryBytes(), spec.vcpus());
        return new VmQuery.DomainXml(xml, DomainDocument.digest(xml));
    }

    static ClonePlan cloning(Vm vm, String wanted) {
        String name = wanted.isBlank() ? vm.name() + "-clone" : wanted;
        return new ClonePlan(
                vm.id(),
                vm.name(),
                name,
                Optional.empty(),
                List.of(
                        new CloneDisk(
                                "vda",
                                "disk",
                                vm.disks().getFirst().source(),
                                12 * GIB,
                                Fate.COPY,
                                List.of(Fate.COPY, Fate.LEAVE_OUT),
                                "default",
                                name + ".qcow2",
                                ""),
                        new CloneDisk(
                                "vdb",
                                "disk",
                                "iscsi://storage.example.org/iqn.2026-03.org.example:data/1",
                                0,
                                Fate.LEAVE_OUT,
                                List.of(Fate.LEAVE_OUT),
                                "",
                                "",
                                "Its source is of the kind \"network\", which libvirt does not copy."),
                        new CloneDisk(
                                "sda",
                                "cdrom",
                                "/var/lib/libvirt/images/debian-13.iso",
                                GIB / 2,
                                Fate.SHARE,
                                List.of(Fate.COPY, Fate.SHARE, Fate.LEAVE_OUT),
                                "default",
                                name + "-sda.iso",
                                "")),
                List.of("The guest keeps its host name, addresses set by hand and keys; change them in the clone."));
    }

    static MigrationPlan migrating(Vm vm, HostId to) {
        String disk = vm.disks().getFirst().source();
        return new MigrationPlan(
                vm.id(),
                vm.name(),
                to,
                List.of(
                        new Check(
                                Topic.NETWORK,
                                Verdict.BLOCKED,
                                to + " has no network \"backend\".",
                                "Make one of that name there, or plug the VM into another."),
                        new Check(
                                Topic.STORAGE,
                                Verdict.NOTE,
                                "The disk vda is not on " + to
                                        + "; it has to be copied with the VM. The original stays on "
                                        + vm.id().host() + ".",
                                ""),
                        new Check(Topic.TARGET, Verdict.FINE, to + " is connected.", ""),
                        new Check(Topic.STATE, Verdict.FINE, vm.name() + " runs and can go on running meanwhile.", ""),
                        new Check(Topic.NAME, Verdict.FINE, "The name is free on " + to + ".", ""),
                        new Check(
                                Topic.CPU,
                                Verdict.FINE,
                                "The processor of " + to + " has all that the guest was given.",
                                ""),
                        new Check(Topic.MEMORY, Verdict.FINE, to + " has memory for it.", ""),
                        new Check(Topic.DEVICES, Verdict.FINE, "It has no device of its host.", ""),
                        new Check(Topic.SNAPSHOTS, Verdict.FINE, "It has no snapshots.", "")),
                List.of(new MigrationDisk("vda", disk, Way.COPY, disk, 12 * GIB)));
    }

    static DeletionPlan deletion(Vm vm) {
        String disk = vm.disks().getFirst().source();
        return new DeletionPlan(
                vm.id(),
                vm.name(),
                List.of(
                        new VmFile(disk, FileRole.DISK, 12 * GIB, true, ""),
                        new VmFile(
                                "/var/lib/libvirt/qemu/save/" + vm.name() + ".save",
                                FileRole.SAVED_STATE,
                                GIB,
                                true,
                                ""),
                        new VmFile("/srv/iso/debian-12.iso", FileRole.MEDIUM, GIB / 2, false, "also used by db-11")),
                List.of("before-upgrade"),
                List.of(),
                List.of());
    }

    /** What a guest said on its serial line, all of it at once. */
    static VmQuery.SerialText serial(long offset) {
        String said =
                "web-10 login: root\nroot@web-10:~# uptime\n 12:00:01 up 41 days, load average: 0.08, 0.03, 0.01\n";
        return new VmQuery.SerialText(offset >= said.length() ? "" : said.substring((int) offset), said.length());
    }
}

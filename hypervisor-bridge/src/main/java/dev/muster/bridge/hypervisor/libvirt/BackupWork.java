package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Pointer;
import dev.muster.bridge.hypervisor.BackupOperations;
import dev.muster.bridge.hypervisor.CaptureLine;
import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.DiskPlaces;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.xml.SafeXml;
import dev.muster.model.xml.XmlBuilder;
import dev.muster.model.xml.XmlElement;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** libvirt's backups in pull mode: QEMU serves the disks as they were at one instant, and the bridge reads what it wants. */
final class BackupWork implements BackupOperations {
    private static final int METADATA_ONLY = 2;

    private static final int REDEFINE = 1;
    private static final int WITHOUT_DOMAIN = 1 << 1;
    private static final int WITH_SIZE = 1 << 2;

    private static final Duration SHORT = Duration.ofSeconds(30);

    // flags of virDomainBlockCopy; a persistent domain wants it said that the copy does not outlive its QEMU
    private static final int REUSE_EXTERNAL = 1 << 1;
    private static final int TRANSIENT_JOB = 1 << 2;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final HostConnection host;
    private final boolean here;
    private final LocalFiles local = new LocalFiles();

    BackupWork(HostConnection host, boolean here) {
        this.host = host;
        this.here = here;
    }

    @Override
    public boolean isHere() {
        return here;
    }

    @Override
    public void begin(VmId vm, Capture capture) {
        act(vm, domain -> begin(domain, capture));
    }

    static int begin(Pointer domain, Capture capture) {
        return Virt.virDomainBackupBegin(domain, backup(capture), checkpoint(capture), 0);
    }

    private static String backup(Capture capture) {
        XmlBuilder disks = XmlBuilder.element("disks");
        capture.disks().forEach((target, one) -> {
            XmlBuilder disk = XmlBuilder.element("disk")
                    .attribute("name", target)
                    .attribute("backup", "yes")
                    .attribute("type", "file")
                    .attribute("backupmode", one.since().isPresent() ? "incremental" : "full")
                    .attribute("exportname", target);
            one.since().ifPresent(since -> disk.attribute("incremental", since).attribute("exportbitmap", target));
            disks.child(disk.child(XmlBuilder.element("scratch")
                    .attribute("file", one.scratch().toString())));
        });
        return XmlBuilder.element("domainbackup")
                .attribute("mode", "pull")
                .child(XmlBuilder.element("server")
                        .attribute("transport", "unix")
                        .attribute("socket", capture.socket().toString()))
                .child(disks)
                .xml();
    }

    /** Nothing where no disk can keep track. */
    private static @Nullable String checkpoint(Capture capture) {
        if (capture.disks().values().stream().noneMatch(CapturedDisk::tracked)) {
            return null;
        }
        XmlBuilder disks = XmlBuilder.element("disks");
        capture.disks()
                .forEach((target, disk) -> disks.child(XmlBuilder.element("disk")
                        .attribute("name", target)
                        .attribute("checkpoint", disk.tracked() ? "bitmap" : "no")));
        return XmlBuilder.element("domaincheckpoint")
                .child("name", capture.checkpoint())
                .child(disks)
                .xml();
    }

    @Override
    public void end(VmId vm) {
        act(vm, domain -> {
            int ended = Virt.virDomainAbortJob(domain);
            boolean none = ended < 0 && LibvirtError.last().code() == LibvirtError.OPERATION_INVALID;
            return none ? 0 : ended;
        });
    }

    @Override
    public void deleteCheckpoint(VmId vm, String name) {
        act(vm, domain -> {
            Pointer found = Virt.virDomainCheckpointLookupByName(domain, name, 0);
            if (found == null) {
                return 0;
            }
            try (Handle checkpoint = Handle.checkpoint(found)) {
                int deleted = Virt.virDomainCheckpointDelete(checkpoint.pointer(), 0);
                // one whose bitmap went with a QEMU that was killed can only be forgotten
                return deleted == 0
                        ? deleted
                        : Handle.require(Virt.virDomainCheckpointDelete(checkpoint.pointer(), METADATA_ONLY));
            }
        });
    }

    @Override
    public OptionalLong written(VmId vm, String checkpoint) {
        return ask(vm, domain -> {
            Pointer found = Virt.virDomainCheckpointLookupByName(domain, checkpoint, 0);
            if (found == null) {
                return OptionalLong.empty();
            }
            try (Handle handle = Handle.checkpoint(found)) {
                Pointer xml = Virt.virDomainCheckpointGetXMLDesc(handle.pointer(), WITH_SIZE | WITHOUT_DOMAIN);
                // of one whose bitmap is lost the size cannot be said
                return xml == null ? OptionalLong.empty() : size(Handle.text(xml));
            }
        });
    }

    /** A disk whose bitmap went with a QEMU that was killed has no size. */
    private static OptionalLong size(String xml) {
        long size = 0;
        for (XmlElement disk : SafeXml.parse(xml, "domaincheckpoint")
                .child("disks")
                .map(disks -> disks.children("disk"))
                .orElse(List.of())) {
            if (disk.hasAttribute("size")) {
                size += Long.parseLong(disk.attribute("size"));
            } else if (disk.attribute("checkpoint").equals("bitmap")) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.of(size);
    }

    @Override
    public boolean isServing(VmId vm) {
        return ask(vm, domain -> {
            Pointer xml = Virt.virDomainBackupGetXMLDesc(domain, 0);
            return xml != null && Handle.text(xml).contains("/muster-" + vm.uuid() + ".sock");
        });
    }

    @Override
    public List<String> bitmaps(VmId vm) {
        return ask(vm, domain -> {
            String xml = Handle.text(Virt.virDomainGetXMLDesc(domain, 0));
            Set<String> names = new TreeSet<>();
            for (Disk disk : DomainDocument.parse(xml).disks()) {
                if (here && disk.format().equals("qcow2") && disk.source().startsWith("/")) {
                    names.addAll(local.bitmaps(disk.source()));
                }
            }
            return names.stream()
                    .filter(name -> name.startsWith(OURS) && !isCheckpoint(domain, name))
                    .toList();
        });
    }

    private static boolean isCheckpoint(Pointer domain, String name) {
        Pointer found = Virt.virDomainCheckpointLookupByName(domain, name, 0);
        if (found != null) {
            Handle.checkpoint(found).close();
        }
        return found != null;
    }

    @Override
    public void deleteBitmap(VmId vm, String name) {
        act(vm, domain -> {
            String xml = Handle.text(Virt.virDomainGetXMLDesc(domain, 0));
            XmlBuilder disks = XmlBuilder.element("disks");
            for (Disk disk : DomainDocument.parse(xml).disks()) {
                boolean has = disk.source().startsWith("/")
                        && disk.format().equals("qcow2")
                        && local.bitmaps(disk.source()).contains(name);
                XmlBuilder element = XmlBuilder.element("disk")
                        .attribute("name", disk.target())
                        .attribute("checkpoint", has ? "bitmap" : "no");
                disks.child(has ? element.attribute("bitmap", name) : element);
            }
            String checkpoint = XmlBuilder.element("domaincheckpoint")
                    .child("name", name)
                    .child("creationTime", "1")
                    .child(disks)
                    .xml();
            // libvirt deletes bitmaps of checkpoints alone, so it is told that there is one
            try (Handle known = Handle.checkpoint(Virt.virDomainCheckpointCreateXML(domain, checkpoint, REDEFINE))) {
                return Virt.virDomainCheckpointDelete(known.pointer(), 0);
            }
        });
    }

    private <T> T ask(VmId vm, Function<Pointer, T> work) {
        return ask(vm, SHORT, work);
    }

    private <T> T ask(VmId vm, Duration limit, Function<Pointer, T> work) {
        String uuid = vm.uuid().toString();
        return host.at(vm.host()).call(Subject.VM, uuid, limit, pointer -> {
            try (Handle domain = Handle.domain(Virt.virDomainLookupByUUIDString(pointer, uuid))) {
                return work.apply(domain.pointer());
            }
        });
    }

    @Override
    public Freeze freeze(VmId vm) {
        return ask(vm, LIMIT, AgentFreeze::freeze);
    }

    @Override
    public boolean thaw(VmId vm) {
        return ask(vm, LIMIT, AgentFreeze::thaw);
    }

    @Override
    public CaptureLine line(VmId vm) {
        return new LibvirtLine(host.at(vm.host()).own(), vm.uuid());
    }

    @Override
    public void beginCopy(VmId vm, String target, DiskPlaces.Place to) {
        String disk = XmlBuilder.element("disk")
                .attribute("type", to.type())
                .child(XmlBuilder.element("driver").attribute("name", "qemu").attribute("type", to.format()))
                .child(to.source())
                .xml();
        act(vm, domain -> {
            if (SnapshotWork.blockJob(domain, target).isPresent()) {
                return 0;
            }
            return Virt.virDomainBlockCopy(domain, target, disk, null, 0, REUSE_EXTERNAL | TRANSIENT_JOB);
        });
    }

    private void act(VmId vm, ToIntFunction<Pointer> work) {
        String uuid = vm.uuid().toString();
        host.at(vm.host()).callLong(Subject.VM, uuid, LIMIT, pointer -> {
            try (Handle domain = Handle.domain(Virt.virDomainLookupByUUIDString(pointer, uuid))) {
                return Handle.require(work.applyAsInt(domain.pointer()));
            }
        });
    }
}

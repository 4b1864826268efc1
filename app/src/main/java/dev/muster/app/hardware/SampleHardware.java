package dev.muster.app.hardware;

import dev.muster.model.inventory.Vm;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.Hardware;
import dev.muster.model.vm.HardwareChange;
import dev.muster.model.vm.HardwareEdit;
import dev.muster.model.vm.HardwarePlan;
import dev.muster.model.vm.XmlReview;
import java.util.List;
import java.util.Optional;

/** The hardware of sample VMs: a web server that has another graphics card at its next start. */
final class SampleHardware {
    private SampleHardware() {}

    static Hardware of(Vm vm) {
        DomainDocument now = document(vm);
        DomainDocument next = HardwareEdit.apply(now, List.of(new HardwareChange.Video("virtio")));
        return Hardware.of(next, live(vm, now));
    }

    static HardwarePlan plan(Vm vm, List<HardwareChange> changes) {
        DomainDocument now = document(vm);
        return HardwarePlan.of(
                now,
                live(vm, now),
                vm.state(),
                vm.savedState(),
                changes,
                changes.stream().map(_ -> "52:54:00:5a:3e:01").toList());
    }

    private static Optional<DomainDocument> live(Vm vm, DomainDocument now) {
        return vm.state().isActive() ? Optional.of(now) : Optional.empty();
    }

    private static DomainDocument document(Vm vm) {
        return DomainDocument.parse("""
                <domain type='kvm'>
                  <name>%s</name>
                  <uuid>%s</uuid>
                  <memory unit='KiB'>%d</memory>
                  <currentMemory unit='KiB'>%d</currentMemory>
                  <vcpu current='%d'>8</vcpu>
                  <os firmware='efi'><type arch='x86_64' machine='pc-q35-7.2'>hvm</type></os>
                  <devices>
                    <disk type='file' device='disk'>
                      <driver name='qemu' type='qcow2'/>
                      <source file='%s'/>
                      <target dev='vda' bus='virtio'/>
                      <boot order='1'/>
                    </disk>
                    <disk type='file' device='cdrom'>
                      <driver name='qemu' type='raw'/>
                      <source file='/var/lib/libvirt/images/debian-12.8.0-amd64-netinst.iso'/>
                      <target dev='sda' bus='sata'/>
                      <readonly/>
                      <boot order='2'/>
                    </disk>
                    <interface type='network'>
                      <mac address='%s'/>
                      <source network='%s'/>
                      <model type='virtio'/>
                      <boot order='3'/>
                    </interface>
                    <serial type='pty'><target port='0'/></serial>
                    <graphics type='vnc'/>
                    <video><model type='qxl'/></video>
                    <tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>
                    <memballoon model='virtio'/>
                    <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>
                  </devices>
                </domain>
                """.formatted(
                        vm.name(),
                        vm.id().uuid(),
                        vm.maxMemoryBytes() >> 9,
                        vm.memoryBytes() >> 10,
                        vm.vcpus(),
                        vm.disks().getFirst().source(),
                        vm.nics().getFirst().mac(),
                        vm.nics().getFirst().source()));
    }

    /** Compares a definition with the sample's own. */
    static XmlReview review(Vm vm, String xml) {
        return new XmlReview(
                "sample",
                Optional.empty(),
                true,
                XmlReview.between(
                        DomainDocument.parse(xml(vm)), DomainDocument.parse(xml), HardwarePlan.Effect.DEFINITION));
    }

    static String xml(Vm vm) {
        return """
                <domain type='kvm'>
                  <name>%s</name>
                  <uuid>%s</uuid>
                  <devices>
                    <disk type='file' device='disk'>
                      <driver name='qemu' type='qcow2'/>
                      <source file='%s'/>
                      <backingStore type='file'>
                        <format type='qcow2'/>
                        <source file='/var/lib/libvirt/images/debian-12-base.qcow2'/>
                        <backingStore/>
                      </backingStore>
                      <target dev='vda' bus='virtio'/>
                    </disk>
                  </devices>
                </domain>
                """.formatted(vm.name(), vm.id().uuid(), vm.disks().getFirst().source());
    }
}

package dev.muster.model.vm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiskBusTest {
    private static final String XML = """
            <domain type='kvm'><name>web</name><memory unit='MiB'>64</memory>
              <devices>
                <disk type='file' device='disk'><source file='/a'/><target dev='vda' bus='virtio'/>
                  <address type='pci' domain='0x0000' bus='0x03' slot='0x00' function='0x0'/></disk>
                <disk type='file'><source file='/b'/><target dev='vdb' bus='virtio'/></disk>
                <disk type='file' device='cdrom'><target dev='sda' bus='sata'/></disk>
              </devices></domain>
            """;

    @Test
    void disks_are_put_on_the_bus_and_keep_their_names_and_cd_roms_stay() {
        String changed = DiskBus.of(DomainDocument.parse(XML), "scsi").xml();
        assertThat(changed)
                .contains("<target dev='vda' bus='scsi'/>")
                .contains("<target dev='vdb' bus='scsi'/>")
                .contains("<target dev='sda' bus='sata'/>")
                .doesNotContain("<address");
    }

    @Test
    void a_disk_that_is_there_already_keeps_its_address() {
        assertThat(DiskBus.of(DomainDocument.parse(XML), "virtio").xml()).isEqualTo(XML);
    }
}

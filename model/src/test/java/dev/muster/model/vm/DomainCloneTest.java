package dev.muster.model.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.vm.DomainClone.Ground;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DomainCloneTest {
    private static final UUID UUID_2 = UUID.fromString("22222222-2222-4222-8222-222222222222");

    private static final String XML = """
            <domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
              <name>web</name>
              <uuid>11111111-1111-4111-8111-111111111111</uuid>
              <genid>33333333-3333-4333-8333-333333333333</genid>
              <!-- web must not be changed here -->
              <metadata><other:x xmlns:other="urn:other" a='web'>kept</other:x></metadata>
              <sysinfo type='smbios'><system>
                <entry name='uuid'>11111111-1111-4111-8111-111111111111</entry>
                <entry name='serial'>web</entry>
              </system></sysinfo>
              <os><loader readonly='yes' type='pflash'>/usr/share/OVMF/CODE.fd</loader>
                <nvram template='/usr/share/OVMF/VARS.fd'>/var/lib/libvirt/qemu/nvram/web_VARS.fd</nvram></os>
              <devices>
                <disk type='file' device='disk'>
                  <driver name='qemu' type='qcow2'/>
                  <source file='/pool/web.qcow2'/>
                  <backingStore type='file'><format type='raw'/><source file='/pool/base.raw'/></backingStore>
                  <target dev='vda' bus='virtio'/>
                </disk>
                <disk type='volume' device='disk'>
                  <source pool='fast' volume='scratch'/>
                  <target dev='vdb' bus='virtio'/>
                </disk>
                <disk type='network' device='disk'>
                  <source protocol='nbd' name='x'><host name='h'/></source>
                  <target dev='vdc' bus='virtio'/>
                </disk>
                <disk type='file' device='cdrom'>
                  <source file='/iso/debian.iso'/>
                  <target dev='sda' bus='sata'/>
                  <readonly/>
                </disk>
                <interface type='network'>
                  <mac address='52:54:00:00:00:01'/>
                  <source network='default'/>
                  <target dev='tap-web'/>
                  <virtualport type='openvswitch'><parameters interfaceid='44444444-4444-4444-8444-444444444444'/></virtualport>
                </interface>
                <serial type='pty'><log file='/var/log/libvirt/qemu/web-serial.log' append='off'/></serial>
                <channel type='unix'><source mode='bind' path='/run/agents/agent.sock'/></channel>
                <serial type='unix'><source mode='connect' path='/run/web.sock'/></serial>
                <graphics type='vnc' port='5905' autoport='no' listen='0.0.0.0'/>
                <vsock><cid auto='no' address='7'/></vsock>
                <unheard-of web='web'/>
              </devices>
              <qemu:commandline><qemu:arg value='-web'/></qemu:commandline>
            </domain>
            """;

    private static String cloned() {
        return DomainClone.of(
                DomainDocument.parse(XML),
                new Ground(
                        "web-2",
                        UUID_2,
                        List.of("52:54:00:aa:bb:cc"),
                        Map.of("vda", "/pool/web-2.qcow2", "vdb", "web-2-vdb"),
                        Set.of("vdc", "sda")));
    }

    @Test
    void what_must_be_its_own_is() {
        DomainDocument clone = DomainDocument.parse(cloned());

        assertThat(clone.name()).isEqualTo("web-2");
        assertThat(clone.uuid()).contains(UUID_2);
        assertThat(clone.nics().getFirst().mac()).isEqualTo("52:54:00:aa:bb:cc");
        assertThat(clone.firmwareVariables()).isEqualTo("/var/lib/libvirt/qemu/nvram/web-2_VARS.fd");
        assertThat(clone.serialLog()).isEqualTo("/var/log/libvirt/qemu/web-2-serial.log");
        assertThat(clone.xml())
                .contains("<entry name='uuid'>" + UUID_2 + "</entry>")
                .contains("path='/run/agents/web-2-agent.sock'")
                .contains("port='-1' autoport='yes'")
                .contains("<cid auto='yes'/>")
                .doesNotContain("tap-web", "interfaceid", "33333333-3333");
    }

    @Test
    void disks_are_its_copies_and_what_was_left_out_is_gone_or_an_empty_drive() {
        DomainDocument clone = DomainDocument.parse(cloned());

        assertThat(clone.disks())
                .extracting(disk -> disk.target() + " " + disk.source())
                .containsExactly("vda /pool/web-2.qcow2", "vdb fast/web-2-vdb", "sda ");
        assertThat(clone.xml()).doesNotContain("backingStore");
    }

    @Test
    void all_else_stays_as_it_was_character_by_character() {
        assertThat(cloned())
                .contains("<!-- web must not be changed here -->")
                .contains("<other:x xmlns:other=\"urn:other\" a='web'>kept</other:x>")
                .contains("<entry name='serial'>web</entry>")
                .contains("<serial type='unix'><source mode='connect' path='/run/web.sock'/></serial>")
                .contains("<unheard-of web='web'/>")
                .contains("<qemu:arg value='-web'/>");
    }

    @Test
    void every_foreign_domain_is_cloned_without_loss() {
        ForeignDomains.names().forEach(name -> {
            DomainDocument document = ForeignDomains.of(name);
            List<String> macs =
                    document.nics().stream().map(nic -> "52:54:00:00:00:99").toList();
            DomainDocument clone = DomainDocument.parse(
                    DomainClone.of(document, new Ground("another", UUID_2, macs, Map.of(), Set.of())));

            assertThat(clone.name()).isEqualTo("another");
            assertThat(clone.tags()).isEqualTo(document.tags());
            assertThat(clone.disks()).isEqualTo(document.disks());
            assertThat(clone.memoryBytes()).isEqualTo(document.memoryBytes());
        });
    }

    @Test
    void a_copy_is_named_after_its_vm_and_a_short_name_does_not_change_others() {
        assertThat(DomainClone.copyName("web.qcow2", "web", "web-2", "vda")).isEqualTo("web-2.qcow2");
        assertThat(DomainClone.copyName("web-data.img", "web", "shop", "vdb")).isEqualTo("shop-data.img");
        assertThat(DomainClone.copyName("data.raw", "a", "b", "vda")).isEqualTo("b-vda.raw");
        assertThat(DomainClone.copyName("lv0", "web", "$1", "vda")).isEqualTo("$1-vda");
        assertThat(DomainClone.firmwareVariables(DomainDocument.parse("<domain/>"), "x"))
                .isEqualTo(Optional.empty());
    }
}

package dev.muster.model.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.Nic;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainDocumentTest {
    @ParameterizedTest
    @MethodSource("dev.muster.model.vm.ForeignDomains#names")
    void what_other_tools_write_is_read_and_kept(String name) {
        DomainDocument document = ForeignDomains.of(name);

        assertThat(document.xml()).isEqualTo(ForeignDomains.text(name));
        assertThat(document.name()).isNotBlank();
        assertThat(document.vcpus()).isPositive();
        assertThat(document.memoryBytes()).isPositive();
        document.disks();
        document.nics();
    }

    @Test
    void sizes_are_read_in_the_units_libvirt_knows() {
        assertThat(ForeignDomains.of("cockpit").maxMemoryBytes()).isEqualTo(1L << 30);
        assertThat(ForeignDomains.of("cockpit").memoryBytes()).isEqualTo(512L << 20);
        assertThat(ForeignDomains.of("lxd-like-aarch64").memoryBytes()).isEqualTo(2L << 30);
        assertThat(ForeignDomains.of("kubevirt").memoryBytes()).isEqualTo(1L << 30);
        assertThat(ForeignDomains.of("virt-install").memoryBytes()).isEqualTo(1L << 30);
        assertThat(MemoryUnit.bytes("3", "KB")).isEqualTo(3000);
        assertThat(MemoryUnit.bytes("3", "gb")).isEqualTo(3_000_000_000L);
        assertThat(MemoryUnit.bytes("1", "TiB")).isEqualTo(1L << 40);
        assertThat(MemoryUnit.bytes("1", "E")).isEqualTo(1L << 60);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<memory unit='parsec'>1</memory>",
                "<memory>much</memory>",
                "<memory unit='EiB'>99</memory>",
                "<memory unit='Kx'>1</memory>"
            })
    void sizes_that_are_none_are_refused(String memory) {
        DomainDocument document = DomainDocument.parse("<domain>" + memory + "</domain>");

        assertThatThrownBy(document::memoryBytes).isInstanceOf(MusterException.Usage.class);
    }

    @Test
    void disks_of_every_kind_have_a_source() {
        assertThat(ForeignDomains.of("virt-manager").disks())
                .containsExactly(
                        new Disk("vda", "disk", "virtio", "/var/lib/libvirt/images/fedora39.qcow2", "qcow2", false),
                        new Disk("sda", "cdrom", "sata", "", "raw", true));
        assertThat(ForeignDomains.of("cockpit").disks().getFirst().source()).isEqualTo("default/cockpit-vm.qcow2");
        assertThat(ForeignDomains.of("proxmox-import").disks().getFirst().source())
                .isEqualTo("/dev/pve/vm-104-disk-0");
        assertThat(ForeignDomains.of("openstack-nova").disks().getFirst().source())
                .isEqualTo("rbd://10.0.0.5:6789/volumes/volume-77");
        assertThat(ForeignDomains.of("lxd-like-aarch64").disks())
                .extracting(Disk::readOnly)
                .containsExactly(false, true);
    }

    @Test
    void interfaces_of_every_kind_are_read() {
        assertThat(ForeignDomains.of("virt-manager").nics())
                .containsExactly(new Nic("52:54:00:aa:0b:0c", "network", "default", "virtio"));
        assertThat(ForeignDomains.of("proxmox-import").nics().getFirst().source())
                .isEqualTo("vmbr0");
        assertThat(ForeignDomains.of("vagrant-libvirt").nics().getLast()).isEqualTo(new Nic("", "direct", "eth1", ""));
    }

    @Test
    void identity_machine_boot_files_and_logs_are_read() {
        DomainDocument windows = ForeignDomains.of("windows-gpu");
        assertThat(windows.uuid()).contains(UUID.fromString("aabbccdd-0011-4233-8455-667788990011"));
        assertThat(windows.title()).isEqualTo("Windows 11 — gaming & CAD");
        assertThat(ForeignDomains.of("proxmox-import").uuid())
                .contains(UUID.fromString("1b2c3d4e-5f60-7182-93a4-b5c6d7e8f901"));
        assertThat(ForeignDomains.of("ansible-minimal").uuid()).isEmpty();
        assertThat(ForeignDomains.of("ansible-minimal").virtualization()).isEqualTo("test");
        assertThat(ForeignDomains.of("virt-manager").machine()).isEqualTo("pc-q35-7.2");
        assertThat(ForeignDomains.of("virt-manager").architecture()).isEqualTo("x86_64");
        assertThat(ForeignDomains.of("virt-manager").firmwareVariables()).endsWith("fedora39_VARS.fd");
        assertThat(ForeignDomains.of("virt-install").kernel()).endsWith("virtinst-linux.abcd");
        assertThat(ForeignDomains.of("virt-install").initrd()).endsWith("virtinst-initrd.gz.efgh");
        assertThat(ForeignDomains.of("openstack-nova").serialLog())
                .isEqualTo("/var/lib/nova/instances/9a1f/console.log");
        assertThat(ForeignDomains.of("lxd-like-aarch64").serialLog()).isEqualTo("/var/log/arm-box.log");
        assertThat(ForeignDomains.of("virt-install").serialLog()).isEmpty();
    }

    @Test
    void only_tags_of_our_namespace_are_tags() {
        assertThat(ForeignDomains.of("muster-and-others").tags()).containsExactly("db", "prod");
        assertThat(ForeignDomains.of("kubevirt").tags()).isEmpty();
    }

    @Test
    void processors_plugged_in_and_possible_are_told_apart() {
        assertThat(ForeignDomains.of("ovirt").vcpus()).isEqualTo(1);
        assertThat(ForeignDomains.of("ovirt").maxVcpus()).isEqualTo(16);
    }

    @Test
    void a_uuid_that_is_none_is_refused_and_a_missing_one_is_put_in() {
        UUID minted = UUID.fromString("11111111-2222-4333-8444-555555555555");

        assertThatThrownBy(DomainDocument.parse("<domain><uuid>x</uuid></domain>")::uuid)
                .isInstanceOf(MusterException.Usage.class);
        assertThat(ForeignDomains.of("ansible-minimal").withUuid(minted).xml())
                .isEqualTo(ForeignDomains.text("ansible-minimal")
                        .replace("</name>", "</name><uuid>" + minted + "</uuid>"));
        assertThat(DomainDocument.parse("<domain><uuid/></domain>")
                        .withUuid(minted)
                        .uuid())
                .contains(minted);
        assertThat(ForeignDomains.of("cockpit").withUuid(minted).xml()).isEqualTo(ForeignDomains.text("cockpit"));
    }

    @Test
    void display_passwords_survive_xml_that_was_read_without_them() {
        DomainDocument secret = ForeignDomains.of("windows-gpu");
        String shown = secret.xml().replace(" passwd='hunter2' passwdValidTo='2030-01-01T00:00:00'", "");

        assertThat(DomainDocument.parse(shown).withSecretsOf(secret).xml())
                .contains("passwd='hunter2' passwdValidTo='2030-01-01T00:00:00'");
        String changed = shown.replace("port='-1'", "port='-1' passwd='new'");
        assertThat(DomainDocument.parse(changed).withSecretsOf(secret).xml()).isEqualTo(changed);
        String other = shown.replace("type='vnc'", "type='spice'");
        assertThat(DomainDocument.parse(other).withSecretsOf(secret).xml()).isEqualTo(other);
    }

    @Test
    void the_digest_is_that_of_the_text() {
        assertThat(DomainDocument.digest("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void what_is_no_domain_is_refused() {
        assertThatThrownBy(() -> DomainDocument.parse("<network/>")).isInstanceOf(MusterException.Usage.class);
        assertThatThrownBy(() -> DomainDocument.parse("<!DOCTYPE domain><domain/>"))
                .isInstanceOf(MusterException.Refused.class);
    }
}

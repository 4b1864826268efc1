package dev.muster.model.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.xml.SafeXml;
import dev.muster.model.xml.XmlElement;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DomainBuilderTest {
    private static final UUID ID = UUID.fromString("11111111-2222-4333-8444-555555555555");

    @Test
    void a_kernel_is_booted_directly_and_heard_on_the_serial_line() {
        DomainDocument made = made(new BootSource.Kernel("/k", "/i", "console=ttyS0 a='b' & <c>"), "qemu", "x86_64");

        assertThat(made.kernel()).isEqualTo("/k");
        assertThat(made.initrd()).isEqualTo("/i");
        assertThat(made.root().textOf("os", "cmdline")).isEqualTo("console=ttyS0 a='b' & <c>");
        assertThat(made.serialLog()).isEqualTo("/log/web-01-serial.log");
        assertThat(made.machine()).isEqualTo("q35");
        assertThat(made.virtualization()).isEqualTo("qemu");
        assertThat(made.uuid()).contains(ID);
        assertThat(made.vcpus()).isEqualTo(2);
        assertThat(made.memoryBytes()).isEqualTo(64L << 20);
        assertThat(made.tags()).containsExactly("<prod>");
        assertThat(made.description()).isEqualTo("</description><evil/>");
        assertThat(made.nics())
                .extracting("mac", "source")
                .containsExactly(org.assertj.core.groups.Tuple.tuple("52:54:00:00:00:01", "default"));
        assertThat(made.disks()).isEmpty();
    }

    @Test
    void a_display_listens_on_no_network() {
        DomainDocument made = made(new BootSource.DiskImage("/d", "raw"), "kvm", "x86_64");

        assertThat(made.root().attributeOf("type", "devices", "graphics", "listen"))
                .isEqualTo("socket");
        assertThat(made.root().attributeOf("mode", "cpu")).isEqualTo("host-model");
    }

    @Test
    void an_installation_has_the_medium_and_the_new_disk_which_boots_first_once_it_can() {
        DomainDocument made = made(new BootSource.Iso("/m.iso", "/d.qcow2", 1 << 20), "kvm", "i686");

        assertThat(made.machine()).isEqualTo("pc");
        assertThat(made.disks()).extracting("source").containsExactly("/d.qcow2", "/m.iso");
        assertThat(made.disks()).extracting("readOnly").containsExactly(false, true);
        assertThat(made.disks()).extracting("bus").containsExactly("virtio", "ide");
    }

    @Test
    void a_test_host_is_asked_for_nothing_it_does_not_know() {
        DomainDocument made = made(new BootSource.DiskImage("/d", "qcow2"), "test", "x86_64");

        assertThat(made.machine()).isEmpty();
        assertThat(made.root().child("cpu")).isEmpty();
        assertThat(made.root().child("devices", "rng")).isEmpty();
    }

    @Test
    void a_tag_that_is_none_is_refused() {
        VmSpec spec = spec(new BootSource.DiskImage("/d", "qcow2"), new TreeSet<>(List.of("a\nb")));

        assertThatThrownBy(() -> DomainBuilder.xml(spec, ground("qemu", "x86_64")))
                .isInstanceOf(MusterException.Usage.class);
    }

    private static DomainDocument made(BootSource boot, String type, String architecture) {
        return DomainDocument.parse(
                DomainBuilder.xml(spec(boot, new TreeSet<>(List.of("<prod>"))), ground(type, architecture)));
    }

    private static VmSpec spec(BootSource boot, SortedSet<String> tags) {
        return new VmSpec("web-01", 2, 64L << 20, boot, List.of("default"), "</description><evil/>", tags);
    }

    private static DomainBuilder.Ground ground(String type, String architecture) {
        return new DomainBuilder.Ground(
                type, architecture, ID, List.of("52:54:00:00:00:01"), Optional.of("/log/web-01-serial.log"));
    }

    @Test
    void from_the_network_it_starts_when_its_disk_is_empty_and_says_what_it_runs() {
        XmlElement made = SafeXml.parse(
                DomainBuilder.xml(
                        new VmSpec(
                                "web-01",
                                1,
                                64L << 20,
                                new BootSource.Pxe("/d.qcow2", 1 << 20),
                                List.of("default", "backend"),
                                "",
                                new TreeSet<>(),
                                Firmware.UEFI,
                                "http://debian.org/debian/12"),
                        new DomainBuilder.Ground(
                                "kvm",
                                "x86_64",
                                ID,
                                List.of("52:54:00:00:00:01", "52:54:00:00:00:02"),
                                Optional.empty())),
                "domain");

        assertThat(made.attributeOf("order", "devices", "disk", "boot")).isEqualTo("1");
        assertThat(made.child("devices").orElseThrow().children("interface"))
                .extracting(nic -> nic.attributeOf("order", "boot"))
                .containsExactly("2", "");
        assertThat(made.attributeOf("firmware", "os")).isEqualTo("efi");
        assertThat(made.document()).contains("<libosinfo:os id='http://debian.org/debian/12'/>");
    }

    @Test
    void a_copy_is_its_disk() {
        DomainDocument made = DomainDocument.parse(DomainBuilder.xml(
                new VmSpec(
                        "web-01",
                        1,
                        64L << 20,
                        new BootSource.Template(
                                VolumeId.of("h1/00000000-0000-4000-8000-000000000001/base.raw"), "web-01.raw"),
                        List.of(),
                        "",
                        new TreeSet<>()),
                new DomainBuilder.Ground("kvm", "x86_64", ID, List.of(), Optional.empty(), "/p/web-01.raw", "raw")));

        assertThat(made.disks()).extracting("source").containsExactly("/p/web-01.raw");
        assertThat(made.disks()).extracting("format").containsExactly("raw");
    }

    @Test
    void what_makes_no_sense_is_refused() {
        for (BootSource wrong : List.of(
                new BootSource.Pxe("", 0),
                new BootSource.Template(VolumeId.of("h1/00000000-0000-4000-8000-000000000001/a"), "../b"),
                new BootSource.Template(VolumeId.of("h1/00000000-0000-4000-8000-000000000001/a"), "a"))) {
            assertThatThrownBy(() -> new VmSpec("web-01", 1, 64L << 20, wrong, List.of(), "", new TreeSet<>()))
                    .isInstanceOf(MusterException.class);
        }
        assertThatThrownBy(() -> new VmSpec(
                        "web-01",
                        1,
                        64L << 20,
                        new BootSource.DiskImage("/d", "raw"),
                        List.of(),
                        "",
                        new TreeSet<>(),
                        Firmware.USUAL,
                        "debian' onload='"))
                .isInstanceOf(MusterException.class);
    }
}

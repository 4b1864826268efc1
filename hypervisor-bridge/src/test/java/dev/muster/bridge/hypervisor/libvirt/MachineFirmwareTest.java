package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.vm.FirmwareKind;
import dev.muster.model.xml.SafeXml;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MachineFirmwareTest {
    private static Set<FirmwareKind> of(String os) {
        return MachineFirmware.of(
                SafeXml.parse("<domainCapabilities>" + os + "</domainCapabilities>", "domainCapabilities"));
    }

    @Test
    void what_libvirt_lists_is_there_and_what_a_machine_starts_with_by_itself() {
        assertThat(of("""
                <os supported='yes'><enum name='firmware'><value>bios</value><value>efi</value></enum>
                  <loader supported='yes'><enum name='secure'><value>no</value><value>yes</value></enum></loader></os>
                """)).containsExactly(FirmwareKind.BIOS, FirmwareKind.UEFI, FirmwareKind.UEFI_SECURE);
        assertThat(of("""
                <os supported='yes'><enum name='firmware'><value>efi</value></enum>
                  <loader supported='yes'><enum name='secure'><value>no</value></enum></loader></os>
                """)).containsExactly(FirmwareKind.BIOS, FirmwareKind.UEFI);
        assertThat(of("<os supported='yes'><enum name='firmware'><value>bios</value></enum></os>"))
                .containsExactly(FirmwareKind.BIOS);
    }

    @Test
    void a_libvirt_that_does_not_list_any_is_no_reason_to_refuse() {
        assertThat(of("<os supported='yes'><enum name='firmware'/></os>")).containsExactly(FirmwareKind.values());
    }
}

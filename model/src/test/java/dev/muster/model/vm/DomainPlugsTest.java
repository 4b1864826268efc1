package dev.muster.model.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DomainPlugsTest {
    private static final String XML = """
            <domain type='kvm'>
              <name>web</name>
              <uuid>11111111-1111-4111-8111-111111111111</uuid>
              <devices>
                <interface type='network' trustGuestRxFilters='yes'>
                  <mac address='52:54:00:00:00:01'/>
                  <source network='default' portgroup='x'/>
                  <target dev='tap-web'/>
                  <virtualport type='openvswitch'><parameters interfaceid='44444444-4444-4444-8444-444444444444'/></virtualport>
                  <vlan><tag id='7'/></vlan>
                  <filterref filter='clean-traffic'/>
                  <model type='e1000e'/>
                  <link state='down'/>
                  <address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
                </interface>
                <interface type='hostdev' managed='yes'>
                  <source><address type='pci' domain='0x0000' bus='0x05' slot='0x00' function='0x0'/></source>
                  <mac address='52:54:00:00:00:02'/>
                </interface>
                <serial type='file'><source path='/var/log/web.serial'/><target port='0'/></serial>
                <serial type='unix'><source mode='bind' path='/run/web.sock'/><target port='1'/></serial>
                <console type='pty'><target type='serial' port='0'/></console>
                <channel type='unix'><source mode='bind' path='/run/web-agent'/><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
              </devices>
            </domain>
            """;

    private static String plugged(Map<Integer, String> bridges, Optional<String> model) {
        return DomainPlugs.of(DomainDocument.parse(XML), bridges, model, "/run/log & more/web.serial")
                .xml();
    }

    @Test
    void a_nic_is_plugged_into_the_bridge_it_is_given_with_its_address_and_nothing_of_where_it_was() {
        assertThat(plugged(Map.of(1, "mr00001"), Optional.empty()))
                .contains("<source bridge='mr00001'/>", "52:54:00:00:00:01", "type='bridge'", "bus='0x01'", "e1000e")
                .doesNotContain("default", "tap-web", "openvswitch", "clean-traffic", "<vlan>", "trustGuest");
    }

    @Test
    void a_nic_that_is_given_nothing_is_unplugged_and_has_no_carrier() {
        String xml = plugged(Map.of(), Optional.empty());
        assertThat(xml)
                .contains("52:54:00:00:00:02", "<link state='down'/>")
                .doesNotContain("hostdev", "managed", "type='bridge'", "type='network'", "bus='0x05'");
        assertThat(xml.split("type='ethernet'", -1)).hasSize(3);
    }

    @Test
    void no_line_leads_into_a_file_or_socket_of_the_vm_it_was_captured_from_and_the_first_is_kept() {
        String xml = plugged(Map.of(), Optional.empty());
        assertThat(xml)
                .doesNotContain("/var/log/web.serial", "/run/web.sock", "/run/web-agent", "type='file'")
                .contains("org.qemu.guest_agent.0")
                .contains("<log file='/run/log &amp; more/web.serial' append='on'/>");
        assertThat(DomainDocument.parse(xml).serialLog()).isEqualTo("/run/log & more/web.serial");
        String none = XML.replaceAll("(?s)<serial.*</serial>", "").replaceAll("<console.*</console>", "");
        assertThat(DomainPlugs.of(DomainDocument.parse(none), Map.of(), Optional.empty(), "/log/x")
                        .serialLog())
                .isEqualTo("/log/x");
    }

    @Test
    void another_model_lets_libvirt_find_its_place() {
        assertThat(plugged(Map.of(1, "mr00001", 2, "mr00001"), Optional.of("virtio")))
                .contains("<model type='virtio'/>")
                .doesNotContain("e1000e", "bus='0x01'");
    }
}

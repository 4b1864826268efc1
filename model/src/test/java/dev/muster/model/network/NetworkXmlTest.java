package dev.muster.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.error.MusterException;
import dev.muster.model.network.NetworkSpec.Mode;
import dev.muster.model.network.NetworkSpec.PortGroup;
import dev.muster.model.xml.SafeXml;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkXmlTest {
    private static final String FOREIGN = """
            <network>
              <name>lab</name>
              <uuid>7f0c8d1e-0000-4000-8000-000000000001</uuid>
              <forward mode='nat'>
                <nat><port start='1024' end='65535'/></nat>
              </forward>
              <bridge name='virbr7' stp='on' delay='0'/>
              <mac address='52:54:00:11:22:33'/>
              <dns><host ip='10.7.0.5'><hostname>db</hostname></host></dns>
              <ip address='10.7.0.1' netmask='255.255.255.0'>
                <dhcp>
                  <range start='10.7.0.10' end='10.7.0.20'/>
                  <host mac='52:54:00:00:00:05' name='db' ip='10.7.0.5'/>
                </dhcp>
              </ip>
              <ip family='ipv6' address='fd00::1' prefix='64'/>
            </network>
            """;

    static List<NetworkSpec> specs() {
        return List.of(
                new NetworkSpec("a", Mode.NAT, "10.7.0.1/24", "10.7.0.2", "10.7.0.9", "lab.example", "", List.of()),
                new NetworkSpec("b", Mode.ROUTED, "10.7.0.1/16", "", "", "", "virbr9", List.of()),
                new NetworkSpec("c", Mode.ISOLATED, "", "", ""),
                new NetworkSpec("d", Mode.BRIDGE, "", "", "", "", "br0", List.of()),
                new NetworkSpec(
                        "e",
                        Mode.OPEN_VSWITCH,
                        "",
                        "",
                        "",
                        "",
                        "ovsbr0",
                        List.of(new PortGroup("plain", 0), new PortGroup("office", 42))));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void a_spec_is_read_back_from_what_was_written(NetworkSpec spec) {
        assertThat(NetworkXml.spec(NetworkXml.xml(spec, UUID.randomUUID()))).isEqualTo(spec);
    }

    @Test
    void what_a_form_does_not_say_stays() {
        NetworkSpec wanted = new NetworkSpec(
                "lab", Mode.NAT, "10.8.0.1/25", "10.8.0.10", "10.8.0.90", "lab.example", "virbr7", List.of());

        String edited = NetworkXml.edited(FOREIGN, wanted);

        assertThat(NetworkXml.spec(edited)).isEqualTo(wanted);
        assertThat(edited)
                .contains("<port start='1024'", "52:54:00:11:22:33", "<hostname>db</hostname>", "fd00::1")
                .contains("netmask='255.255.255.128'", "name='db' ip='10.7.0.5'")
                .contains("7f0c8d1e-0000-4000-8000-000000000001");
    }

    @Test
    void mode_and_addresses_can_be_taken_away_and_given_again() {
        NetworkSpec bare = new NetworkSpec("lab", Mode.ISOLATED, "", "", "", "", "virbr7", List.of());
        String edited = NetworkXml.edited(FOREIGN, bare);
        assertThat(NetworkXml.spec(edited)).isEqualTo(bare);
        assertThat(edited).doesNotContain("<forward").contains("fd00::1");

        NetworkSpec full =
                new NetworkSpec("lab", Mode.ROUTED, "10.9.0.1/24", "10.9.0.2", "10.9.0.3", "", "virbr7", List.of());
        assertThat(NetworkXml.spec(NetworkXml.edited(edited, full))).isEqualTo(full);
    }

    @Test
    void another_name_or_kind_is_refused() {
        assertThatThrownBy(() -> NetworkXml.edited(FOREIGN, new NetworkSpec("other", Mode.NAT, "", "", "")))
                .isInstanceOf(MusterException.class);
        assertThatThrownBy(() -> NetworkXml.edited(
                        FOREIGN, new NetworkSpec("lab", Mode.BRIDGE, "", "", "", "", "br0", List.of())))
                .isInstanceOf(MusterException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "BRIDGE, '', '', ''",
        "BRIDGE, 10.0.0.1/24, '', br0",
        "BRIDGE, '', '', a-name-that-is-too-long",
        "NAT, 10.0.0.1/24, not a domain, ''",
        "NAT, 10.0.0.1/24, -x.example, ''",
        "NAT, '', '', br/0"
    })
    void what_makes_no_network_is_refused(Mode mode, String address, String domain, String bridge) {
        assertThatThrownBy(() -> new NetworkSpec("n", mode, address, "", "", domain, bridge, List.of()))
                .isInstanceOf(MusterException.class);
    }

    @Test
    void port_groups_are_of_open_vswitch_each_name_once_and_in_a_vlan_there_is() {
        PortGroup group = new PortGroup("g", 1);
        assertThatThrownBy(() -> new NetworkSpec("n", Mode.NAT, "", "", "", "", "", List.of(group)))
                .isInstanceOf(MusterException.class);
        assertThatThrownBy(() -> new NetworkSpec("n", Mode.OPEN_VSWITCH, "", "", "", "", "br0", List.of(group, group)))
                .isInstanceOf(MusterException.class);
        assertThatThrownBy(() -> new PortGroup("g", 4095)).isInstanceOf(MusterException.class);
    }

    @Test
    void case_27_an_edit_keeps_port_groups_second_ranges_and_all_else_a_spec_does_not_say() {
        String xml = """
                <network ipv6='yes'>
                  <name>lab</name>
                  <metadata><o:owner xmlns:o='http://tenants.example/ns'>net team</o:owner></metadata>
                  <forward mode='nat'/>
                  <bridge name='virbr27' stp='off' delay='3' macTableManager='libvirt'/>
                  <domain name='lab.example' register='yes'/>
                  <portgroup name='slow'><bandwidth><outbound average='100'/></bandwidth></portgroup>
                  <portgroup name='usual' default='yes'/>
                  <ip address='10.27.0.1' netmask='255.255.255.0'>
                    <tftp root='/var/lib/tftpboot'/>
                    <dhcp>
                      <range start='10.27.0.100' end='10.27.0.150'><lease expiry='2' unit='hours'/></range>
                      <range start='10.27.0.200' end='10.27.0.210'/>
                    </dhcp>
                  </ip>
                  <ip family='ipv6' address='fd00:27::1' prefix='64'/>
                </network>
                """;
        NetworkSpec spec = NetworkXml.spec(xml);
        assertThat(NetworkXml.edited(xml, spec)).isEqualTo(xml);
        String longer = NetworkXml.edited(
                xml,
                new NetworkSpec(
                        "lab",
                        Mode.NAT,
                        spec.address(),
                        spec.dhcpFirst(),
                        "10.27.0.160",
                        "lab.example",
                        "virbr27",
                        List.of()));
        assertThat(longer).isEqualTo(xml.replace("10.27.0.150", "10.27.0.160"));
        String renamed = NetworkXml.edited(
                xml,
                new NetworkSpec(
                        "lab",
                        Mode.NAT,
                        spec.address(),
                        spec.dhcpFirst(),
                        spec.dhcpLast(),
                        "other.example",
                        "virbr27",
                        List.of()));
        assertThat(renamed).isEqualTo(xml.replace("lab.example", "other.example"));
    }

    @Test
    void port_groups_of_open_vswitch_that_stay_keep_their_bandwidth() {
        String xml = """
                <network><name>sw</name><forward mode='bridge'/><bridge name='ovsbr0'/><virtualport type='openvswitch'/>
                <portgroup name='plain' default='yes'/>
                <portgroup name='office'><vlan><tag id='42'/></vlan><bandwidth><outbound average='100'/></bandwidth></portgroup>
                <portgroup name='old'/></network>
                """;
        String edited = NetworkXml.edited(
                xml,
                new NetworkSpec(
                        "sw",
                        Mode.OPEN_VSWITCH,
                        "",
                        "",
                        "",
                        "",
                        "ovsbr0",
                        List.of(new PortGroup("plain", 0), new PortGroup("office", 42), new PortGroup("lab", 7))));
        assertThat(edited).contains("average='100'").contains("'lab'").doesNotContain("'old'");
        assertThat(NetworkXml.spec(edited).portgroups())
                .containsExactlyInAnyOrder(
                        new PortGroup("plain", 0), new PortGroup("office", 42), new PortGroup("lab", 7));
    }

    @Test
    void case_28_of_several_addresses_that_which_is_handed_out_is_the_one_that_is_edited() {
        String xml = """
                <network>
                  <name>three</name>
                  <forward mode='route'/>
                  <ip family='ipv6' address='fd00:29::1' prefix='64'/>
                  <ip address='10.29.1.1' prefix='25'/>
                  <ip address='10.29.2.1' netmask='255.255.254.0'>
                    <dhcp><range start='10.29.2.10' end='10.29.3.200'/></dhcp>
                  </ip>
                </network>
                """;
        NetworkSpec spec = NetworkXml.spec(xml);
        assertThat(spec.address()).isEqualTo("10.29.2.1/23");
        assertThat(NetworkXml.edited(
                        xml,
                        new NetworkSpec(
                                "three", Mode.ROUTED, spec.address(), "10.29.2.10", "10.29.3.100", "", "", List.of())))
                .isEqualTo(xml.replace("10.29.3.200", "10.29.3.100"));
        assertThat(NetworkXml.addresses(SafeXml.parse(xml, "network")))
                .containsExactly("10.29.2.1/23", "10.29.1.1/25", "fd00:29::1/64");
    }
}

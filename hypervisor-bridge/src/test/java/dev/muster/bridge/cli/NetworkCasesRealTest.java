package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks and network interfaces as other tools leave them, over libvirt and QEMU. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class NetworkCasesRealTest {
    /** Without what the kernels of some machines refuse: traffic shaping in use, VLAN filtering; NetworkXmlTest has those. */
    private static final String LAB = """
            <network xmlns:dns='http://libvirt.org/schemas/network/dnsmasq/1.0' ipv6='yes'>
              <name>lab</name>
              <uuid>7b0c5c4e-0000-4000-8000-000000000027</uuid>
              <metadata><o:owner xmlns:o='http://tenants.example/ns'>net team</o:owner></metadata>
              <forward mode='nat'><nat ipv6='yes'><address start='192.0.2.10' end='192.0.2.12'/><port start='1024' end='65535'/></nat></forward>
              <bridge name='virbr27' stp='off' delay='3'/>
              <mac address='52:54:00:00:27:00'/>
              <mtu size='1400'/>
              <domain name='lab.example' localOnly='yes'/>
              <dns forwardPlainNames='no'>
                <forwarder domain='corp.example' addr='10.27.0.53'/>
                <forwarder addr='10.27.0.54'/>
                <txt name='_note' value='kept, &quot;so&quot;'/>
                <srv service='ldap' protocol='tcp' domain='lab.example' target='dc.lab.example' port='389' priority='1' weight='2'/>
                <host ip='10.27.0.5'><hostname>printer</hostname><hostname>printer.lab.example</hostname></host>
              </dns>
              <portgroup name='slow'><bandwidth><outbound average='100'/></bandwidth></portgroup>
              <portgroup name='usual' default='yes'/>
              <ip address='10.27.0.1' netmask='255.255.255.0'>
                <tftp root='/tmp'/>
                <dhcp>
                  <range start='10.27.0.100' end='10.27.0.150'><lease expiry='2' unit='hours'/></range>
                  <range start='10.27.0.200' end='10.27.0.210'/>
                  <host mac='52:54:00:00:27:01' name='web' ip='10.27.0.11'/>
                  <host name='byname' ip='10.27.0.12'/>
                  <bootp file='pxe.0' server='10.27.0.2'/>
                </dhcp>
              </ip>
              <ip family='ipv6' address='fd00:27::1' prefix='64'><dhcp><range start='fd00:27::100' end='fd00:27::1ff'/><host id='0:3:0:1:52:54:0:0:27:1' name='web' ip='fd00:27::11'/></dhcp></ip>
              <route family='ipv4' address='10.28.0.0' prefix='16' gateway='10.27.0.2' metric='2'/>
              <dns:options>
                <dns:option value='dnssec-check-unsigned'/>
                <dns:option value='address=/apps.lab.example/10.27.0.20'/>
              </dns:options>
            </network>
            """;

    private static final String SIX = """
            <network>
              <name>six</name>
              <bridge name='virbr281'/>
              <ip family='ipv6' address='fd00:28::1' prefix='64'>
                <dhcp><range start='fd00:28::10' end='fd00:28::ff'/></dhcp>
              </ip>
            </network>
            """;

    private static final String THREE = """
            <network>
              <name>three</name>
              <forward mode='route'/>
              <bridge name='virbr282'/>
              <ip family='ipv6' address='fd00:29::1' prefix='64'/>
              <ip address='10.29.1.1' prefix='25'/>
              <ip address='10.29.2.1' netmask='255.255.254.0'>
                <dhcp><range start='10.29.2.10' end='10.29.3.200'/></dhcp>
              </ip>
            </network>
            """;

    private static final String MAC = "52:54:00:00:22:01";

    @TempDir
    private Path directory = Path.of("");

    private final List<String> vms = new ArrayList<>();
    private final List<String> networks = new ArrayList<>();
    private CaseGround ground;

    @BeforeEach
    void connect() throws Exception {
        ground = new CaseGround(directory);
    }

    @AfterEach
    void clear() throws Exception {
        for (String vm : vms) {
            CaseGround.tidy("virsh", "-c", "qemu:///system", "destroy", vm);
            CaseGround.tidy("virsh", "-c", "qemu:///system", "undefine", vm);
        }
        for (String network : networks) {
            CaseGround.tidy("virsh", "-c", "qemu:///system", "net-destroy", network);
            CaseGround.tidy("virsh", "-c", "qemu:///system", "net-undefine", network);
        }
    }

    @Test
    void case_22_of_two_interfaces_with_one_address_only_the_one_meant_is_changed() throws Exception {
        network("first", "<network><name>first</name><bridge name='vbr-first'/></network>");
        network("backup", "<network><name>backup</name><bridge name='vbr-backup'/></network>");
        vm("twins", nic("first", "virtio") + nic("backup", "e1000"));
        vm("cousin", nic("first", "virtio"));

        ground.done("vm", "hardware", "twins");
        assertThat(ground.out)
                .contains("nic:" + MAC + "#1")
                .contains("nic:" + MAC + "#2")
                .contains("the address " + MAC + " is also one of twins, cousin");
        ground.refused(
                "Several network interfaces have the address", "vm", "set", "twins", "--set-nic", MAC + ",link=down");
        assertThat(ground.err).contains("#1").contains("#2");
        ground.refused("Several", "vm", "set", "twins", "--remove-device", "nic:" + MAC);
        ground.refused("HW-4", "vm", "set", "cousin", "--add-nic", "backup,mac=" + MAC);

        CaseGround.virsh("start", "twins");
        ground.done("vm", "set", "twins", "--set-nic", MAC + "#2,link=down");
        for (String flag : List.of("--inactive", "--security-info")) {
            List<String> now = nics("twins", flag);
            assertThat(now.get(0)).as(flag).contains("first").doesNotContain("down");
            assertThat(now.get(1)).as(flag).contains("backup").contains("<link state='down'/>");
        }
        CaseGround.virsh("destroy", "twins");
        ground.done("vm", "clone", "twins", "twins-2");
        vms.add("twins-2");
        List<String> cloned = nics("twins-2", "--inactive").stream()
                .map(one -> one.replaceFirst("(?s).*<mac address='([^']*)'.*", "$1"))
                .toList();
        assertThat(cloned).hasSize(2).doesNotHaveDuplicates().doesNotContain(MAC);

        ground.done("vm", "set", "twins", "--remove-device", "nic:" + MAC + "#2");
        assertThat(nics("twins", "--inactive")).singleElement().asString().contains("first");
        ground.done("vm", "set", "twins", "--set-nic", MAC + ",link=down");
    }

    @Test
    void case_27_an_edit_of_a_network_changes_what_is_asked_for_and_no_more() throws Exception {
        network("lab", LAB);
        vms.add("plugged");
        ground.define(BootDisk.domain(
                "plugged",
                BootDisk.HALT.make(directory.resolve("plugged.qcow2")),
                "",
                "<interface type='network'><mac address='52:54:00:00:27:01'/><source network='lab' portgroup='usual'/>"
                        + "<model type='virtio'/></interface>"));
        CaseGround.virsh("start", "plugged");
        String before = CaseGround.virsh("net-dumpxml", "--inactive", "lab");

        ground.done("network", "edit", "lab", "--dhcp-last", "10.27.0.160");
        String after = CaseGround.virsh("net-dumpxml", "--inactive", "lab");
        assertThat(after)
                .isEqualTo(before.replace(
                        "<range start='10.27.0.100' end='10.27.0.150'>",
                        "<range start='10.27.0.100' end='10.27.0.160'>"))
                .isNotEqualTo(before);
        assertThat(CaseGround.must("ip", "link", "show", "master", "virbr27")).contains("vnet");
        ground.refused("plugged", "network", "edit", "lab", "--dhcp-last", "10.27.0.170", "--restart");
        ground.refused("plugged", "network", "stop", "lab");
        ground.refused("plugged", "network", "delete", "lab", "--yes");
        assertThat(CaseGround.virsh("net-dumpxml", "--inactive", "lab")).isEqualTo(after);
        assertThat(CaseGround.must("ip", "link", "show", "master", "virbr27")).contains("vnet");
    }

    @Test
    void case_28_addresses_of_both_families_are_shown_and_edited_where_they_are_meant() throws Exception {
        network("six", SIX);
        network("three", THREE);
        network("none", "<network ipv6='yes'><name>none</name><bridge name='virbr283'/></network>");

        ground.done("network", "show", "six");
        assertThat(ground.out).contains("fd00:28::1/64");
        ground.done("network", "show", "three");
        assertThat(ground.out)
                .contains("fd00:29::1/64")
                .contains("10.29.1.1/25")
                .contains("10.29.2.1/23");
        ground.done("network", "list");
        assertThat(ground.out)
                .contains("fd00:28::1/64")
                .contains("10.29.1.1/25")
                .contains("10.29.2.1/23");
        for (String name : List.of("six", "three", "none")) {
            ground.done("network", "leases", name);
        }
        String before = CaseGround.virsh("net-dumpxml", "--inactive", "three");
        ground.done("network", "edit", "three", "--dhcp-last", "10.29.3.100");
        assertThat(CaseGround.virsh("net-dumpxml", "--inactive", "three"))
                .isEqualTo(before.replace("end='10.29.3.200'", "end='10.29.3.100'"))
                .isNotEqualTo(before);
        String six = CaseGround.virsh("net-dumpxml", "--inactive", "six");
        ground.refused("IPv4", "network", "edit", "six", "--dhcp-first", "10.0.0.5", "--dhcp-last", "10.0.0.9");
        assertThat(CaseGround.virsh("net-dumpxml", "--inactive", "six")).isEqualTo(six);
        ground.done("network", "edit", "none", "--address", "10.30.0.1/24");
        assertThat(CaseGround.virsh("net-dumpxml", "--inactive", "none")).contains("address='10.30.0.1'");
        ground.refused("three", "network", "create", "--name", "clash", "--address", "10.29.3.1/24");
        assertThat(CaseGround.virsh("net-list", "--all", "--name")).doesNotContain("clash");
    }

    private void network(String name, String xml) throws Exception {
        networks.add(name);
        CaseGround.virsh(
                "net-define",
                Files.writeString(directory.resolve("network.xml"), xml).toString());
        CaseGround.virsh("net-start", name);
    }

    private void vm(String name, String nics) throws Exception {
        vms.add(name);
        ground.define(BootDisk.domain(name, BootDisk.HALT.make(directory.resolve(name + ".qcow2")), "", nics));
    }

    private static String nic(String network, String model) {
        return "<interface type='network'><mac address='" + MAC + "'/><source network='" + network + "'/><model type='"
                + model + "'/></interface>";
    }

    private static List<String> nics(String vm, String flag) throws Exception {
        Matcher matcher =
                Pattern.compile("(?s)<interface .*?</interface>").matcher(CaseGround.virsh("dumpxml", flag, vm));
        return matcher.results().map(result -> result.group()).toList();
    }
}

package dev.muster.bridge.recovery.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.bridge.json.Json;
import dev.muster.bridge.recovery.net.NetForm.Forward;
import dev.muster.bridge.recovery.net.NetForm.Host;
import dev.muster.bridge.recovery.net.NetForm.Rule;
import dev.muster.model.error.MusterException;
import dev.muster.model.recovery.FirewallRule;
import dev.muster.model.recovery.FirewallRule.Action;
import dev.muster.model.recovery.FirewallRule.Peer;
import dev.muster.model.recovery.FirewallRule.PortRange;
import dev.muster.model.recovery.Protocol;
import dev.muster.model.recovery.RecoveryNetwork;
import dev.muster.model.recovery.RecoveryNetwork.DnsRule;
import dev.muster.model.recovery.RecoveryNetwork.PortForward;
import dev.muster.model.recovery.RecoveryNetwork.Reach;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetFormTest {
    private static final List<FirewallRule> RULES = List.of(
            new FirewallRule(
                    Action.ALLOW,
                    new Peer.Anywhere(),
                    new Peer.Machine("web"),
                    Protocol.TCP,
                    List.of(new PortRange(80, 80), new PortRange(8000, 8099))),
            new FirewallRule(
                    Action.DENY,
                    new Peer.Addresses("192.0.2.0/24"),
                    new Peer.InNetwork("front"),
                    Protocol.ANY,
                    List.of()),
            new FirewallRule(Action.DENY, new Peer.Machine("db"), new Peer.Anywhere(), Protocol.ICMP, List.of()),
            new FirewallRule(Action.DENY, new Peer.Machine("away"), new Peer.Anywhere(), Protocol.ANY, List.of()));

    private static NetForm connected() {
        return NetSamples.form(
                "run 1",
                NetSamples.network(
                        Reach.CONNECTED, true, List.of(new PortForward(Protocol.TCP, 8443, "web", 443)), RULES),
                false);
    }

    private static NetForm isolated() {
        return NetSamples.form("run 1", NetSamples.network(Reach.ISOLATED, false, List.of(), List.of()), false);
    }

    @Test
    void each_network_of_each_run_has_a_word_of_its_own() {
        assertThat(isolated().word())
                .matches("mr[a-z2-7]{5}")
                .isEqualTo(connected().word());
        assertThat(NetSamples.form("run 2", NetSamples.network(Reach.ISOLATED, false, List.of(), List.of()), false)
                        .word())
                .isNotEqualTo(isolated().word());
        assertThat(isolated().bridge()).hasSizeLessThan(16);
    }

    @Test
    void every_nic_has_an_address_before_it_boots() {
        assertThat(isolated().address(NetSamples.WEB)).contains("10.7.0.5");
        assertThat(isolated().address(NetSamples.DB)).contains("10.7.0.100");
        assertThat(isolated().address("52:54:00:00:00:00")).isEmpty();
    }

    @Test
    void a_test_is_isolated_whatever_the_plan_says() {
        NetForm form = NetSamples.form(
                "run 1",
                NetSamples.network(
                        Reach.CONNECTED, true, List.of(new PortForward(Protocol.TCP, 8443, "web", 443)), List.of()),
                true);
        assertThat(form.connected()).isFalse();
        assertThat(form.nat()).isFalse();
        assertThat(form.forwards()).isEmpty();
        assertThat(NetRules.host(form, Uplink.of(form.word(), 0))).doesNotContain("nat");
    }

    @Test
    void ports_are_isolated_only_where_something_between_machines_is_denied() {
        assertThat(connected().portsIsolated()).isTrue();
        assertThat(isolated().portsIsolated()).isFalse();
        FirewallRule outside = new FirewallRule(
                Action.DENY, new Peer.InNetwork("front"), new Peer.Addresses("192.0.2.0/24"), Protocol.ANY, List.of());
        assertThat(NetSamples.form("run", NetSamples.network(Reach.CONNECTED, true, List.of(), List.of(outside)), false)
                        .portsIsolated())
                .isFalse();
    }

    @Test
    void without_a_gateway_the_highest_free_address_serves() {
        RecoveryNetwork network = new RecoveryNetwork(
                "front",
                List.of(),
                "10.7.0.0/29",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new DnsRule("", true),
                false,
                List.of(),
                List.of(),
                Reach.ISOLATED);
        NetForm form = NetForm.of(
                "run",
                network,
                List.of(network),
                List.of(new NetNic("front", "web", 1, NetSamples.WEB, Optional.of("10.7.0.6"), List.of("web"))),
                false);
        assertThat(form.server()).isEqualTo("10.7.0.5");
        assertThat(DnsmasqText.of(form, List.of()))
                .contains("dhcp-range=10.7.0.0,static,255.255.255.248,2m\ndhcp-option=option:router\n")
                .contains("host-record=web,10.7.0.6")
                .doesNotContain("dhcp-host");
    }

    @Test
    void it_is_kept_as_json() {
        assertThat(Json.read(Json.write(connected()), NetForm.class)).isEqualTo(connected());
    }

    @Test
    void the_configuration_of_dnsmasq() {
        assertThat(DnsmasqText.of(connected(), List.of("192.0.2.53"))).isEqualTo("""
                interface=lan
                except-interface=lo
                bind-interfaces
                no-hosts
                no-resolv
                no-poll
                no-ping
                domain-needed
                dhcp-authoritative
                log-dhcp
                dhcp-range=10.7.0.100,10.7.0.199,255.255.255.0,2m
                domain=prod.example
                local=/prod.example/
                dhcp-host=52:54:00:0a:00:01,10.7.0.5,web,2m
                dhcp-host=52:54:00:0a:00:02,10.7.0.100,db,2m
                host-record=web,web.prod.example,www.prod.example,10.7.0.5
                host-record=db,db.prod.example,10.7.0.100
                server=192.0.2.53
                """);
    }

    @Test
    void the_rules_inside() {
        assertThat(NetRules.inside(connected())).isEqualTo("""
                table ip muster
                delete table ip muster
                table ip muster {
                	chain input {
                		type filter hook input priority filter; policy drop;
                		iifname "lo" accept
                		ct state established,related accept
                		ip protocol icmp accept
                		iifname "lan" udp dport { 53, 67 } accept
                		iifname "lan" tcp dport 53 accept
                	}
                	chain forward {
                		type filter hook forward priority filter; policy accept;
                		ct state established,related accept
                		ip daddr { 10.7.0.5 } tcp dport { 80, 8000-8099 } accept
                		ip saddr { 192.0.2.0/24 } ip daddr { 10.7.0.0/24 } drop
                		ip saddr { 10.7.0.100 } ip protocol icmp drop
                		iifname "out" ct status dnat accept
                		iifname "out" drop
                	}
                	chain dstnat {
                		type nat hook prerouting priority dstnat; policy accept;
                		iifname "out" tcp dport 8443 dnat to 10.7.0.5:443
                	}
                	chain srcnat {
                		type nat hook postrouting priority srcnat; policy accept;
                		oifname "out" masquerade
                	}
                }
                """);
    }

    @Test
    void the_rules_on_the_host() {
        String word = connected().word();
        assertThat(NetRules.host(connected(), Uplink.of(word, 3))).isEqualTo("""
                table netdev muster_WORD
                delete table netdev muster_WORD
                table netdev muster_WORD {
                	chain up {
                		type filter hook ingress device "WORDb" priority 0; policy drop;
                	}
                	chain down {
                		type filter hook egress device "WORDb" priority 0; policy drop;
                	}
                }
                table ip muster_WORD
                delete table ip muster_WORD
                table ip muster_WORD {
                	chain raw {
                		type filter hook prerouting priority raw; policy accept;
                		iifname "WORDb" notrack
                	}
                	chain dstnat {
                		type nat hook prerouting priority dstnat; policy accept;
                		fib daddr type local tcp dport 8443 dnat to 198.19.240.14
                	}
                	chain local {
                		type nat hook output priority -100; policy accept;
                		ip daddr != 127.0.0.0/8 fib daddr type local tcp dport 8443 dnat to 198.19.240.14
                	}
                	chain srcnat {
                		type nat hook postrouting priority srcnat; policy accept;
                		ip saddr 198.19.240.14 oifname != "WORDu" masquerade
                		ip saddr 10.7.0.0/24 oifname "WORDu" masquerade
                	}
                }
                """.replace("WORD", word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.7.0.1/24", "10.7.0.0", "10.7.0.0/33", "10.7.0.0/24;", "::/0", "10.7.0.256/24", ""})
    void what_is_no_subnet_is_refused(String subnet) {
        refused(form -> changed(form, form.word(), subnet, form.server(), form.domain()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.7.0.0", "10.7.0.255", "10.8.0.1", "10.7.0.1\nserver=192.0.2.1", "x"})
    void a_server_has_an_address_of_the_subnet(String server) {
        refused(form -> changed(form, form.word(), form.subnet(), server, form.domain()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\nb", "-a", "a..b", "a/b", "a,b", "#"})
    void what_is_no_name_is_refused(String name) {
        refused(form -> changed(form, form.word(), form.subnet(), form.server(), name));
        refused(_ -> new Host(NetSamples.WEB, "10.7.0.5", true, List.of(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mr", "mrABCDE", "eth0", "mraaaaaa", "../aaaa"})
    void what_is_no_word_is_refused(String word) {
        refused(form -> changed(form, word, form.subnet(), form.server(), form.domain()));
    }

    @Test
    void other_nonsense_is_refused() {
        refused(_ -> new Host("52:54:00:0A:00:01", "10.7.0.5", true, List.of()));
        refused(_ -> new Forward(Protocol.ICMP, 80, "10.7.0.5", 80));
        refused(_ -> new Forward(Protocol.TCP, 0, "10.7.0.5", 80));
        refused(_ -> new Rule(Action.DENY, List.of("any"), List.of(), Protocol.ANY, List.of()));
        refused(_ -> new Rule(Action.DENY, List.of(), List.of(), Protocol.ANY, List.of(new PortRange(1, 2))));
        refused(_ -> new Rule(Action.DENY, List.of(), List.of(), Protocol.TCP, List.of(new PortRange(2, 1))));
    }

    private static NetForm changed(NetForm form, String word, String subnet, String server, String domain) {
        return new NetForm(
                word,
                form.run(),
                form.network(),
                subnet,
                server,
                form.gateway(),
                form.dhcp(),
                form.hosts(),
                domain,
                form.names(),
                form.connected(),
                form.nat(),
                form.forwards(),
                form.rules(),
                form.vpn());
    }

    private static void refused(Function<NetForm, Object> made) {
        assertThatThrownBy(() -> made.apply(isolated()))
                .isInstanceOf(MusterException.Usage.class)
                .hasMessageContaining("USE-1");
    }
}

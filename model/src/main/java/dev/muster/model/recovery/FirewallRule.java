package dev.muster.model.recovery;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A rule for traffic that leaves or enters a network, or passes between its machines.
 *
 * @param action what is done with what fits
 * @param from where it comes from
 * @param to where it goes
 * @param protocol of it
 * @param ports the ports it goes to; empty for all. Only with TCP or UDP.
 */
public record FirewallRule(Action action, Peer from, Peer to, Protocol protocol, List<PortRange> ports) {
    public FirewallRule {
        ports = List.copyOf(ports);
    }

    /** What is done with traffic. */
    public enum Action {
        ALLOW,
        DENY
    }

    /** In words, such as {@code allow any > web tcp:443}. */
    public String text() {
        return (action == Action.ALLOW ? "allow " : "deny ") + from.text() + " > " + to.text() + " " + protocol.word()
                + (ports.isEmpty()
                        ? ""
                        : ports.stream().map(PortRange::text).collect(Collectors.joining(",", ":", "")));
    }

    /**
     * Ports from the first to the last.
     *
     * @param first 1 to 65535
     * @param last not below the first
     */
    public record PortRange(int first, int last) {
        /** In words, such as {@code 80} or {@code 8000-8099}. */
        public String text() {
            return first == last ? "" + first : first + "-" + last;
        }
    }

    /** One end of traffic. */
    public sealed interface Peer {
        /** In words. */
        String text();

        /** Any. */
        record Anywhere() implements Peer {
            @Override
            public String text() {
                return "any";
            }
        }

        /** A machine of the plan, by its key. */
        record Machine(String key) implements Peer {
            @Override
            public String text() {
                return key;
            }
        }

        /** All machines of a recovery network, by its name. */
        record InNetwork(String network) implements Peer {
            @Override
            public String text() {
                return "network:" + network;
            }
        }

        /** Addresses such as {@code 192.0.2.0/24} or {@code 192.0.2.7}. */
        record Addresses(String block) implements Peer {
            @Override
            public String text() {
                return block;
            }
        }
    }
}

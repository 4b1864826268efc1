package dev.muster.bridge.recovery.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** DHCP and DNS of a network: a dnsmasq that goes on when the bridge does not. */
final class NetServer {
    private static final List<Path> RESOLVERS =
            List.of(Path.of("/etc/resolv.conf"), Path.of("/run/systemd/resolve/resolv.conf"));
    private static final String NAMED = "nameserver ";

    private final Namespace namespace;
    private final Path configuration;
    private final Path leases;
    private final Path log;

    NetServer(String word, Path directory) {
        this.namespace = new Namespace(word);
        this.configuration = directory.resolve(word + ".conf");
        this.leases = directory.resolve(word + ".leases");
        this.log = directory.resolve(word + ".log");
    }

    private String mark() {
        return "--conf-file=" + configuration;
    }

    /** Returns when it serves what the form says. */
    void serve(NetForm form) throws IOException, InterruptedException {
        String text = DnsmasqText.of(form, form.connected() ? upstream() : List.of());
        boolean same =
                Files.exists(configuration) && Files.readString(configuration).equals(text);
        List<ProcessHandle> running = Namespace.startedWith(mark());
        // one may be left over in a namespace that has lost its name
        if (same && running.size() == 1 && namespace.processes().containsAll(running)) {
            return;
        }
        Namespace.end(running);
        Files.writeString(configuration, text);
        // it goes into the background once it serves
        Tool.inside(
                form.word(),
                "",
                "dnsmasq",
                mark(),
                "--pid-file=",
                "--dhcp-leasefile=" + leases,
                "--log-facility=" + log);
    }

    /** Ends it and deletes all but its log. */
    void remove() throws IOException, InterruptedException {
        Namespace.end(Namespace.startedWith(mark()));
        Files.deleteIfExists(configuration);
        Files.deleteIfExists(leases);
    }

    /** Name servers of the host that can be reached from elsewhere than the host itself. */
    private static List<String> upstream() throws IOException {
        for (Path file : RESOLVERS) {
            List<String> servers = new ArrayList<>();
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    String server = line.startsWith(NAMED)
                            ? line.substring(NAMED.length()).strip()
                            : "";
                    if (Addresses.isAddress(server) && !server.startsWith("127.")) {
                        servers.add(server);
                    }
                }
            }
            if (!servers.isEmpty()) {
                return servers;
            }
        }
        return List.of();
    }
}

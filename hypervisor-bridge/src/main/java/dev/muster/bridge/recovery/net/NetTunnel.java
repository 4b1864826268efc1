package dev.muster.bridge.recovery.net;

import dev.muster.bridge.recovery.net.NetForm.Tunnel;
import dev.muster.bridge.recovery.net.NetForm.TunnelPeer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The WireGuard end of a network: a link that is made on the host, where its UDP port therefore is, and then put into the namespace, where
 * its packets are. The kernel does it, or {@code wireguard-go} where it cannot; see {@code man wg}.
 */
final class NetTunnel {
    private static final String USERSPACE = "wireguard-go";

    private final NetForm form;
    private final Path directory;

    /** @param directory where the bridge's key is kept */
    NetTunnel(NetForm form, Path directory) {
        this.form = form;
        this.directory = directory;
    }

    /** Makes it, or mends it, or removes it where the form has none. */
    void build() throws IOException, InterruptedException {
        if (form.vpn().isEmpty()) {
            remove(form.word());
            return;
        }
        Tunnel tunnel = form.vpn().get();
        String link = form.tunnel();
        if (!isInside(link)) {
            if (!NetBuilder.hasLink(link)) {
                add(link);
            }
            Tool.ip("link", "set", "dev", link, "netns", form.word());
        }
        Tool.inside(form.word(), configuration(tunnel), "wg", "syncconf", link, "/dev/stdin");
        Tool.ip("-netns", form.word(), "address", "replace", tunnel.address(), "dev", link);
        Tool.ip("-netns", form.word(), "link", "set", "dev", link, "up");
        for (TunnelPeer peer : tunnel.peers()) {
            for (String block : peer.allowed()) {
                Tool.ip("-netns", form.word(), "route", "replace", block, "dev", link);
            }
        }
    }

    private boolean isInside(String link) throws IOException, InterruptedException {
        return Tool.ip("-netns", form.word(), "-oneline", "link", "show").contains(": " + link + ":");
    }

    private static void add(String link) throws IOException, InterruptedException {
        // what an earlier one left that ended by itself
        Namespace.end(processes(link));
        try {
            Tool.ip("link", "add", "name", link, "type", "wireguard");
        } catch (IOException e) {
            try {
                Tool.run(USERSPACE, link);
            } catch (IOException also) {
                also.addSuppressed(e);
                throw also;
            }
        }
    }

    private static List<ProcessHandle> processes(String link) {
        return Namespace.startedWith(link).stream()
                .filter(process -> process.info().command().orElse("").endsWith("/" + USERSPACE))
                .toList();
    }

    /** As {@code wg} reads it; never on a command line, which anybody may read. */
    private String configuration(Tunnel tunnel) throws IOException {
        StringBuilder text = new StringBuilder("[Interface]\n")
                .append("PrivateKey = ")
                .append(new TunnelKey(directory).secret())
                .append("\nListenPort = ")
                .append(tunnel.port())
                .append('\n');
        for (TunnelPeer peer : tunnel.peers()) {
            text.append("\n[Peer]\nPublicKey = ")
                    .append(peer.key())
                    .append("\nAllowedIPs = ")
                    .append(String.join(", ", peer.allowed()))
                    .append('\n');
        }
        return text.toString();
    }

    /** Removes that of a network, wherever it is; nothing where there is none. */
    static void remove(String word) throws IOException, InterruptedException {
        String link = NetForm.tunnel(word);
        if (NetBuilder.hasLink(link)) {
            NetBuilder.deleteLink(link);
        }
        if (new Namespace(word).exists()
                && Tool.ip("-netns", word, "-oneline", "link", "show").contains(": " + link + ":")) {
            Tool.ip("-netns", word, "link", "delete", "dev", link);
        }
        Namespace.end(processes(link));
    }

    /** Why it could not be made on this machine as it is now, in words; empty where nothing is known that keeps it. */
    static Optional<String> taken(NetForm form) throws IOException, InterruptedException {
        if (form.vpn().isEmpty()) {
            return Optional.empty();
        }
        boolean tool = Stream.of(System.getenv()
                        .getOrDefault("PATH", "/usr/sbin:/usr/bin")
                        .split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "wg")));
        if (!tool) {
            return Optional.of("the program wg is not there; install wireguard-tools");
        }
        boolean made = new Namespace(form.word()).exists();
        int port = form.vpn().get().port();
        try (DatagramSocket socket = new DatagramSocket(port)) {
            return socket.isBound() ? Optional.empty() : Optional.of("UDP port " + port + " of the host is in use");
        } catch (SocketException e) {
            return made ? Optional.empty() : Optional.of("UDP port " + port + " of the host is in use");
        }
    }
}

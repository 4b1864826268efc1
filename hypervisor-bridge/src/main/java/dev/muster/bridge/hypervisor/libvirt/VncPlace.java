package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.bridge.hypervisor.ConsoleLink;
import dev.muster.model.xml.XmlElement;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/**
 * Where a VNC server listens, by its {@code <graphics>} element.
 *
 * @param socket path of its Unix socket; empty where it listens on a port
 * @param address of its port, as its own host sees it
 * @param port 0 where it has none
 */
record VncPlace(String socket, String address, int port) {
    private static final int CONNECT_MILLIS = 10_000;
    private static final List<String> EVERYWHERE = List.of("0.0.0.0", "::", "");

    static VncPlace of(XmlElement graphics, String vm) {
        String socket = graphics.hasAttribute("socket")
                ? graphics.attribute("socket")
                : graphics.children("listen").stream()
                        .map(listen -> listen.attribute("socket"))
                        .filter(path -> !path.isEmpty())
                        .findFirst()
                        .orElse("");
        String port = graphics.attribute("port");
        int number = port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0;
        if (socket.isEmpty() && number == 0) {
            throw ConsoleWork.none(vm + "'s display listens nowhere.", "Give its VNC display a port or a socket.");
        }
        return new VncPlace(socket, graphics.attribute("listen"), socket.isEmpty() ? number : 0);
    }

    /** The address to reach the port at from its own host. */
    String reachable() {
        return EVERYWHERE.contains(address) ? "127.0.0.1" : address;
    }

    /** Straight over the network, for hosts that can be reached no other way. */
    ConsoleLink connect(String host) {
        if (port == 0 || address.equals("127.0.0.1") || address.equals("::1")) {
            throw ConsoleWork.none(
                    "The display of this VM listens on " + host + " alone and cannot be reached from the bridge.",
                    "Connect to the host over ssh, or run a bridge there.");
        }
        Socket connected = new Socket();
        try {
            connected.setTcpNoDelay(true);
            connected.connect(
                    new InetSocketAddress(EVERYWHERE.contains(address) ? host : address, port), CONNECT_MILLIS);
            return new JavaLink(connected.getInputStream(), connected.getOutputStream(), connected);
        } catch (IOException e) {
            try (connected) {
                throw JavaLink.lost(e);
            } catch (IOException closing) {
                throw JavaLink.lost(closing);
            }
        }
    }
}

package dev.muster.bridge.recovery.net;

import dev.muster.bridge.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The IPv4 addresses of this machine. */
final class HostAddresses {
    private HostAddresses() {}

    /**
     * An address on a link.
     *
     * @param link its name
     * @param address in dotted form
     * @param prefix of its subnet
     */
    record Held(String link, String address, int prefix) {
        Addresses subnet() {
            return Addresses.of(address + "/" + prefix);
        }
    }

    static List<Held> all() throws IOException, InterruptedException {
        List<Held> all = new ArrayList<>();
        for (Object each : Json.read(Tool.ip("-json", "-4", "address", "show"), List.class)) {
            if (each instanceof Map<?, ?> link
                    && link.get("ifname") instanceof String name
                    && link.get("addr_info") instanceof List<?> addresses) {
                for (Object one : addresses) {
                    if (one instanceof Map<?, ?> info
                            && info.get("local") instanceof String address
                            && info.get("prefixlen") instanceof Number prefix) {
                        all.add(new Held(name, address, prefix.intValue()));
                    }
                }
            }
        }
        return all;
    }
}

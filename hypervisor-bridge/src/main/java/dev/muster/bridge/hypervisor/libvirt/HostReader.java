package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.Accelerator;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.xml.SafeXml;
import java.util.Optional;
import java.util.UUID;

/** Reads what is to be known of the host. Its methods make native calls and run on the threads for them. */
final class HostReader {
    private final ConnectionId connection;
    private final ConnectionUri uri;

    HostReader(ConnectionId connection, ConnectionUri uri) {
        this.connection = connection;
        this.uri = uri;
    }

    Host read(Pointer pointer, Accelerator accelerator) {
        String type = Virt.virConnectGetType(pointer);
        LongByReference version = new LongByReference();
        LongByReference library = new LongByReference();
        Virt.virConnectGetVersion(pointer, version);
        Virt.virConnectGetLibVersion(pointer, library);
        int cpus;
        long memory;
        String architecture;
        // the host's capabilities hold the architecture too, but libvirtd may take half a minute to find them out the
        // first time
        // struct _virNodeInfo: char model[32], unsigned long memory (KiB), unsigned int cpus, five more
        try (Memory info = new Memory(72)) {
            Handle.require(Virt.virNodeGetInfo(pointer, info));
            memory = info.getLong(32) << 10;
            cpus = info.getInt(40);
            architecture = info.getString(0, "US-ASCII");
        }
        return new Host(
                HostId.of(connection.text()),
                connection,
                Handle.text(Virt.virConnectGetHostname(pointer)),
                uri.text(),
                HostState.CONNECTED,
                Optional.empty(),
                (type == null ? "libvirt" : type) + " " + version(version.getValue()),
                version(library.getValue()),
                architecture,
                cpus,
                memory,
                Virt.virNodeGetFreeMemory(pointer),
                accelerator);
    }

    /** The machine's UUID as libvirt tells it; empty where it does not. */
    static Optional<UUID> uuid(Pointer pointer) {
        String text = SafeXml.parse(Handle.text(Virt.virConnectGetCapabilities(pointer)), "capabilities")
                .textOf("host", "uuid")
                .strip();
        return text.matches("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }

    /** libvirt's versions are 1 000 000 × major + 1 000 × minor + release. */
    static String version(long number) {
        return number / 1_000_000 + "." + number / 1_000 % 1_000 + "." + number % 1_000;
    }
}

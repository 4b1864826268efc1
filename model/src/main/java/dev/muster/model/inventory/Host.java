package dev.muster.model.inventory;

import dev.muster.model.error.Problem;
import java.util.Optional;

/**
 * One hypervisor host.
 *
 * @param id its id
 * @param connection the connection it was found through
 * @param name the host's own name
 * @param uri the libvirt or simulator URI
 * @param state whether it can be asked
 * @param problem why it is not connected; empty when it is
 * @param hypervisor such as {@code QEMU 7.2.22}; empty while unknown
 * @param libvirtVersion such as {@code 9.0.0}; empty where there is none
 * @param architecture such as {@code x86_64}; empty while unknown
 * @param cpus logical processors
 * @param memoryBytes RAM of the host
 * @param memoryFreeBytes RAM free when last asked
 * @param accelerator what runs guest code
 */
public record Host(
        HostId id,
        ConnectionId connection,
        String name,
        String uri,
        HostState state,
        Optional<Problem> problem,
        String hypervisor,
        String libvirtVersion,
        String architecture,
        int cpus,
        long memoryBytes,
        long memoryFreeBytes,
        Accelerator accelerator) {

    /** A host about which nothing is known but where it should be. */
    public static Host connecting(HostId id, ConnectionId connection, String uri) {
        return new Host(
                id,
                connection,
                id.text(),
                uri,
                HostState.CONNECTING,
                Optional.empty(),
                "",
                "",
                "",
                0,
                0,
                0,
                Accelerator.UNKNOWN);
    }

    /** The same host, no longer reachable because of {@code why}. */
    public Host disconnected(Problem why) {
        return new Host(
                id,
                connection,
                name,
                uri,
                HostState.DISCONNECTED,
                Optional.of(why),
                hypervisor,
                libvirtVersion,
                architecture,
                cpus,
                memoryBytes,
                memoryFreeBytes,
                accelerator);
    }

    /** The same host, being connected to. */
    public Host reconnecting() {
        return new Host(
                id,
                connection,
                name,
                uri,
                HostState.CONNECTING,
                problem,
                hypervisor,
                libvirtVersion,
                architecture,
                cpus,
                memoryBytes,
                memoryFreeBytes,
                accelerator);
    }

    /** The same host with the result of the probe. */
    public Host withAccelerator(Accelerator found) {
        return new Host(
                id,
                connection,
                name,
                uri,
                state,
                problem,
                hypervisor,
                libvirtVersion,
                architecture,
                cpus,
                memoryBytes,
                memoryFreeBytes,
                found);
    }
}

package dev.muster.model.host;

import dev.muster.model.access.Role;
import dev.muster.model.command.Query;

/** What can be asked about hosts that is not in the inventory. */
public sealed interface HostQuery<R extends Record> extends Query<R> {
    /**
     * Connects once, to see whether it works, and leaves nothing behind. A failure names the missing piece: key, daemon,
     * certificate.
     *
     * @param uri checked by {@link ConnectionUri#parse}
     */
    record Probe(String uri) implements HostQuery<Found> {
        @Override
        public Class<Found> answer() {
            return Found.class;
        }

        @Override
        public Role requires() {
            return Role.ADMINISTRATOR;
        }
    }

    /**
     * What answered.
     *
     * @param hostname the host's own name
     * @param hypervisor such as {@code QEMU 7.2.22}
     * @param libvirtVersion such as {@code 9.0.0}; empty where there is none
     * @param vms how many it has
     */
    record Found(String hostname, String hypervisor, String libvirtVersion, int vms) {}
}

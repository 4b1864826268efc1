package dev.muster.bridge.cluster;

import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.ClusterId;
import dev.muster.model.cluster.Identifier;
import dev.muster.model.inventory.NetworkId;
import java.time.Instant;
import java.util.Map;

/**
 * One boot of a VM, fixed when its script was made: the files of that function are served to it, whatever is decided meanwhile.
 *
 * @param token names it in URLs; not to be guessed
 * @param id the VM's identifier
 * @param network where it boots
 * @param address the address it boots from; nobody else is served
 * @param cluster its cluster
 * @param function the function it boots
 * @param files its artifacts as they were then
 * @param made when
 */
record BootSession(
        String token,
        Identifier id,
        NetworkId network,
        String address,
        ClusterId cluster,
        String function,
        Map<ArtifactId, Artifact> files,
        Instant made) {
    BootSession {
        files = Map.copyOf(files);
    }
}

package dev.muster.model.recovery;

import dev.muster.model.inventory.PoolId;
import java.util.Optional;

/**
 * How restore points are booted to see whether they do. The machines have their cables out, so only gates of the agent, of serial text and
 * of scripts can be met.
 *
 * @param readiness the gates that have to be met, at least one
 * @param memoryMib how much memory the machines may have at the same time; empty for half of what the host has free
 * @param pool where what they write is put; empty for the pool of the host with the most room
 */
public record BootCheck(Readiness readiness, Optional<Long> memoryMib, Optional<PoolId> pool) {
    public BootCheck {
        boolean seen = readiness.gates().stream()
                .allMatch(gate ->
                        gate instanceof Gate.Agent || gate instanceof Gate.SerialText || gate instanceof Gate.Script);
        if (readiness.gates().isEmpty() || !seen) {
            throw Refusals.refused(
                    "What a restore point has to do to count as booted is not said, or needs a network.",
                    "Name a gate of the agent, of serial text or of a script.");
        }
        if (memoryMib.filter(mib -> mib < 1).isPresent()) {
            throw Refusals.refused("With that much memory no machine can be booted.", "Give at least 1 MiB.");
        }
    }
}

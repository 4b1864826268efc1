package dev.muster.model.recovery;

import dev.muster.model.inventory.LiveObject;
import dev.muster.model.inventory.VmId;
import java.time.Instant;
import java.util.List;

/**
 * The machines of a plan that their hosts do not start by themselves any more: Muster does, once a host that was away answers and nothing
 * has taken their place meanwhile. So an old machine never comes up beside the recovered one, not even for the moment until somebody could
 * reach its host.
 *
 * @param id the plan
 * @param by the name of who asked for it
 * @param since when
 * @param vms those that their hosts would start
 */
public record StartGuard(PlanId id, String by, Instant since, List<VmId> vms) implements LiveObject {
    public StartGuard {
        vms = List.copyOf(vms);
    }
}

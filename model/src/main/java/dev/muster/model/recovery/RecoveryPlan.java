package dev.muster.model.recovery;

import dev.muster.model.inventory.LiveObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A recovery plan in its newest version, without what it says in full: that is asked for with {@link RecoveryQuery.Show}, since a
 * plan may have thousands of machines.
 *
 * @param id its name
 * @param version its newest version, from 1
 * @param description for people
 * @param objective recovery time objective
 * @param tiers how many it has
 * @param machines how many it recovers
 * @param networks how many it has
 * @param saved when that version was saved
 * @param by the name of who saved it
 * @param comment what they wrote about it; may be empty
 * @param faults how many faults it has: 0 unless it was saved by a Muster that checked less
 */
public record RecoveryPlan(
        PlanId id,
        long version,
        String description,
        Optional<Duration> objective,
        int tiers,
        int machines,
        int networks,
        Instant saved,
        String by,
        String comment,
        int faults)
        implements LiveObject {}

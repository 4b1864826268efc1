package dev.muster.model.recovery;

import dev.muster.model.inventory.LiveObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a plan stands: whether it could be run now. Looked at every half hour and whenever the plan, a restore point or a host changed.
 * It never keeps anybody from recovering.
 *
 * @param id the plan
 * @param version the version that was looked at
 * @param health the worst of what was found
 * @param critical how many findings would have a run refused
 * @param warnings how many should be looked at
 * @param first the worst of them in one sentence; empty where there is none
 * @param checked when it was looked at last
 * @param verifiedUntil until when the last test that succeeded counts; empty where the plan or a machine changed since, or there was none
 * @param history how it stood, each time that changed, the newest first
 */
public record PlanStanding(
        PlanId id,
        long version,
        Health health,
        int critical,
        int warnings,
        String first,
        Instant checked,
        Optional<Instant> verifiedUntil,
        List<Change> history)
        implements LiveObject {
    /** So many changes are kept. */
    public static final int LONGEST_HISTORY = 50;

    public PlanStanding {
        history = List.copyOf(history);
    }

    /**
     * A time at which it began to stand otherwise.
     *
     * @param at when
     * @param health how it stood from then on
     * @param why the worst finding; empty where there was none
     */
    public record Change(Instant at, Health health, String why) {}

    /**
     * How a plan stands by what was found now.
     *
     * @param before how it stood before; empty where it was never looked at
     */
    public static PlanStanding of(
            PlanId id,
            long version,
            RunQuery.Findings found,
            Instant now,
            Optional<Instant> verifiedUntil,
            Optional<PlanStanding> before) {
        Health health = found.health();
        String first = found.findings().stream()
                .filter(finding -> finding.severity() == health)
                .findFirst()
                .map(finding -> finding.problem().what())
                .orElse("");
        List<Change> history = new ArrayList<>(before.map(PlanStanding::history).orElse(List.of()));
        boolean same = before.filter(
                        old -> old.health() == health && old.first().equals(first))
                .isPresent();
        if (!same) {
            history.addFirst(new Change(now, health, first));
        }
        return new PlanStanding(
                id,
                version,
                health,
                count(found, Health.CRITICAL),
                count(found, Health.WARNING),
                first,
                now,
                verifiedUntil,
                history.subList(0, Math.min(LONGEST_HISTORY, history.size())));
    }

    private static int count(RunQuery.Findings found, Health severity) {
        return (int) found.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** Whether the last test counts at that time. */
    public boolean isVerified(Instant now) {
        return verifiedUntil.filter(until -> now.isBefore(until)).isPresent();
    }
}

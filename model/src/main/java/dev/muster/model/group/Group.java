package dev.muster.model.group;

import dev.muster.model.error.Problem;
import dev.muster.model.inventory.LiveObject;
import dev.muster.model.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A consistency group.
 *
 * @param id its name
 * @param spec as it is described
 * @param revision counts the changes of its description, from 1
 * @param changed when it was last changed
 * @param attempts what came of its captures, the newest first; those of long ago are not kept
 * @param restores how long its restores took, the newest first
 */
public record Group(
        GroupId id,
        GroupSpec spec,
        int revision,
        Instant changed,
        List<Attempt> attempts,
        List<MeasuredRestore> restores)
        implements LiveObject {
    private static final int ATTEMPTS = 100;
    private static final int RESTORES = 5;

    public Group {
        attempts = List.copyOf(attempts);
        restores = List.copyOf(restores);
    }

    /**
     * What came of a capture.
     *
     * @param at when it was begun
     * @param job by which
     * @param set the set that was made; empty where there is none
     * @param problem why there is none
     */
    public record Attempt(Instant at, JobId job, Optional<SetId> set, Optional<Problem> problem) {}

    /**
     * A restore of a whole set that was measured.
     *
     * @param at when it was begun
     * @param took until all members ran
     * @param members how many there were
     */
    public record MeasuredRestore(Instant at, Duration took, int members) {}

    /** A new one. */
    public static Group of(GroupSpec spec, Instant now) {
        return new Group(spec.name(), spec, 1, now, List.of(), List.of());
    }

    /** Described anew. */
    public Group with(GroupSpec other, Instant now) {
        return new Group(id, other, revision + 1, now, attempts, restores);
    }

    /** After a capture; what the same job said before is replaced. */
    public Group after(Attempt attempt) {
        List<Attempt> all = new ArrayList<>(List.of(attempt));
        attempts.stream().filter(one -> !one.job().equals(attempt.job())).forEach(all::add);
        return new Group(id, spec, revision, changed, all.subList(0, Math.min(ATTEMPTS, all.size())), restores);
    }

    /** After a restore. */
    public Group after(MeasuredRestore restore) {
        List<MeasuredRestore> all = new ArrayList<>(List.of(restore));
        all.addAll(restores);
        return new Group(id, spec, revision, changed, attempts, all.subList(0, Math.min(RESTORES, all.size())));
    }

    /** How long a restore takes: the median of those measured; empty before the first. */
    public Optional<Duration> restoreTakes() {
        List<Duration> sorted =
                restores.stream().map(MeasuredRestore::took).sorted().toList();
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(sorted.size() / 2));
    }
}

package dev.muster.app.group;

import dev.muster.model.group.Group.Attempt;
import dev.muster.model.group.GroupQuery.Listed;
import dev.muster.model.group.SetId;
import dev.muster.model.job.JobId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A set of a group, or an attempt that came to none.
 *
 * @param at when it was captured, or begun
 * @param set the set; empty where there is none
 * @param attempt the attempt it came of; empty where that is not known any more
 */
record HistoryLine(Instant at, Optional<Listed> set, Optional<Attempt> attempt) {
    /** What can be said of it. */
    enum Status {
        GOOD,
        VERIFIED,
        DAMAGED,
        FAILED
    }

    /** The same for as long as it is there. */
    String key() {
        return set.map(one -> one.id().text())
                .orElseGet(
                        () -> attempt.map(one -> "attempt:" + one.job().text()).orElse(at.toString()));
    }

    Status status() {
        if (set.isEmpty()) {
            return Status.FAILED;
        }
        if (set.get().problem().isPresent()) {
            return Status.DAMAGED;
        }
        return set.get().verified().isPresent() ? Status.VERIFIED : Status.GOOD;
    }

    /** The job that captured it, where that is known. */
    Optional<JobId> job() {
        return attempt.map(Attempt::job);
    }

    /** Sets and failed attempts in one order, the newest first. An attempt whose set was deleted since is left out. */
    static List<HistoryLine> of(List<Listed> sets, List<Attempt> attempts) {
        Stream<HistoryLine> there = sets.stream()
                .map(set -> new HistoryLine(set.set().captured(), Optional.of(set), attempt(set.id(), attempts)));
        Stream<HistoryLine> failed = attempts.stream()
                .filter(attempt -> attempt.set().isEmpty() && attempt.problem().isPresent())
                .map(attempt -> new HistoryLine(attempt.at(), Optional.empty(), Optional.of(attempt)));
        return Stream.concat(there, failed)
                .sorted(Comparator.comparing(HistoryLine::at).reversed().thenComparing(HistoryLine::key))
                .toList();
    }

    private static Optional<Attempt> attempt(SetId set, List<Attempt> attempts) {
        return attempts.stream()
                .filter(attempt -> attempt.set().filter(set::equals).isPresent())
                .findFirst();
    }
}

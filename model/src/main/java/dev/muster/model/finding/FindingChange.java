package dev.muster.model.finding;

import dev.muster.model.job.JobId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What is changed of a finding. What is empty stays as it is.
 *
 * @param title what was found, 1 to 300 characters
 * @param severity how much it matters
 * @param cause why it came to that, up to 2 000 characters
 * @param owner who sees to it, up to 100 characters
 * @param due until when
 * @param withoutDue whether the day is taken away; not together with {@code due}
 * @param status what was done about it; accepting and closing need a note, closing does not where a run did not find it again
 * @param retested the run that did not find it again
 * @param note what there is to say about it, up to 2 000 characters
 */
public record FindingChange(
        Optional<String> title,
        Optional<FindingSeverity> severity,
        Optional<String> cause,
        Optional<String> owner,
        Optional<LocalDate> due,
        boolean withoutDue,
        Optional<FindingStatus> status,
        Optional<JobId> retested,
        Optional<String> note) {
    /** Changes nothing. */
    public static final FindingChange NONE = new FindingChange(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public FindingChange {
        title.ifPresent(text -> checkText(text, 1, 300, "The title of the finding is empty or too long."));
        cause.ifPresent(text -> checkText(text, 0, 2000, "The cause of the finding is too long."));
        owner.ifPresent(text -> checkText(text, 0, 100, "The owner of the finding is too long."));
        note.ifPresent(text -> checkText(text, 0, 2000, "The note of the finding is too long."));
        if (due.isPresent() && withoutDue) {
            throw Refusals.refused("A due day is both given and taken away.", "Do one of the two.");
        }
    }

    /** Refuses text that is too long, too short, or has control characters but line breaks. */
    static void checkText(String text, int least, int most, String tooLong) {
        if (text.strip().length() < least || text.length() > most) {
            throw Refusals.refused(tooLong, "Use " + least + " to " + most + " characters.");
        }
        if (text.chars().anyMatch(letter -> Character.isISOControl(letter) && letter != '\n')) {
            throw Refusals.refused("A text of the finding has control characters.", "Use plain text.");
        }
    }

    /**
     * The finding with this change.
     *
     * @throws dev.muster.model.error.MusterException {@code USAGE_INVALID} where it would be closed or accepted without a reason
     */
    public Finding of(Finding before, String by, Instant at) {
        Finding after = new Finding(
                before.id(),
                before.plan(),
                before.run(),
                before.source(),
                before.machine(),
                title.orElse(before.title()).strip(),
                severity.orElse(before.severity()),
                cause.orElse(before.cause()).strip(),
                owner.orElse(before.owner()).strip(),
                withoutDue ? Optional.empty() : due.or(before::due),
                status.orElse(before.status()),
                note.orElse(before.note()).strip(),
                before.seen(),
                retested.or(before::retested),
                before.raisedBy(),
                before.raisedAt(),
                by,
                at);
        if (after.status() == FindingStatus.ACCEPTED && after.note().isEmpty()) {
            throw Refusals.refused("It is not said why the finding is acceptable.", "Add a note that says so.");
        }
        if (after.status() == FindingStatus.CLOSED
                && after.retested().isEmpty()
                && after.note().isEmpty()) {
            throw Refusals.refused(
                    "No run has shown that the finding is gone.",
                    "Name the run that did, or add a note that says why none is needed.");
        }
        return after;
    }
}

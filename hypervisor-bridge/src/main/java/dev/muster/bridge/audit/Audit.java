package dev.muster.bridge.audit;

import dev.muster.bridge.store.Work;
import dev.muster.model.access.Principal;
import dev.muster.model.audit.AuditEntry;
import dev.muster.model.audit.AuditQuery;
import java.util.List;

/** The append-only record of what was asked. */
public interface Audit {
    /**
     * Appends an entry; durable when this returns.
     *
     * @param action the command's type, such as {@code vm.power}
     * @param subject the ids it is about
     * @param job the id of the job it became; empty where none was begun
     * @param detail code of the refusal, or the command as JSON with secrets left out
     */
    AuditEntry append(
            Principal by, String action, String subject, AuditEntry.Outcome outcome, String job, String detail);

    /** The same entry as a part of somebody else's transaction: it is there exactly when the rest of it is. */
    Work<AuditEntry> entry(
            Principal by, String action, String subject, AuditEntry.Outcome outcome, String job, String detail);

    /** Newest entries first. */
    AuditQuery.Entries recent(long before, int limit);

    /** Returns the entries of one action, the oldest first. */
    List<AuditEntry> of(String action);

    /** Checks the whole chain. */
    AuditQuery.Verdict verify();
}

package dev.muster.model.audit;

import dev.muster.model.access.Role;
import dev.muster.model.command.Query;
import java.util.List;
import java.util.Optional;

/** What can be asked of the audit. Only an administrator may. */
public sealed interface AuditQuery<R extends Record> extends Query<R> {
    @Override
    default Role requires() {
        return Role.ADMINISTRATOR;
    }

    /**
     * Entries, newest first.
     *
     * @param before only entries with a lower number; 0 for the newest
     * @param limit at most so many, 1 to 1000
     */
    record Recent(long before, int limit) implements AuditQuery<Entries> {
        @Override
        public Class<Entries> answer() {
            return Entries.class;
        }
    }

    /** Checks the whole chain. */
    record Verify() implements AuditQuery<Verdict> {
        @Override
        public Class<Verdict> answer() {
            return Verdict.class;
        }
    }

    /** Some entries. */
    record Entries(List<AuditEntry> entries) {
        public Entries {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Whether the chain holds.
     *
     * @param entries how many were checked
     * @param head hash of the last one
     * @param firstBreak number of the first entry that does not fit
     */
    record Verdict(long entries, String head, Optional<Long> firstBreak) {}
}

package dev.muster.app.audit;

import dev.muster.model.audit.AuditChain;
import dev.muster.model.audit.AuditEntry;
import dev.muster.model.audit.AuditEntry.Outcome;
import dev.muster.model.audit.AuditQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The audit of the sample: a chain that holds. */
final class SampleAudit {
    private static final int ENTRIES = 460;
    private static final List<String> ACTIONS =
            List.of("vm.power", "vm.create", "volume.create", "host.connect", "vm.delete", "network.stop", "vm.edit");
    private static final List<String> PRINCIPALS =
            List.of("operator", "anna@desk-17", "nightly-maintenance@automation");

    private SampleAudit() {}

    static AuditQuery.Entries page(AuditQuery.Recent recent) {
        return new AuditQuery.Entries(all().reversed().stream()
                .filter(entry -> recent.before() == 0 || entry.number() < recent.before())
                .limit(recent.limit())
                .toList());
    }

    static AuditQuery.Verdict verdict() {
        return new AuditQuery.Verdict(ENTRIES, all().getLast().hash(), Optional.empty());
    }

    private static List<AuditEntry> all() {
        List<AuditEntry> entries = new ArrayList<>();
        Instant begun = Instant.parse("2026-03-02T07:12:09Z");
        String previous = AuditChain.GENESIS;
        for (int n = 1; n <= ENTRIES; n++) {
            boolean refused = n % 9 == 0;
            AuditEntry draft = entry(n, begun.plus(Duration.ofMinutes(13L * n)), refused, previous, "");
            AuditEntry entry = entry(n, draft.at(), refused, previous, AuditChain.hash(draft));
            entries.add(entry);
            previous = entry.hash();
        }
        return Collections.unmodifiableList(entries);
    }

    private static AuditEntry entry(int n, Instant at, boolean refused, String previous, String hash) {
        return new AuditEntry(
                n,
                at,
                PRINCIPALS.get(n % PRINCIPALS.size()),
                refused ? "VIEWER" : "OPERATOR",
                n % 3 == 0 ? "local" : "10.0.4." + n % 40,
                ACTIONS.get(n % ACTIONS.size()),
                "h" + (1 + n % 3) + "/00000000-0000-0001-0000-0000000000%02x".formatted(n % 16),
                refused ? Outcome.REFUSED : Outcome.ACCEPTED,
                refused ? "" : "job-" + n,
                refused ? "ROLE_MISSING" : "{\"action\":\"START\"}",
                previous,
                hash);
    }
}

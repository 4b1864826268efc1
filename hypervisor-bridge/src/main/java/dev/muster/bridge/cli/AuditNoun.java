package dev.muster.bridge.cli;

import dev.muster.model.audit.AuditEntry;
import dev.muster.model.audit.AuditQuery;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl audit}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "audit",
        description = "Who asked for what, and what came of it.",
        synopsisSubcommandLabel = "VERB")
final class AuditNoun extends Noun {
    @ParentCommand
    private @Nullable Ctl ctl;

    @Override
    @Nullable
    Ctl parent() {
        return ctl;
    }

    @Command(mixinStandardHelpOptions = true, name = "list", description = "The newest entries first.")
    int list(
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50") int limit,
            @Option(names = "--before", paramLabel = "NUMBER", defaultValue = "0") long before) {
        return with(session -> {
            List<AuditEntry> entries =
                    session.ask(new AuditQuery.Recent(before, limit)).entries();
            Table table = new Table("There are no entries.", ">NO", "AT", "WHO", "FROM", "ASKED FOR", "OF", "OUTCOME");
            for (AuditEntry entry : entries) {
                table.row(
                        Long.toString(entry.number()),
                        Table.moment(entry.at()),
                        entry.principal(),
                        entry.origin(),
                        entry.action(),
                        entry.subject(),
                        entry.outcome().name().toLowerCase(Locale.ROOT)
                                + (entry.outcome() == AuditEntry.Outcome.REFUSED ? " " + entry.detail() : ""));
            }
            return session.output().answer(entries, table);
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "show", description = "One entry, whole.")
    int show(@Parameters(paramLabel = "NUMBER") long number) {
        return with(session -> {
            AuditEntry entry = session.ask(new AuditQuery.Recent(number + 1, 1)).entries().stream()
                    .filter(found -> found.number() == number)
                    .findFirst()
                    .orElseThrow(() -> Problem.of(
                                    ErrorCode.AUDIT_NOT_FOUND,
                                    "The audit has no entry " + number + ".",
                                    "Nothing was changed.",
                                    "muster ctl audit list shows them.")
                            .toException());
            return session.output().answer(entry, dev.muster.bridge.json.Json.writePretty(entry));
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "verify", description = "Checks the whole chain of hashes.")
    int verify() {
        return with(session -> {
            AuditQuery.Verdict verdict = session.ask(new AuditQuery.Verify());
            int status = session.output()
                    .answer(
                            verdict,
                            verdict.firstBreak()
                                    .map(entry -> "Broken: entry " + entry + " does not fit the one before it.")
                                    .orElse("Intact: " + verdict.entries() + " entries, head " + verdict.head()));
            return verdict.firstBreak().isPresent() ? 1 : status;
        });
    }
}

package dev.muster.model.report;

import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What can be done with reports. */
public sealed interface ReportCommand extends Command {
    @Override
    default Role requires() {
        return Role.OPERATOR;
    }

    /**
     * Makes a report and keeps it. The JSON form is kept whatever is asked for.
     *
     * @param kind what it is about; an audit report needs an administrator
     * @param about what exactly, such as the id of a job; up to 300 characters
     * @param formats the files that are drawn, at least one
     * @param language the language they are drawn in
     * @param filters what limits its rows, up to 20, each by name; which there are depends on the kind
     */
    record Make(
            ReportKind kind,
            String about,
            List<ReportFormat> formats,
            ReportLanguage language,
            Map<String, String> filters)
            implements ReportCommand {
        public Make {
            formats = formats.stream().distinct().sorted().toList();
            filters = Collections.unmodifiableMap(new TreeMap<>(filters));
            if (formats.isEmpty()) {
                throw Refusals.refused("The report has no format.", "Name at least one of pdf, html, csv and json.");
            }
            checkSubject(about, filters);
        }

        @Override
        public Role requires() {
            return roleFor(kind);
        }

        @Override
        public String subject() {
            return kind.word() + (about.isEmpty() ? "" : " " + about);
        }
    }

    /**
     * Deletes the files of a report. That it was made, and its checksums, stay in the register, so that what was handed out can
     * still be verified.
     *
     * @param report the report
     */
    record Delete(ReportId report) implements ReportCommand {
        @Override
        public String subject() {
            return report.text();
        }
    }

    /** Returns the least role that may make or read reports of a kind. */
    static Role roleFor(ReportKind kind) {
        return kind == ReportKind.AUDIT ? Role.ADMINISTRATOR : Role.OPERATOR;
    }

    /** Refuses a subject or filters that are too long to make sense. */
    static void checkSubject(String subject, Map<String, String> filters) {
        if (subject.length() > 300
                || filters.size() > 20
                || filters.entrySet().stream()
                        .anyMatch(filter -> filter.getKey().length() > 40
                                || filter.getValue().length() > 300)) {
            throw Refusals.refused(
                    "The subject or a filter of the report is too long.",
                    "Use up to 300 characters and up to 20 filters.");
        }
    }
}

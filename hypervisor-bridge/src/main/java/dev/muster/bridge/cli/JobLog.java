package dev.muster.bridge.cli;

import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.LogLine;
import java.util.ArrayList;
import java.util.List;

/** What a job wrote, which a bridge gives in parts. */
final class JobLog {
    private JobLog() {}

    static List<LogLine> of(CtlSession session, JobId id) {
        List<LogLine> lines = new ArrayList<>();
        List<LogLine> part;
        do {
            long after = lines.isEmpty() ? 0 : lines.getLast().number();
            part = session.ask(new JobQuery.Log(id, after)).lines();
            lines.addAll(part);
        } while (!part.isEmpty());
        return lines;
    }
}

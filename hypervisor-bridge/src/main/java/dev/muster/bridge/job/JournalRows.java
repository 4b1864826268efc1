package dev.muster.bridge.job;

import dev.muster.bridge.json.Json;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Answer;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Pause;
import dev.muster.model.job.Question;
import dev.muster.model.job.StepState;
import dev.muster.model.job.Substep;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the journal's rows. */
final class JournalRows {
    static final String JOBS =
            "SELECT id, request_key, kind, title, principal, command, state, revision, created, started,"
                    + " ended, problem, recovered, pause FROM job";
    static final String STEPS =
            "SELECT job, step, id, name, subject, after, state, attempt, begun, undo, started, ended, problem,"
                    + " substeps, question, answers FROM job_step";

    private JournalRows() {}

    static JobRow job(ResultSet row) throws SQLException {
        return new JobRow(
                JobId.of(row.getString("id")),
                Optional.ofNullable(row.getString("request_key")),
                row.getString("kind"),
                row.getString("title"),
                row.getString("principal"),
                row.getString("command"),
                JobState.valueOf(row.getString("state")),
                row.getLong("revision"),
                Instant.parse(row.getString("created")),
                time(row, "started"),
                time(row, "ended"),
                problem(row),
                row.getString("recovered"),
                Optional.ofNullable(row.getString("pause")).map(json -> Json.read(json, Pause.class)));
    }

    static StepRow step(ResultSet row) throws SQLException {
        String after = row.getString("after");
        return new StepRow(
                row.getInt("step"),
                row.getString("id"),
                row.getString("name"),
                row.getString("subject"),
                after.isEmpty()
                        ? List.of()
                        : Arrays.stream(after.split(",")).map(Integer::valueOf).toList(),
                StepState.valueOf(row.getString("state")),
                row.getInt("attempt"),
                row.getInt("begun"),
                StepRow.Undo.valueOf(row.getString("undo")),
                time(row, "started"),
                time(row, "ended"),
                problem(row),
                substeps(row.getString("substeps")),
                Optional.ofNullable(row.getString("question")).map(json -> Json.read(json, Question.class)),
                answers(row.getString("answers")));
    }

    /** Parts of a step as the journal keeps them: nothing where there are none. */
    static String text(List<Substep> substeps) {
        return substeps.isEmpty() ? "" : Json.write(new Parts(substeps));
    }

    private static List<Substep> substeps(String text) {
        return text.isEmpty() ? List.of() : Json.read(text, Parts.class).parts();
    }

    /** Answers to a step as the journal keeps them: nothing where there are none. */
    static String answersText(List<Answer> answers) {
        return answers.isEmpty() ? "" : Json.write(new Answers(answers));
    }

    private static List<Answer> answers(String text) {
        return text.isEmpty() ? List.of() : Json.read(text, Answers.class).answers();
    }

    /** Answers to a step in one text. */
    record Answers(List<Answer> answers) {}

    /** Parts of a step in one text. */
    record Parts(List<Substep> parts) {}

    static LogLine line(ResultSet row) throws SQLException {
        return new LogLine(
                row.getLong("number"),
                Instant.parse(row.getString("at")),
                row.getInt("step"),
                LogLine.Level.valueOf(row.getString("level")),
                row.getString("text"));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(Instant::parse);
    }

    private static Optional<Problem> problem(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getString("problem")).map(json -> Json.read(json, Problem.class));
    }
}

package dev.muster.bridge.report;

import dev.muster.bridge.feature.report.ReportDraft;
import dev.muster.bridge.feature.report.ReportRequest;
import dev.muster.bridge.inventory.ObjectPublisher;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.bridge.json.Json;
import dev.muster.bridge.json.ReportJson;
import dev.muster.bridge.report.render.ReportRenderers;
import dev.muster.bridge.store.ReportRegister;
import dev.muster.model.access.Principal;
import dev.muster.model.audit.AuditEntry;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.Report;
import dev.muster.model.report.ReportCommand;
import dev.muster.model.report.ReportFormat;
import dev.muster.model.report.ReportHead;
import dev.muster.model.report.ReportId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a report: gathers what it says, takes a place in the chain for it, draws it and registers it. What it says is kept before
 * it has its place, so that it says the same when it is taken up after a restart; a place is given to a job once.
 */
final class MakeReport implements JobDefinition<ReportCommand.Make> {
    private static final String ID = "id";
    private static final String AT = "at";
    private static final String BY = "by";
    private static final String FROM_SCHEDULE = "schedule/";

    private final ReportKinds kinds;
    private final ReportGround ground;
    private final ReportFiles files;
    private final ReportRenderers renderers;
    private final ObjectPublisher objects;
    private final Clock clock;
    private final Minting minting = Minting.secure();

    MakeReport(
            ReportKinds kinds,
            ReportGround ground,
            ReportFiles files,
            ReportRenderers renderers,
            ObjectPublisher objects,
            Clock clock) {
        this.kinds = kinds;
        this.ground = ground;
        this.files = files;
        this.renderers = renderers;
        this.objects = objects;
        this.clock = clock;
    }

    @Override
    public Class<ReportCommand.Make> command() {
        return ReportCommand.Make.class;
    }

    @Override
    public Prepared prepare(ReportCommand.Make command, Principal by) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        kinds.of(command.kind()).check(new ReportRequest(command.about(), command.filters(), at));
        String tail = minting.uuid().toString().substring(0, 4);
        return new Prepared(
                "Make report " + command.subject(),
                Map.of(
                        ID,
                                ReportNames.of(command.kind(), command.about(), at, tail)
                                        .text(),
                        AT, at.toString(),
                        BY, Json.write(by)));
    }

    @Override
    public List<StepDefinition> steps(ReportCommand.Make command, Map<String, String> facts) {
        ReportId id = ReportId.of(facts.getOrDefault(ID, ""));
        Principal by = Json.read(facts.getOrDefault(BY, ""), Principal.class);
        List<StepDefinition> steps = new ArrayList<>();
        steps.add(new StepDefinition(
                "gather",
                "Gather what the report says",
                id.text(),
                List.of(),
                _ -> gather(command, id, by, Instant.parse(facts.getOrDefault(AT, ""))),
                _ -> forget(id)));
        steps.add(new StepDefinition(
                "chain",
                "Take its place in the chain of reports",
                id.text(),
                List.of(0),
                context -> chain(id, context),
                context -> ground.register().withdraw(context.job().text())));
        for (ReportFormat format : command.formats()) {
            if (format != ReportFormat.JSON) {
                steps.add(new StepDefinition(
                        "draw-" + format.extension(),
                        "Draw the report as " + format.name(),
                        id.text(),
                        List.of(steps.size() - 1),
                        _ -> draw(command, id, format),
                        StepDefinition.NOTHING));
            }
        }
        steps.add(new StepDefinition(
                "register",
                "Register the report",
                id.text(),
                List.of(steps.size() - 1),
                context -> register(command, id, by, context),
                StepDefinition.NOTHING));
        return steps;
    }

    private void gather(ReportCommand.Make command, ReportId id, Principal by, Instant at) {
        if (files.findDraft(id).isPresent() || row(id).isPresent()) {
            return;
        }
        ReportDraft draft = kinds.of(command.kind()).draft(new ReportRequest(command.about(), command.filters(), at));
        files.draft(new Report(
                new ReportHead(
                        id,
                        command.kind(),
                        draft.subject(),
                        draft.result(),
                        at,
                        by.name(),
                        ground.version(),
                        draft.filters(),
                        draft.counts(),
                        ""),
                draft.parts()));
    }

    /** A report that is registered already stays, whatever becomes of the job. */
    private void forget(ReportId id) {
        if (row(id).filter(row -> row.state() == ReportRegister.State.MADE).isEmpty()) {
            files.delete(id);
        }
    }

    private Optional<ReportRegister.Row> row(ReportId id) {
        return ground.register().find(id.text());
    }

    private void chain(ReportId id, StepContext context) {
        Optional<Report> draft = files.findDraft(id);
        if (draft.isEmpty()) {
            return; // run again after all was done
        }
        Optional<ReportRegister.Row> row = row(id);
        while (row.isEmpty()) { // others take places as well
            context.checkCancelled();
            String previous = ground.register().head();
            String json = ReportJson.sha256(after(draft.get(), previous));
            row = ground.register().append(id.text(), context.job().text(), json, previous);
        }
        byte[] json = ReportJson.bytes(after(draft.get(), row.get().previous()));
        files.write(id, ReportFormat.JSON, out -> out.write(json));
    }

    private static Report after(Report draft, String previous) {
        ReportHead head = draft.head();
        return new Report(
                new ReportHead(
                        head.id(),
                        head.kind(),
                        head.subject(),
                        head.result(),
                        head.madeAt(),
                        head.madeBy(),
                        head.version(),
                        head.filters(),
                        head.counts(),
                        previous),
                draft.parts());
    }

    private Report kept(ReportId id) {
        return files.read(id, ReportFormat.JSON)
                .map(ReportJson::read)
                .orElseThrow(() -> ReportProblems.damaged(id, ReportFormat.JSON));
    }

    private void draw(ReportCommand.Make command, ReportId id, ReportFormat format) {
        Report report = kept(id);
        files.write(
                id,
                format,
                out -> renderers.of(format).render(report, command.language().locale(), out));
    }

    private void register(ReportCommand.Make command, ReportId id, Principal by, StepContext context) {
        ReportRegister.Row row = row(id).orElseThrow(() -> ReportProblems.notFound(id));
        MadeReport.File json = files.describe(id, ReportFormat.JSON);
        if (!json.sha256().equals(row.json())) {
            throw ReportProblems.damaged(id, ReportFormat.JSON);
        }
        ReportHead head = kept(id).head();
        MadeReport made = new MadeReport(
                id,
                row.number(),
                head.kind(),
                head.subject(),
                command.language(),
                head.result(),
                ReportFiles.drawn(command.formats()).stream()
                        .map(format -> files.describe(id, format))
                        .toList(),
                head.madeAt(),
                head.madeBy(),
                by.origin().startsWith(FROM_SCHEDULE) ? by.origin().substring(FROM_SCHEDULE.length()) : "",
                head.counts().stream().mapToLong(ReportHead.RowCount::rows).sum(),
                head.previous());
        String body = Json.write(made);
        ground.register()
                .complete(
                        id.text(),
                        body,
                        ground.audit()
                                .entry(
                                        by,
                                        ReportGround.MADE,
                                        id.text(),
                                        AuditEntry.Outcome.ACCEPTED,
                                        context.job().text(),
                                        body));
        objects.put(made);
        files.forgetDraft(id);
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public OnFailure onFailure() {
        return OnFailure.UNDO;
    }
}

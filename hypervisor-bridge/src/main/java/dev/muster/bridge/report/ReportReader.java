package dev.muster.bridge.report;

import dev.muster.bridge.feature.report.ReportDraft;
import dev.muster.bridge.feature.report.ReportRequest;
import dev.muster.bridge.json.Json;
import dev.muster.bridge.report.render.ReportRenderers;
import dev.muster.bridge.store.ReportRegister;
import dev.muster.model.access.Principal;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.Report;
import dev.muster.model.report.ReportCommand;
import dev.muster.model.report.ReportFormat;
import dev.muster.model.report.ReportHead;
import dev.muster.model.report.ReportId;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportQuery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers what is asked about reports. */
final class ReportReader {
    private static final ReportId PREVIEW = ReportId.of("preview");

    private final ReportKinds kinds;
    private final ReportGround ground;
    private final ReportFiles files;
    private final ReportChain chain;
    private final ReportRenderers renderers;
    private final Clock clock;

    ReportReader(ReportKinds kinds, ReportGround ground, ReportFiles files, ReportRenderers renderers, Clock clock) {
        this.kinds = kinds;
        this.ground = ground;
        this.files = files;
        this.chain = new ReportChain(ground, files);
        this.renderers = renderers;
        this.clock = clock;
    }

    /** Returns the reports that are kept, the oldest first. */
    List<MadeReport> kept() {
        return ground.register().all().stream()
                .filter(row -> row.state() == ReportRegister.State.MADE)
                .map(row -> Json.read(row.body(), MadeReport.class))
                .toList();
    }

    /** Returns one that is kept; {@code REPORT_NOT_FOUND}. */
    MadeReport require(ReportId id) {
        return ground.register()
                .find(id.text())
                .filter(row -> row.state() == ReportRegister.State.MADE)
                .map(row -> Json.read(row.body(), MadeReport.class))
                .orElseThrow(() -> ReportProblems.notFound(id));
    }

    /** Refuses who may not read what a report says. */
    static void requireRole(MadeReport report, Principal by) {
        if (report.kind() == ReportKind.AUDIT && !by.role().includes(ReportCommand.roleFor(report.kind()))) {
            throw ReportProblems.notAllowed(by.name());
        }
    }

    Record answer(ReportQuery<?> query, Principal by) {
        return switch (query) {
            case ReportQuery.Recent recent ->
                new ReportQuery.Reports(
                        kept().reversed().stream().limit(recent.limit()).toList());
            case ReportQuery.Show show -> require(show.report());
            case ReportQuery.Content content -> content(content, by);
            case ReportQuery.Preview preview -> preview(preview, by);
            case ReportQuery.Draft draft ->
                new ReportQuery.Canonical(Json.write(drawn(draft.kind(), draft.about(), draft.filters(), by)));
            case ReportQuery.Verify verify -> verify(verify);
        };
    }

    private ReportQuery.Part content(ReportQuery.Content wanted, Principal by) {
        MadeReport report = require(wanted.report());
        requireRole(report, by);
        MadeReport.File file =
                report.file(wanted.format()).orElseThrow(() -> ReportProblems.notDrawn(report.id(), wanted.format()));
        if (wanted.offset() <= 0 && !files.isWhole(report.id(), file)) {
            throw ReportProblems.damaged(report.id(), wanted.format());
        }
        byte[] part = files.part(report.id(), wanted.format(), wanted.offset(), ReportQuery.MOST_BYTES);
        return new ReportQuery.Part(Base64.getEncoder().encodeToString(part), wanted.offset(), file.bytes());
    }

    private ReportQuery.Page preview(ReportQuery.Preview wanted, Principal by) {
        Report report = drawn(wanted.kind(), wanted.about(), wanted.filters(), by);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            renderers.of(ReportFormat.HTML).render(report, wanted.language().locale(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory takes all
        }
        return new ReportQuery.Page(out.toString(StandardCharsets.UTF_8));
    }

    /** Returns the report as it would be made now, under a name that is no report's. */
    private Report drawn(ReportKind kind, String about, Map<String, String> filters, Principal by) {
        ReportRequest request = new ReportRequest(about, filters, clock.instant());
        ReportDraft draft = kinds.of(kind).draft(request);
        return new Report(
                new ReportHead(
                        PREVIEW,
                        kind,
                        draft.subject(),
                        draft.result(),
                        request.at(),
                        by.name(),
                        ground.version(),
                        draft.filters(),
                        draft.counts(),
                        ""),
                draft.parts());
    }

    private ReportQuery.Verdict verify(ReportQuery.Verify asked) {
        List<MadeReport> all = chain.audited();
        for (MadeReport report : all) {
            for (MadeReport.File file : report.files()) {
                if (file.sha256().equals(asked.sha256())) {
                    return verdict(ReportQuery.Finding.MADE_HERE, report, Optional.of(file.format()));
                }
            }
        }
        Optional<MadeReport> named = all.stream()
                .filter(report -> asked.named().contains(report.id()))
                .findFirst();
        Optional<MadeReport> like = named.or(() -> all.stream()
                .filter(report ->
                        report.files().stream().anyMatch(file -> file.bytes() == asked.bytes() && fits(file, asked)))
                .findFirst());
        return like.map(report -> verdict(ReportQuery.Finding.CHANGED, report, format(report, asked)))
                .orElseGet(() -> new ReportQuery.Verdict(
                        ReportQuery.Finding.UNKNOWN, Optional.empty(), Optional.empty(), false, chain.verify()));
    }

    private static boolean fits(MadeReport.File file, ReportQuery.Verify asked) {
        return asked.format().isEmpty() || asked.format().get() == file.format();
    }

    private static Optional<ReportFormat> format(MadeReport report, ReportQuery.Verify asked) {
        return report.files().stream()
                .filter(file -> fits(file, asked))
                .map(MadeReport.File::format)
                .findFirst();
    }

    private ReportQuery.Verdict verdict(ReportQuery.Finding finding, MadeReport report, Optional<ReportFormat> format) {
        boolean kept = ground.register()
                .find(report.id().text())
                .filter(row -> row.state() == ReportRegister.State.MADE)
                .isPresent();
        return new ReportQuery.Verdict(finding, Optional.of(report), format, kept, chain.verify());
    }
}

package dev.muster.bridge.report;

import dev.muster.bridge.feature.Feature;
import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.QueryHandler;
import dev.muster.bridge.feature.report.ReportProvider;
import dev.muster.bridge.inventory.ObjectPublisher;
import dev.muster.bridge.job.ComposedDefinition;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobDefinition.OnFailure;
import dev.muster.bridge.job.JobDefinition.Prepared;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.bridge.report.render.ReportRenderers;
import dev.muster.model.access.Principal;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.ReportCommand;
import dev.muster.model.report.ReportQuery;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reports: made of what the other features offer, kept in files, and verified years later. */
public final class ReportFeature implements Feature {
    private final ReportGround ground;
    private final ReportFiles files;
    private final ReportReader reader;
    private final MakeReport making;
    private final ObjectPublisher objects;

    /**
     * The reports of that bridge.
     *
     * @param providers those of the other features; jobs, the audit and the inventory are no features and have theirs here
     */
    public ReportFeature(FeatureContext context, ReportGround ground, List<ReportProvider> providers) {
        this.ground = ground;
        this.files = new ReportFiles(context.directory().resolve("reports"));
        this.objects = context.objects();
        ReportKinds kinds = new ReportKinds(
                Stream.concat(own(context, ground), providers.stream()).toList());
        ReportRenderers renderers = ReportRenderers.ofCatalogues();
        this.reader = new ReportReader(kinds, ground, files, renderers, context.clock());
        this.making = new MakeReport(kinds, ground, files, renderers, objects, context.clock());
    }

    private static Stream<ReportProvider> own(FeatureContext context, ReportGround ground) {
        return Stream.of(
                new JobReports(context.jobs(), ground.bridge()),
                new InventoryReports(context.inventory(), ground.bridge()),
                new AuditReports(ground.audit()));
    }

    @Override
    public List<JobDefinition<?>> definitions() {
        return List.of(
                making,
                new ComposedDefinition<>(ReportCommand.Delete.class, this::deletable, this::deleting, OnFailure.KEEP));
    }

    @Override
    public boolean waitsForHosts() {
        return false;
    }

    @Override
    public List<QueryHandler> queries() {
        return List.of(QueryHandler.forCaller(
                ReportQuery.class, (ReportQuery<?> query, Principal by) -> reader.answer(query, by)));
    }

    @Override
    public void start() {
        reader.kept().forEach(objects::put);
    }

    private Prepared deletable(ReportCommand.Delete command, Principal by) {
        MadeReport report = reader.require(command.report());
        ReportReader.requireRole(report, by);
        return new Prepared("Delete report " + report.id(), Map.of());
    }

    private List<StepDefinition> deleting(ReportCommand.Delete command, Map<String, String> facts) {
        return List.of(new StepDefinition(
                "delete",
                "Delete the files of the report",
                command.subject(),
                List.of(),
                _ -> {
                    reader.kept().stream()
                            .filter(report -> report.id().equals(command.report()))
                            .forEach(objects::gone);
                    ground.register().delete(command.subject());
                    files.delete(command.report());
                },
                StepDefinition.NOTHING));
    }
}

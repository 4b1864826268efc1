package dev.muster.app.report;

import dev.muster.app.ask.Asks;
import dev.muster.app.content.Times;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.JobRow;
import dev.muster.app.job.JobsViewModel;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.command.TypeName;
import dev.muster.model.group.GroupQuery;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.job.Job;
import dev.muster.model.recovery.BootCommand;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RecoveryPlan;
import dev.muster.model.report.ReportKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What reports can be about, of what there is: looked for by words, and named as people know it. */
final class ReportSubjects {
    /**
     * Something a report can be about.
     *
     * @param id what the bridge knows it by
     * @param name what it is called, with what tells it from others of its name
     */
    record Subject(String id, String name) {}

    private static final Set<String> RUNS = Set.of(
            TypeName.of(RecoveryCommand.Test.class),
            TypeName.of(RecoveryCommand.Recover.class),
            TypeName.of(RecoveryCommand.RecoverPlanned.class),
            TypeName.of(RecoveryCommand.Failback.class));
    private static final Set<String> BOOTS =
            Set.of(TypeName.of(BootCommand.VerifyBoot.class), TypeName.of(BootCommand.FindGood.class));

    private final Asks asks;
    private final InventoryImage image;
    private final List<Job> jobs;
    private final Texts texts;
    private List<Subject> points = List.of();
    private List<Subject> sets = List.of();

    ReportSubjects(Asks asks, InventoryImage image, JobsViewModel jobs, Texts texts) {
        this.asks = asks;
        this.image = image;
        this.jobs = jobs.rows().stream().map(JobRow::job).toList();
        this.texts = texts;
    }

    /** Asks the bridge for what is not in the inventory; {@code changed} runs when there is more. A refusal leaves free text. */
    void load(Runnable changed) {
        asks.ask(
                new BackupQuery.Points(Optional.empty()),
                list -> {
                    points = list.points().stream()
                            .sorted(Comparator.comparing((BackupQuery.Point point) ->
                                            point.manifest().captured())
                                    .reversed())
                            .map(point -> new Subject(
                                    point.id().text(),
                                    texts.get(
                                            "report.subject.point",
                                            point.manifest().name(),
                                            Times.full(point.manifest().captured(), texts.locale()),
                                            point.id().repository().text())))
                            .toList();
                    changed.run();
                },
                why -> {});
        asks.ask(
                new GroupQuery.Sets(Optional.empty()),
                list -> {
                    sets = list.sets().stream()
                            .sorted(Comparator.comparing(
                                            (GroupQuery.Listed set) -> set.set().captured())
                                    .reversed())
                            .map(set -> new Subject(
                                    set.id().text(),
                                    texts.get(
                                            "report.subject.set",
                                            set.id().group().text(),
                                            Times.full(set.set().captured(), texts.locale()),
                                            set.id().repository().text())))
                            .toList();
                    changed.run();
                },
                why -> {});
    }

    /** Returns what a report of the kind can be about; none where the kind says all. */
    List<Subject> of(ReportKind kind) {
        return switch (kind) {
            case RUN -> jobs(job -> RUNS.contains(job.kind()) && job.state().isEnded());
            case BOOT_VERIFICATION ->
                jobs(job -> BOOTS.contains(job.kind()) && job.state().isEnded());
            case JOB -> jobs(job -> true);
            case BACKUP -> Stream.concat(vms(), points.stream()).toList();
            case PLAN ->
                named(image.objects(RecoveryPlan.class).values().stream()
                        .map(plan -> plan.id().text()));
            case CLUSTER_DEPLOYMENT ->
                named(image.objects(Cluster.class).values().stream()
                        .map(cluster -> cluster.id().text()));
            case GROUP_CAPTURE -> sets;
            case INVENTORY -> {
                List<Subject> hosts = new ArrayList<>();
                hosts.add(new Subject("all", texts.get("report.subject.hosts")));
                image.hosts().values().stream()
                        .sorted(Comparator.comparing(Host::name))
                        .forEach(host -> hosts.add(new Subject(host.id().text(), host.name())));
                yield hosts;
            }
            case AUDIT -> List.of();
        };
    }

    /** Returns the names that may be meant by what was typed: those that have all of its words. */
    List<String> meant(ReportKind kind, String typed) {
        List<String> words = List.of(typed.strip().toLowerCase(Locale.ROOT).split("\\s+"));
        return of(kind).stream()
                .map(Subject::name)
                .filter(name -> words.stream().allMatch(name.toLowerCase(Locale.ROOT)::contains))
                .toList();
    }

    /** Returns what the bridge knows by that name; what was typed itself where nothing is called so. */
    String id(ReportKind kind, String typed) {
        String name = typed.strip();
        return of(kind).stream()
                .filter(subject -> subject.name().equals(name))
                .map(Subject::id)
                .findFirst()
                .orElse(name);
    }

    private List<Subject> jobs(Predicate<Job> which) {
        return jobs.stream()
                .filter(which)
                .map(job -> new Subject(
                        job.id().text(),
                        texts.get(
                                "report.subject.job",
                                texts.say(job.title()),
                                Times.full(job.created(), texts.locale()))))
                .toList();
    }

    private Stream<Subject> vms() {
        return image.vms().values().stream()
                .sorted(Comparator.comparing(Vm::name))
                .map(vm -> new Subject(
                        vm.id().uuid().toString(),
                        texts.get("report.subject.vm", vm.name(), vm.id().host().text())));
    }

    private static List<Subject> named(Stream<String> ids) {
        return ids.sorted().map(id -> new Subject(id, id)).toList();
    }
}

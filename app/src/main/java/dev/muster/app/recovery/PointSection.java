package dev.muster.app.recovery;

import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.PointId;
import dev.muster.model.backup.Repository;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PointChoice;
import dev.muster.model.recovery.PointRule;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What a machine is recovered from, and which of its restore points. */
record PointSection(DetailContext context) implements MachineSection {
    private enum Rule {
        NEWEST,
        VERIFIED,
        BEFORE,
        PINNED
    }

    @Override
    public void fill(DetailForm form, PlanMachine machine) {
        form.caption("recovery.source");
        form.text(source(machine.source()), "text-muted");
        form.faults("source");
        PointChoice now = machine.point();
        form.choice(
                new Field("recovery.field.point", "plan-point", now.rule() instanceof PointRule.Pinned ? "" : "point"),
                List.of(Rule.values()),
                rule(now.rule()),
                rule -> context.texts().get("recovery.point.rule." + RecoveryWords.word(rule)),
                rule -> choose(machine, rule));
        switch (now.rule()) {
            case PointRule.Newest() -> {}
            case PointRule.NewestVerified() -> {}
            case PointRule.NewestBefore(Instant before) ->
                form.entry(
                        new Field("recovery.field.before", "plan-point-before", "point.rule"),
                        FieldReader.write(before),
                        form.read()::moment,
                        moment -> rule(machine, new PointRule.NewestBefore(moment)));
            case PointRule.Pinned(PointId point) -> pinned(form, machine, point);
        }
        if (!(now.rule() instanceof PointRule.Pinned)) {
            repository(form, machine);
        }
        form.check(
                new Field("recovery.field.earlier", "plan-earlier", "point.earlierAllowed"),
                now.earlierAllowed(),
                allowed -> change(machine, one -> new PointChoice(one.rule(), allowed, one.repository())));
    }

    /** Names for people: ids are in the file of the plan. */
    private String source(MachineSource source) {
        return switch (source) {
            case MachineSource.OfVm of ->
                context.texts()
                        .get(
                                "recovery.source.vm",
                                context.image().vm(of.vm()).map(Vm::name).orElse(of.name()),
                                context.host(of.vm().host()));
            case MachineSource.OfGroup of ->
                context.texts()
                        .get(
                                "recovery.source.group",
                                context.image().vm(of.vm()).map(Vm::name).orElse(of.name()),
                                context.host(of.vm().host()),
                                of.group().text());
            case MachineSource.OfImage of -> context.texts().get("recovery.source.image", of.name());
        };
    }

    private static Rule rule(PointRule rule) {
        return switch (rule) {
            case PointRule.Newest() -> Rule.NEWEST;
            case PointRule.NewestVerified() -> Rule.VERIFIED;
            case PointRule.NewestBefore before -> Rule.BEFORE;
            case PointRule.Pinned pinned -> Rule.PINNED;
        };
    }

    private void choose(PlanMachine machine, Rule rule) {
        switch (rule) {
            case NEWEST -> rule(machine, new PointRule.Newest());
            case VERIFIED -> rule(machine, new PointRule.NewestVerified());
            case BEFORE ->
                rule(machine, new PointRule.NewestBefore(Instant.now().truncatedTo(ChronoUnit.MINUTES)));
            case PINNED ->
                // a rule names one point from the first; the newest is the likeliest
                points(machine, points -> {
                    if (points.isEmpty()) {
                        context.model()
                                .refuse(context.texts()
                                        .get(
                                                "recovery.point.none",
                                                machine.source().name()));
                    } else {
                        rule(machine, new PointRule.Pinned(points.getFirst().id()));
                    }
                });
        }
    }

    private void points(PlanMachine machine, Consumer<List<BackupQuery.Point>> found) {
        context.console()
                .asks()
                .ask(
                        new BackupQuery.Points(Optional.of(machine.source().uuid())),
                        answer -> found.accept(answer.points()),
                        why -> context.model().refuse(context.texts().say(why)));
    }

    private void pinned(DetailForm form, PlanMachine machine, PointId point) {
        var choice = form.choice(
                new Field("recovery.field.pinned", "plan-point-pinned", "point"),
                List.of(point),
                point,
                context.words()::point,
                one -> rule(machine, new PointRule.Pinned(one)));
        points(
                machine,
                points -> choice.getItems()
                        .setAll(Stream.concat(
                                        Stream.of(choice.getValue()),
                                        points.stream().map(BackupQuery.Point::id))
                                .distinct()
                                .sorted((one, other) -> other.name().compareTo(one.name()))
                                .toList()));
    }

    private void repository(DetailForm form, PlanMachine machine) {
        form.choice(
                new Field("recovery.field.repository", "plan-repository", ""),
                Stream.concat(
                                Stream.of(
                                        Optional.<RepositoryId>empty(),
                                        machine.point().repository()),
                                context.image().objects(Repository.class).values().stream()
                                        .map(Repository::id)
                                        .map(Optional::of))
                        .distinct()
                        .toList(),
                machine.point().repository(),
                one -> one.map(RepositoryId::text).orElse(context.texts().get("recovery.repository.all")),
                one -> change(machine, now -> new PointChoice(now.rule(), now.earlierAllowed(), one)));
    }

    private void rule(PlanMachine machine, PointRule rule) {
        change(
                machine,
                one -> new PointChoice(
                        rule,
                        one.earlierAllowed(),
                        // a pinned point names its repository itself
                        rule instanceof PointRule.Pinned ? Optional.empty() : one.repository()));
    }

    private void change(PlanMachine machine, UnaryOperator<PointChoice> change) {
        context.change(machine, one -> one.withPoint(change.apply(one.point())));
    }
}

package dev.muster.app.vm;

import dev.muster.app.content.Columns;
import dev.muster.app.content.LiveColumn;
import dev.muster.app.content.StateLabel;
import dev.muster.app.content.Times;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.VmRow;
import dev.muster.app.job.Amounts;
import dev.muster.app.stats.SparkLine;
import dev.muster.app.stats.SparkLines;
import dev.muster.model.inventory.ShownName;
import dev.muster.model.inventory.Vm;
import dev.muster.model.stats.StatsFigure;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The columns of the table of VMs. */
final class VmColumns {
    private static final Comparator<Vm> BY_NAME = Comparator.comparing(Vm::name, String.CASE_INSENSITIVE_ORDER);

    private final Texts texts;
    private final PowerRules rules;
    private final SparkLines sparks;

    VmColumns(Texts texts, SparkLines sparks) {
        this.texts = texts;
        this.sparks = sparks;
        this.rules = new PowerRules(texts);
    }

    /** All of them, in the order they stand at first; those seldom wanted are hidden. */
    List<LiveColumn<VmRow, Vm>> all() {
        return List.of(
                Columns.node(
                                "state",
                                texts.get("vm.column.state"),
                                140,
                                VmRow::vmProperty,
                                StateLabel::new,
                                (StateLabel label, Vm vm) -> label.show(VmTones.of(vm), rules.stateWord(vm)),
                                Comparator.comparing(Vm::state).thenComparing(BY_NAME))
                        .exportedAs(texts.get("vm.column.state"), vm -> rules.stateWord(vm)),
                text("name", 220, vm -> ShownName.of(vm.name()), BY_NAME),
                text(
                        "host",
                        90,
                        vm -> vm.id().host().text(),
                        Comparator.comparing(vm -> vm.id().host().text())),
                number("vcpus", 64, vm -> Integer.toString(vm.vcpus()), Comparator.comparingInt(Vm::vcpus)),
                number(
                                "memory",
                                88,
                                vm -> Amounts.marked(vm.memoryBytes(), texts.locale()),
                                Comparator.comparingLong(Vm::memoryBytes))
                        .exportedAs(texts.get("table.memory.bytes"), vm -> Long.toString(vm.memoryBytes())),
                usage(StatsFigure.CPU, 132),
                hidden(usage(StatsFigure.MEMORY, 164)),
                hidden(usage(StatsFigure.DISK, 164)),
                hidden(usage(StatsFigure.NETWORK, 164)),
                hidden(number(
                        "disks",
                        72,
                        vm -> Integer.toString(vm.disks().size()),
                        Comparator.comparingInt(vm -> vm.disks().size()))),
                text("networks", 120, VmColumns::networks, Comparator.comparing(VmColumns::networks)),
                text(
                        "tags",
                        120,
                        vm -> String.join(", ", vm.tags()),
                        Comparator.comparing(vm -> String.join(" ", vm.tags()))),
                Columns.hinted(
                                "since",
                                texts.get("vm.column.since"),
                                112,
                                VmRow::vmProperty,
                                this::since,
                                this::exactly,
                                Comparator.comparing((Vm vm) -> vm.stateSince().orElse(Instant.EPOCH)))
                        .exportedAs(
                                texts.get("vm.column.since"),
                                vm -> vm.stateSince().map(Instant::toString).orElse("")),
                hidden(text(
                        "uuid",
                        280,
                        vm -> vm.id().uuid().toString(),
                        Comparator.comparing(vm -> vm.id().uuid()))));
    }

    /** Only those that are seen are known, so there is nothing to sort by. */
    private LiveColumn<VmRow, Vm> usage(StatsFigure figure, double width) {
        String id = figure == StatsFigure.CPU ? "cpu" : figure.name().toLowerCase(Locale.ROOT) + ".use";
        LiveColumn<VmRow, Vm> column = Columns.node(
                        id,
                        texts.get("vm.column." + id),
                        width,
                        VmRow::vmProperty,
                        () -> new SparkLine(sparks, figure, texts),
                        (SparkLine line, Vm vm) -> line.show(vm),
                        BY_NAME)
                .exportedAs(texts.get("vm.column." + id + ".unit"), vm -> newest(vm, figure));
        column.setSortable(false);
        return column;
    }

    private String newest(Vm vm, StatsFigure figure) {
        OptionalDouble newest = sparks.newest(vm.id(), figure);
        if (newest.isEmpty()) {
            return "";
        }
        return figure == StatsFigure.CPU
                ? String.format(Locale.ROOT, "%.1f", newest.getAsDouble() / vm.vcpus())
                : Long.toString(Math.round(newest.getAsDouble()));
    }

    private static LiveColumn<VmRow, Vm> hidden(LiveColumn<VmRow, Vm> column) {
        column.setVisible(false);
        return column;
    }

    private LiveColumn<VmRow, Vm> text(String id, double width, Function<Vm, String> text, Comparator<Vm> order) {
        return Columns.text(id, texts.get("vm.column." + id), width, VmRow::vmProperty, text, order);
    }

    private LiveColumn<VmRow, Vm> number(String id, double width, Function<Vm, String> text, Comparator<Vm> order) {
        return Columns.number(id, texts.get("vm.column." + id), width, VmRow::vmProperty, text, order);
    }

    private static String networks(Vm vm) {
        return String.join(
                ", ", vm.nics().stream().map(nic -> nic.source()).distinct().toList());
    }

    private String since(Vm vm) {
        return vm.stateSince()
                .map(when -> texts.get("ago", Amounts.rough(Duration.between(when, Instant.now()))))
                .orElse("");
    }

    private String exactly(Vm vm) {
        return vm.stateSince().map(when -> Times.full(when, texts.locale())).orElse("");
    }
}

package dev.muster.app.vm;

import dev.muster.app.content.Columns;
import dev.muster.app.content.LiveColumn;
import dev.muster.app.content.StateLabel;
import dev.muster.app.content.Times;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.VmRow;
import dev.muster.app.job.Amounts;
import dev.muster.model.inventory.Vm;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The columns of the table of VMs. */
final class VmColumns {
    private static final Comparator<Vm> BY_NAME = Comparator.comparing(Vm::name, String.CASE_INSENSITIVE_ORDER);

    private final Texts texts;
    private final PowerRules rules;

    VmColumns(Texts texts) {
        this.texts = texts;
        this.rules = new PowerRules(texts);
    }

    /** All of them, in the order they stand at first; those seldom wanted are hidden. */
    List<LiveColumn<VmRow, Vm>> all() {
        LiveColumn<VmRow, Vm> uuid = text(
                "uuid",
                280,
                vm -> vm.id().uuid().toString(),
                Comparator.comparing(vm -> vm.id().uuid()));
        uuid.setVisible(false);
        return List.of(
                Columns.node(
                                "state",
                                texts.get("vm.column.state"),
                                140,
                                VmRow::vmProperty,
                                StateLabel::new,
                                (StateLabel label, Vm vm) ->
                                        label.show(VmTones.of(vm.state()), rules.stateWord(vm.state())),
                                Comparator.comparing(Vm::state).thenComparing(BY_NAME))
                        .exportedAs(texts.get("vm.column.state"), vm -> rules.stateWord(vm.state())),
                text("name", 220, Vm::name, BY_NAME),
                text(
                        "host",
                        90,
                        vm -> vm.id().host().text(),
                        Comparator.comparing(vm -> vm.id().host().text())),
                number("vcpus", 64, vm -> Integer.toString(vm.vcpus()), Comparator.comparingInt(Vm::vcpus)),
                number(
                                "memory",
                                88,
                                vm -> Amounts.bytes(vm.memoryBytes(), texts.locale()),
                                Comparator.comparingLong(Vm::memoryBytes))
                        .exportedAs(texts.get("table.memory.bytes"), vm -> Long.toString(vm.memoryBytes())),
                number(
                        "disks",
                        72,
                        vm -> Integer.toString(vm.disks().size()),
                        Comparator.comparingInt(vm -> vm.disks().size())),
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
                uuid);
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

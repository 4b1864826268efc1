package dev.muster.app.vm;

import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.Nic;
import dev.muster.model.inventory.Vm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What a VM is, in four cards. */
final class SummaryView {
    private record Line(String label, Node value) {
        Line(String label, String value) {
            this(label, text(value));
        }

        private static Label text(String value) {
            Label text = new Label(value);
            text.setWrapText(true);
            text.setMaxWidth(340);
            text.setMinHeight(Region.USE_PREF_SIZE);
            return text;
        }
    }

    private final Texts texts;
    private final Consumer<Vm> onEdit;
    private final FlowPane cards = new FlowPane(16, 16);

    SummaryView(Texts texts, Consumer<Vm> onEdit) {
        this.texts = texts;
        this.onEdit = onEdit;
        cards.setId("vm-summary");
        cards.setPadding(new Insets(16));
    }

    Parent root() {
        return cards;
    }

    void show(Vm vm) {
        cards.getChildren().setAll(identity(vm), resources(vm), disks(vm), nics(vm));
    }

    private VBox identity(Vm vm) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(texts.get("summary.state"), why(vm)));
        if (!vm.title().isEmpty()) {
            lines.add(new Line(texts.get("edit.title"), vm.title()));
        }
        if (!vm.description().isEmpty()) {
            lines.add(new Line(texts.get("edit.description"), vm.description()));
        }
        lines.add(new Line(texts.get("edit.tags"), vm.tags().isEmpty() ? Line.text("–") : chips(vm)));
        lines.add(new Line("UUID", vm.id().uuid().toString()));
        lines.add(new Line(texts.get("summary.machine"), vm.machine() + " · " + vm.architecture()));
        lines.add(new Line(texts.get("summary.virtualization"), vm.virtualization()));
        return card("summary.identity", lines);
    }

    private static FlowPane chips(Vm vm) {
        FlowPane chips = new FlowPane(8, 4);
        chips.setPrefWrapLength(340);
        for (String tag : vm.tags()) {
            Label chip = new Label(tag);
            chip.getStyleClass().add("tag-chip");
            chip.setMinWidth(0);
            chip.setMaxWidth(340);
            chips.getChildren().add(chip);
        }
        return chips;
    }

    private String why(Vm vm) {
        String word = new PowerRules(texts).stateWord(vm.state());
        String reason =
                vm.stateReason().isBlank() ? word : texts.get("summary.because", word, texts.say(vm.stateReason()));
        return vm.savedState() ? reason + " · " + texts.get("summary.saved") : reason;
    }

    private VBox resources(Vm vm) {
        VBox card = card(
                "summary.resources",
                List.of(
                        new Line(texts.get("edit.vcpus"), Integer.toString(vm.vcpus())),
                        new Line(
                                texts.get("edit.memory"),
                                texts.get(
                                        "summary.memory",
                                        Amounts.exact(vm.memoryBytes(), texts.locale()),
                                        Amounts.exact(vm.maxMemoryBytes(), texts.locale()))),
                        new Line(texts.get("edit.autostart"), texts.get(vm.autostart() ? "yes" : "no"))));
        Button edit = new Button(texts.get("summary.edit"));
        edit.setId("vm-edit");
        edit.setOnAction(event -> onEdit.accept(vm));
        card.getChildren().add(edit);
        return card;
    }

    private VBox disks(Vm vm) {
        List<Line> lines = new ArrayList<>();
        for (Disk disk : vm.disks()) {
            String source = disk.source().isEmpty() ? texts.get("summary.empty") : disk.source();
            lines.add(new Line(disk.target(), disk.format().isEmpty() ? source : source + " · " + disk.format()));
        }
        return card("summary.disks", lines);
    }

    private VBox nics(Vm vm) {
        List<Line> lines = new ArrayList<>();
        for (Nic nic : vm.nics()) {
            lines.add(new Line(nic.source().isEmpty() ? nic.type() : nic.source(), nic.mac()));
        }
        return card("summary.nics", lines);
    }

    private VBox card(String title, List<Line> lines) {
        Label head = new Label(texts.get(title));
        head.getStyleClass().add("section-title");
        GridPane grid = new GridPane();
        grid.setHgap(16);
        grid.setVgap(8);
        int at = 0;
        for (Line line : lines) {
            Label label = new Label(line.label());
            label.getStyleClass().add("text-muted");
            label.setMinWidth(Region.USE_PREF_SIZE);
            GridPane.setValignment(label, VPos.TOP);
            grid.addRow(at++, label, line.value());
        }
        VBox card = new VBox(12, head, grid);
        if (lines.isEmpty()) {
            Label none = new Label(texts.get("summary.none"));
            none.getStyleClass().add("text-muted");
            card.getChildren().add(none);
        }
        card.getStyleClass().add("card");
        card.setPrefWidth(500);
        return card;
    }
}

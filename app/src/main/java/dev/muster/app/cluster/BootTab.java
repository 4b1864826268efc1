package dev.muster.app.cluster;

import dev.muster.app.cluster.BootViewModel.Line;
import dev.muster.app.content.ContentStyle;
import dev.muster.app.content.EmptyState;
import dev.muster.app.content.ObjectTable;
import dev.muster.app.content.ProblemBox;
import dev.muster.app.content.Times;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.VmTab;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.VmRow;
import dev.muster.app.navigation.Place;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.BootTrail;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import java.util.Optional;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What a VM did to boot, its function and what became of it; why it stopped, on top. */
final class BootTab implements VmTab.Content {
    /** The id of the tab. */
    static final String ID = "boot";

    private final BootViewModel model;
    private final Texts texts;
    private final ClusterWords words;
    private final VBox problem = new VBox();
    private final Label facts = new Label();
    private final BorderPane content = new BorderPane();
    private final BorderPane root = new BorderPane();
    private final Node empty;

    BootTab(VmRow row, ConsoleContext context) {
        this.texts = context.texts();
        this.model = new BootViewModel(row.id(), texts);
        this.words = new ClusterWords(texts);
        root.setId("vm-boot-view");
        root.getStylesheets().add(ContentStyle.sheet());
        facts.setId("vm-boot-facts");
        facts.setWrapText(true);
        facts.setMinHeight(Region.USE_PREF_SIZE);
        facts.getStyleClass().add("cluster-facts");
        content.setTop(new VBox(problem, facts));
        SplitPane split = new SplitPane(trail(), history());
        split.setOrientation(Orientation.VERTICAL);
        split.setDividerPositions(0.6);
        content.setCenter(split);
        empty = new EmptyState(
                "vm-boot-none",
                texts.get("cluster.boot.none.title"),
                texts.get("cluster.boot.none.text"),
                texts.get("cluster.alert.jump"),
                () -> context.navigation().go(new Place.Screen(ClusterFeature.SCREEN)));
        model.knownProperty().addListener((observable, oldValue, newValue) -> fill());
        model.assignmentProperty().addListener((observable, oldValue, newValue) -> fill());
        model.problemProperty().addListener((observable, oldValue, newValue) -> show(newValue));
        fill();
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void changed(Vm vm, InventoryImage around) {
        model.show(around);
    }

    private Node trail() {
        ObjectTable<Line<BootTrail.Entry>> table =
                new ObjectTable<>("vm-boot-trail", texts.get("cluster.trail"), texts, model.trail());
        table.minor();
        table.whole(
                "time",
                texts.get("cluster.column.time"),
                150,
                line -> Times.column(line.what().at()));
        table.text(
                "kind",
                texts.get("cluster.column.kind"),
                140,
                line -> words.kind(line.what().kind()));
        table.text("what", texts.get("cluster.column.what"), 320, line -> words.what(line.what()));
        table.bytes(
                "bytes",
                texts.get("cluster.column.bytes"),
                line -> read(line.what()) ? line.what().bytes() : -1L,
                words::bytes);
        table.bytes(
                "duration",
                texts.get("cluster.column.duration"),
                line -> read(line.what()) ? line.what().millis() : -1L,
                words::time);
        table.whenEmpty(new Label(texts.get("cluster.trail.none")));
        return table.root();
    }

    private static boolean read(BootTrail.Entry entry) {
        return entry.kind() == BootTrail.Kind.FILE;
    }

    private Node history() {
        ObjectTable<Line<Assignment.Change>> table =
                new ObjectTable<>("vm-boot-history", texts.get("cluster.history"), texts, model.history());
        table.minor();
        table.whole(
                "time",
                texts.get("cluster.column.time"),
                150,
                line -> Times.column(line.what().at()));
        table.text(
                "change",
                texts.get("cluster.column.change"),
                220,
                line -> words.change(line.what().what()));
        table.text(
                "function",
                texts.get("cluster.column.function"),
                140,
                line -> line.what().function());
        table.text(
                "by",
                texts.get("cluster.column.by"),
                160,
                line -> words.author(line.what().by()));
        table.whenEmpty(new Label(texts.get("cluster.history.none")));
        return table.root();
    }

    private void fill() {
        root.setCenter(model.knownProperty().get() ? content : empty);
        facts.setText(
                model.assignmentProperty().get().map(this::facts).orElseGet(() -> texts.get("cluster.boot.none")));
        show(model.problemProperty().get());
    }

    private String facts(Assignment one) {
        if (one.state() == Assignment.State.REVOKED) {
            return texts.get("cluster.boot.revoked", one.cluster().text());
        }
        StringBuilder text = new StringBuilder(
                texts.get("cluster.boot.function", one.function(), one.cluster().text(), one.mac()));
        one.once()
                .ifPresent(function ->
                        text.append(' ').append(texts.get("cluster.once.meaning", function, one.function())));
        if (one.isRestartToApply()) {
            text.append(' ').append(texts.get("cluster.restart.meaning", one.booted(), one.function()));
        }
        if (one.installed()) {
            text.append(' ').append(texts.get("cluster.boot.installed"));
        }
        return text.toString();
    }

    private void show(Optional<Problem> why) {
        problem.getChildren().clear();
        why.ifPresent(found -> problem.getChildren().add(new ProblemBox(found, texts)));
    }
}

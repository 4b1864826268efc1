package dev.muster.app.cluster;

import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.content.ButtonHint;
import dev.muster.app.content.DropDown;
import dev.muster.app.content.StateLabel;
import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.content.Words;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterId;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/** Which cluster is shown, what it is like, and what can be done with it as a whole. */
final class ClusterBar {
    private record Guarded(Button button, ButtonHint hint) {}

    private final ConsoleContext context;
    private final ClustersViewModel model;
    private final Texts texts;
    private final PlanDialog plans;
    private final DropDown<ClusterId> choice = new DropDown<>(List.of());
    private final StateLabel state = new StateLabel();
    private final Label facts = new Label();
    private final List<Guarded> onCluster = new ArrayList<>();
    private final Guarded creating;
    private final Guarded importing;
    private final HBox detail;
    private final VBox root;

    ClusterBar(ConsoleContext context, ClustersViewModel model, PlanDialog plans) {
        this.context = context;
        this.model = model;
        this.texts = context.texts();
        this.plans = plans;
        Label title = new Label(texts.get("cluster.title"));
        title.getStyleClass().add("page-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        choice.setId("clusters-choice");
        choice.setAccessibleText(texts.get("cluster.choice"));
        choice.setConverter(Words.of(ClusterId::text));
        choice.setItems(model.clusters());
        choice.setMaxWidth(Region.USE_PREF_SIZE);
        choice.setOnAction(event -> Optional.ofNullable(choice.getValue()).ifPresent(model::choose));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        creating = guarded("clusters-new", texts.get("cluster.new"), this::describe);
        importing = guarded("clusters-import", texts.get("cluster.import"), this::importFile);
        Guarded exporting = guarded("clusters-export", texts.get("cluster.export"), this::exportFile);
        Guarded deleting = guarded("clusters-delete", texts.get("object.delete"), this::delete);
        deleting.button().getStyleClass().add("danger");
        Guarded deploying = guarded("clusters-deploy", texts.get("cluster.deploy"), this::deploy);
        deploying.button().getStyleClass().setAll("button", "accent");
        onCluster.addAll(List.of(exporting, deleting, deploying));
        HBox head = new HBox(4, title, choice, gap);
        HBox.setMargin(choice, new javafx.geometry.Insets(0, 0, 0, 8));
        for (Guarded each : List.of(creating, importing, exporting, deleting, deploying)) {
            head.getChildren().add(each.hint().holder());
        }
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("pane-header");
        detail = detail();
        root = new VBox(head, detail);
    }

    Node root() {
        return root;
    }

    /** Looks again what may be done; who one is, is known only once the bridge was heard. */
    void look() {
        Optional<String> none = model.boardProperty().get().isPresent()
                ? Optional.empty()
                : Optional.of(texts.get("cluster.refused.none"));
        allow(creating, model.refusal());
        allow(importing, model.refusal());
        for (Guarded each : onCluster) {
            boolean looks = "clusters-export".equals(each.button().getId());
            allow(each, looks ? none : model.refusal().or(() -> none));
        }
    }

    void show(Optional<ClusterBoard> board) {
        choice.setVisible(board.isPresent());
        choice.setManaged(board.isPresent());
        detail.setVisible(board.isPresent());
        detail.setManaged(board.isPresent());
        board.ifPresent(shown -> {
            Cluster cluster = shown.cluster();
            if (!cluster.id().equals(choice.getValue())) {
                choice.setValue(cluster.id());
            }
            state.show(
                    cluster.deployed() ? Tone.GOOD : Tone.OFF,
                    texts.get(cluster.deployed() ? "cluster.deployed" : "cluster.described"));
            facts.setText(texts.get(
                    "cluster.facts",
                    cluster.spec().network(),
                    texts.get(
                            "object.vms",
                            shown.lanes().stream()
                                    .mapToInt(lane -> lane.cards().size())
                                    .sum())));
        });
        look();
    }

    void describe() {
        new NewClusterDialog(context)
                .open(spec -> model.describe(spec, plan -> plans.deploy(plan, () -> model.deploy(plan.cluster()))));
    }

    void importFile() {
        new ImportDialog(context).open();
    }

    private HBox detail() {
        state.setMinWidth(Region.USE_PREF_SIZE);
        facts.getStyleClass().add("text-muted");
        facts.setId("clusters-facts");
        facts.setMinWidth(0);
        CheckBox once = new CheckBox(texts.get("cluster.once.choice"));
        once.setId("clusters-once");
        once.setMinWidth(Region.USE_PREF_SIZE);
        once.selectedProperty().bindBidirectional(model.onceProperty());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox line = new HBox(12, state, facts, gap, once);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("pane-header");
        return line;
    }

    private Guarded guarded(String id, String label, Runnable work) {
        Button button = new Button(label);
        button.setId(id);
        button.getStyleClass().add("flat");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> work.run());
        return new Guarded(button, new ButtonHint(button));
    }

    private static void allow(Guarded each, Optional<String> refusal) {
        each.button().setDisable(refusal.isPresent());
        each.hint().say(refusal, each.button().getText());
    }

    private void exportFile() {
        model.boardProperty().get().ifPresent(board -> {
            FileChooser chooser = new FileChooser();
            chooser.setTitle(texts.get("cluster.export"));
            chooser.setInitialFileName(board.cluster().id() + ".json");
            File chosen = chooser.showSaveDialog(root.getScene().getWindow());
            if (chosen != null) {
                model.export(chosen.toPath());
            }
        });
    }

    private void deploy() {
        model.planDeploy(plan -> plans.deploy(plan, () -> model.deploy(plan.cluster())));
    }

    private void delete() {
        model.boardProperty().get().ifPresent(board -> {
            String name = board.cluster().id().text();
            List<String> made = board.lanes().stream()
                    .flatMap(lane -> lane.cards().stream())
                    .filter(card -> card.assignment().filter(Assignment::made).isPresent())
                    .map(ClusterBoard.Card::name)
                    .toList();
            Confirmation confirmation = new Confirmation(
                    texts.get("object.delete.title", name),
                    texts.get("cluster.delete.meaning", made.size()),
                    made,
                    name,
                    texts.get("object.delete"));
            new ConfirmDialog(context.dialogs(), texts)
                    .ask(confirmation, () -> model.delete(board.cluster().id()));
        });
    }
}

package dev.muster.app.finding;

import dev.muster.app.content.ButtonHint;
import dev.muster.app.content.StateLabel;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.finding.Finding;
import dev.muster.model.finding.FindingChange;
import dev.muster.model.finding.FindingCommand;
import dev.muster.model.finding.FindingId;
import dev.muster.model.finding.FindingStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** All that is known of the chosen finding, and what can be done about it. */
final class FindingDetail {
    private record Offered(Button button, ButtonHint hint, Function<Finding, Optional<String>> refusal) {}

    private final ConsoleContext context;
    private final Texts texts;
    private final FindingWords words;
    private final PlanRuns runs;
    private final FindingFacts facts;
    private final Label title = new Label();
    private final StateLabel severity = new StateLabel();
    private final StateLabel status = new StateLabel();
    private final HBox states = new HBox(16, severity, status);
    private final FlowPane buttons = new FlowPane(4, 4);
    private final List<Offered> offered;
    private final ScrollPane root;
    private Optional<Finding> shown = Optional.empty();

    FindingDetail(ConsoleContext context) {
        this.context = context;
        this.texts = context.texts();
        this.words = new FindingWords(texts);
        this.runs = new PlanRuns(context.asks());
        this.facts = new FindingFacts(context, runs);
        runs.stateProperty().addListener((observable, oldValue, newValue) -> shown.ifPresent(facts::show));
        title.setId("finding-detail-title");
        title.getStyleClass().add("section-title");
        title.setWrapText(true);
        title.setMinHeight(Region.USE_PREF_SIZE);
        severity.setId("finding-detail-severity");
        status.setId("finding-detail-status");
        this.offered = List.of(
                offer("finding-edit-open", "finding.edit", finding -> FindingFeature.refusal(context), this::edit),
                offer("finding-fix", "finding.fix", finding -> refusal(finding, FindingStatus.FIXED), this::fix),
                offer(
                        "finding-accept",
                        "finding.accept",
                        finding -> refusal(finding, FindingStatus.ACCEPTED),
                        finding -> open(finding, FindingStatus.ACCEPTED)),
                offer(
                        "finding-close",
                        "finding.close",
                        finding -> refusal(finding, FindingStatus.CLOSED),
                        finding -> open(finding, FindingStatus.CLOSED)));
        offered.forEach(one -> buttons.getChildren().add(one.hint().holder()));
        VBox content = new VBox(8, title, states, buttons, facts.root());
        content.getStyleClass().add("finding-facts");
        this.root = new ScrollPane(content);
        root.setId("finding-detail");
        root.setFitToWidth(true);
        root.setMinHeight(120);
        root.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        root.getStyleClass().add("finding-detail");
        root.setAccessibleText(texts.get("finding.detail"));
    }

    ScrollPane root() {
        return root;
    }

    /** Shows a finding; says what to do where none is chosen. */
    void show(Optional<Finding> finding) {
        Optional<FindingId> before = shown.map(Finding::id);
        shown = finding;
        title.setText(finding.map(words::title).orElseGet(() -> texts.get("finding.choose")));
        finding.ifPresent(one -> {
            severity.show(FindingWords.tone(one.severity()), words.severity(one.severity()));
            status.show(FindingWords.tone(one.status()), words.status(one.status()));
            for (Offered each : offered) {
                Optional<String> refusal = each.refusal().apply(one);
                each.button().setDisable(refusal.isPresent());
                each.hint().say(refusal, each.button().getText());
            }
            if (!before.equals(Optional.of(one.id()))) {
                root.setVvalue(0);
                runs.load(one.plan());
            }
            facts.show(one);
        });
        for (var node : List.of(states, buttons, facts.root())) {
            node.setVisible(finding.isPresent());
            node.setManaged(finding.isPresent());
        }
    }

    /** Opens the dialog that changes its fields. */
    void edit(Finding finding) {
        open(finding, finding.status());
    }

    private void open(Finding finding, FindingStatus wanted) {
        if (FindingFeature.refusal(context).isEmpty()) {
            new EditFindingDialog(context, finding, wanted).open();
        }
    }

    private void fix(Finding finding) {
        FindingChange none = FindingChange.NONE;
        FindingChange fixed = new FindingChange(
                none.title(),
                none.severity(),
                none.cause(),
                none.owner(),
                none.due(),
                none.withoutDue(),
                Optional.of(FindingStatus.FIXED),
                none.retested(),
                none.note());
        context.asks().submit(new FindingCommand.Set(finding.id(), fixed), context.onJob(), context.onProblem());
    }

    /** Returns why it cannot be given that status: by whom, or since that is done. */
    private Optional<String> refusal(Finding finding, FindingStatus wanted) {
        Optional<String> role = FindingFeature.refusal(context);
        if (role.isPresent()) {
            return role;
        }
        if (finding.status() == wanted) {
            return Optional.of(texts.get("finding.refused.same", words.status(wanted)));
        }
        return finding.status().isPending() || wanted == FindingStatus.CLOSED
                ? Optional.empty()
                : Optional.of(texts.get("finding.refused.done", words.status(finding.status())));
    }

    private Offered offer(String id, String key, Function<Finding, Optional<String>> refusal, Consumer<Finding> work) {
        Button button = new Button(texts.get(key));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> shown.ifPresent(work));
        return new Offered(button, new ButtonHint(button), refusal);
    }
}

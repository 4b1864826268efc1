package dev.muster.app.finding;

import dev.muster.app.content.DropDown;
import dev.muster.app.content.EmptyState;
import dev.muster.app.content.LiveColumn;
import dev.muster.app.content.ObjectTable;
import dev.muster.app.content.StateLabel;
import dev.muster.app.content.Words;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.finding.Finding;
import dev.muster.model.recovery.PlanId;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.util.Duration;

/** The findings, and below them all that is known of the chosen one. */
final class RegisterView {
    private final ConsoleContext context;
    private final RegisterViewModel model;
    private final Texts texts;
    private final FindingWords words;
    private final ObjectTable<Finding> table;
    private final FindingDetail detail;
    private final DropDown<Optional<PlanId>> plans;
    private final SplitPane root = new SplitPane();
    private final Timeline clock;

    RegisterView(ConsoleContext context, RegisterViewModel model) {
        this.context = context;
        this.model = model;
        this.texts = context.texts();
        this.words = new FindingWords(texts);
        this.table = new ObjectTable<>("findings", texts.get("finding.title"), texts, model.rows());
        this.detail = new FindingDetail(context);
        this.plans = plans();
        table.usually(RegisterViewModel.order());
        LiveColumn<?, ?> age = columns();
        this.clock = new Timeline(new KeyFrame(Duration.minutes(1), event -> age.tellAgain()));
        clock.setCycleCount(Animation.INDEFINITE);
        table.beside(plans);
        table.beside(scopes());
        table.create("finding-raise-open", texts.get("finding.raise.action"), this::raise);
        table.onOpen(detail::edit);
        table.onChosen(chosen -> detail.show(chosen));
        root.setId("findings-split");
        root.setOrientation(Orientation.VERTICAL);
        root.getItems().addAll(table.root(), detail.root());
        SplitPane.setResizableWithParent(detail.root(), false);
        root.setDividerPositions(0.5);
        model.revisionProperty().addListener((observable, oldValue, newValue) -> fill());
        fill();
    }

    SplitPane root() {
        return root;
    }

    void activate() {
        model.activate();
        clock.play();
        // who one is, is known only once the bridge was heard
        table.refuseCreate(FindingFeature.refusal(context));
    }

    void deactivate() {
        clock.stop();
        model.deactivate();
    }

    private LiveColumn<?, ?> columns() {
        table.node(
                "severity",
                texts.get("finding.column.severity"),
                100,
                StateLabel::new,
                (cell, finding) -> cell.show(FindingWords.tone(finding.severity()), words.severity(finding.severity())),
                Comparator.comparing(Finding::severity));
        table.text("what", texts.get("finding.column.what"), 320, words::title);
        table.text(
                "plan",
                texts.get("finding.column.plan"),
                110,
                finding -> finding.plan().text());
        table.text("machine", texts.get("finding.column.machine"), 100, Finding::machine);
        table.node(
                "owner",
                texts.get("finding.column.owner"),
                96,
                () -> new Label(),
                (cell, finding) -> {
                    cell.setText(words.owner(finding));
                    cell.getStyleClass().remove("text-muted");
                    if (finding.owner().isEmpty()) {
                        cell.getStyleClass().add("text-muted");
                    }
                },
                Comparator.comparing(Finding::owner));
        table.node(
                "due",
                texts.get("finding.column.due"),
                128,
                () -> new DueCell(words),
                DueCell::show,
                Comparator.comparing(finding -> finding.due().orElse(LocalDate.MAX)));
        table.node(
                "status",
                texts.get("finding.column.status"),
                188,
                StateLabel::new,
                (cell, finding) -> cell.show(FindingWords.tone(finding.status()), words.status(finding.status())),
                Comparator.comparing(Finding::status));
        table.number(
                "seen",
                texts.get("finding.column.seen"),
                64,
                finding -> texts.get("finding.times", FindingWords.times(finding)),
                Comparator.comparingInt(FindingWords::times));
        return table.hinted(
                "age",
                texts.get("finding.column.age"),
                60,
                finding -> words.age(finding.raisedAt()),
                finding -> texts.get("finding.raised", words.by(finding.raisedAt(), finding.raisedBy())),
                Comparator.comparing(Finding::raisedAt).reversed());
    }

    private DropDown<RegisterViewModel.Scope> scopes() {
        DropDown<RegisterViewModel.Scope> scopes = new DropDown<>(List.of(RegisterViewModel.Scope.values()));
        scopes.setId("findings-scope");
        scopes.setAccessibleText(texts.get("finding.filter"));
        scopes.setConverter(Words.of(scope -> switch (scope) {
            case PENDING -> texts.get("finding.filter.pending");
            case ALL -> texts.get("finding.filter.all");
        }));
        scopes.valueProperty().bindBidirectional(model.scopeProperty());
        return scopes;
    }

    private DropDown<Optional<PlanId>> plans() {
        DropDown<Optional<PlanId>> chosen = new DropDown<>(model.plans());
        chosen.setId("findings-plan");
        chosen.setAccessibleText(texts.get("finding.column.plan"));
        chosen.setConverter(
                Words.of(plan -> plan.map(PlanId::text).orElseGet(() -> texts.get("finding.filter.plans"))));
        chosen.valueProperty().addListener((observable, oldValue, newValue) -> {
            if (newValue != null) {
                model.planProperty().set(newValue);
            }
        });
        return chosen;
    }

    private void fill() {
        if (!plans.getItems().equals(model.plans())) {
            List<Optional<PlanId>> now = List.copyOf(model.plans());
            Optional<PlanId> chosen = model.planProperty().get();
            plans.getItems().setAll(now);
            plans.setValue(chosen);
        }
        plans.setValue(model.planProperty().get());
        table.whenEmpty(placeholder());
        table.chooseFirst();
        detail.show(table.chosen());
    }

    private Node placeholder() {
        return switch (model.emptiness()) {
            case NO_FINDINGS ->
                new EmptyState(
                        "findings-none",
                        texts.get("finding.none"),
                        texts.get("finding.none.text"),
                        texts.get("finding.raise.action"),
                        this::raise);
            case NONE_PENDING ->
                new EmptyState(
                        "findings-none-pending",
                        texts.get("finding.none.pending"),
                        texts.get("finding.none.pending.text"),
                        texts.get("finding.none.pending.action"),
                        () -> model.scopeProperty().set(RegisterViewModel.Scope.ALL));
            case NOT_EMPTY, NONE_OF_PLAN -> {
                Label none = new Label(texts.get("finding.none.plan"));
                none.getStyleClass().add("text-muted");
                yield none;
            }
        };
    }

    private void raise() {
        if (FindingFeature.refusal(context).isEmpty()) {
            new RaiseFindingDialog(context).open();
        }
    }
}

package dev.muster.app.recovery;

import dev.muster.app.content.DropDown;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanPrompt;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.value.ChangeListener;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.MouseEvent;

/** What is selected in full: a machine, a prompt, a tier, a network, or the plan itself. */
final class PlanDetail {
    private static final double ENTRY = 240;
    private static final double GAP = 32;

    private final PlanEditorViewModel model;
    private final DetailContext context;
    private final Executor ui;
    private final DetailState state = new DetailState();
    private final ScrollPane root = new ScrollPane();
    private final ChangeListener<Boolean> onListClosed = (observable, oldValue, newValue) -> catchUpSoon();
    private Optional<DetailForm> shown = Optional.empty();
    private List<PlanLine> selected = List.of();
    private boolean pressed;
    private boolean behind;

    PlanDetail(PlanEditorViewModel model, ConsoleContext console) {
        this.model = model;
        this.ui = console.asks().ui();
        this.context = new DetailContext(model, new RecoveryWords(console.texts()), console, this::fill);
        root.setId("plan-detail");
        root.setFitToWidth(true);
        root.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        root.getStyleClass().add("plan-detail-scroll");
        root.setMinWidth(280);
        root.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> pressed = true);
        root.addEventFilter(MouseEvent.MOUSE_RELEASED, event -> release());
        root.addEventFilter(MouseEvent.MOUSE_MOVED, event -> release());
    }

    ScrollPane root() {
        return root;
    }

    /** Shows what is selected; the field one is in stays the one. */
    void show(List<PlanLine> lines) {
        boolean same = ids(lines).equals(ids(selected)) && shown.isPresent();
        selected = lines;
        if (!same) {
            state.clear();
            root.setVvalue(0);
        }
        fill();
    }

    private static List<String> ids(List<PlanLine> lines) {
        return lines.stream().map(PlanLine::id).toList();
    }

    private void release() {
        if (pressed) {
            // a drop-down takes the focus and opens only when the mouse is let go
            ui.execute(() -> {
                pressed = false;
                catchUp();
            });
        }
    }

    /** After what the closed list does itself. */
    private void catchUpSoon() {
        ui.execute(this::catchUp);
    }

    private void catchUp() {
        if (behind) {
            fill();
        }
    }

    /**
     * Fills the form again. A click that ends typing changes the plan while the mouse is down, and so does what is chosen while its
     * list is open: what is clicked on stays there until that is over.
     */
    private void fill() {
        Optional<DropDown<?>> open = shown.flatMap(DetailForm::openList);
        behind = pressed || open.isPresent();
        open.ifPresent(list -> {
            list.showingProperty().removeListener(onListClosed);
            list.showingProperty().addListener(onListClosed);
        });
        if (behind) {
            return;
        }
        String focus = Optional.ofNullable(root.getScene())
                .flatMap(scene -> Optional.ofNullable(scene.getFocusOwner()))
                .filter(this::isInside)
                .flatMap(node -> Optional.ofNullable(node.getId()))
                .orElse("");
        DetailForm form = form();
        double above = shown.map(this::above).orElse(0.0);
        shown = Optional.of(form);
        root.setContent(form);
        root.applyCss();
        root.layout();
        double more = form.getHeight() - root.getViewportBounds().getHeight();
        root.setVvalue(more <= 0 ? 0 : Math.min(1, above / more));
        Optional<String> asked = state.takeFocus();
        String id = asked.orElse(focus);
        if (!id.isEmpty()) {
            Optional.ofNullable(form.lookup("#" + id)).ifPresent(node -> {
                node.requestFocus();
                asked.ifPresent(one -> reveal(form, node));
            });
        }
    }

    /** Scrolls an entry to the top where its fields would be below what is seen. */
    private void reveal(DetailForm form, Node node) {
        double top = form.sceneToLocal(node.localToScene(0, 0)).getY();
        double more = form.getHeight() - root.getViewportBounds().getHeight();
        if (more > 0 && top - above(form) > root.getViewportBounds().getHeight() - ENTRY) {
            root.setVvalue(Math.min(1, (top - GAP) / more));
        }
    }

    /** How much of the form is above what is seen. */
    private double above(DetailForm form) {
        return root.getVvalue()
                * Math.max(0, form.getHeight() - root.getViewportBounds().getHeight());
    }

    private DetailForm form() {
        Optional<PlanLine> one = selected.size() == 1 ? Optional.of(selected.getFirst()) : Optional.empty();
        FieldFaults faults = new FieldFaults(
                one.map(PlanEditorViewModel::path).orElse(""),
                one.map(model::faults).orElseGet(() -> selected.isEmpty() ? model.ownFaults() : List.of()),
                context.texts());
        DetailForm form = new DetailForm(context.texts(), model.refusal().isPresent(), faults, state);
        if (selected.size() > 1) {
            form.title(context.texts().get("recovery.drag.many", selected.size()));
            form.text(context.texts().get("recovery.detail.many"), "text-muted");
        } else if (selected.isEmpty()) {
            new PlanForm(context).fill(form, model.spec());
        } else {
            switch (selected.getFirst()) {
                case PlanLine.OfTier of -> new TierForm(context).fill(form, of);
                case PlanLine.OfItem of -> item(form, of.value());
                case PlanLine.OfNetwork of -> new NetworkForm(context).fill(form, of);
            }
        }
        form.problems(model.refused().isEmpty() ? List.of() : List.of(model.refused()));
        return form;
    }

    /** What decides its place comes first. */
    private void item(DetailForm form, PlanItem item) {
        form.title(item.key());
        new NeedSection(context).fill(form, item);
        new ConditionSection(context).fill(form, item);
        switch (item) {
            case PlanMachine machine -> new MachineForm(context).fill(form, machine);
            case PlanPrompt prompt -> new PromptForm(context).fill(form, prompt);
        }
    }

    private boolean isInside(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (each.equals(root)) {
                return true;
            }
        }
        return false;
    }
}

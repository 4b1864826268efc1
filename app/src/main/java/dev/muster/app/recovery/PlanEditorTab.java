package dev.muster.app.recovery;

import dev.muster.app.content.ProblemBox;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.Screen;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.recovery.Bar;
import dev.muster.model.recovery.Basis;
import dev.muster.model.recovery.Measure;
import dev.muster.model.recovery.Measures;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RecoveryPlan;
import dev.muster.model.recovery.RecoveryQuery;
import dev.muster.model.recovery.RecoveryQuery.SavedPlan;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.beans.value.ChangeListener;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;

/** Brings a plan into its editor, and the newer versions of it. Drafts stay while one looks elsewhere. */
final class PlanEditorTab implements Screen.View {
    private final ConsoleContext context;
    private final PlanId plan;
    private final Map<PlanId, PlanEditorViewModel> drafts;
    private final StackPane root = new StackPane();
    private final ChangeListener<InventoryImage> onImage = (observable, oldValue, newValue) -> {
        if (!newest(oldValue).equals(newest(newValue))) {
            load();
        }
    };
    private Optional<PlanEditorView> view = Optional.empty();
    private boolean active;

    PlanEditorTab(ConsoleContext context, PlanId plan, Map<PlanId, PlanEditorViewModel> drafts) {
        this.context = context;
        this.plan = plan;
        this.drafts = drafts;
    }

    @Override
    public Parent root() {
        return root;
    }

    @Override
    public void activate() {
        active = true;
        context.inventory().imageProperty().addListener(onImage);
        Optional.ofNullable(drafts.get(plan)).ifPresent(this::open);
        load();
    }

    @Override
    public void deactivate() {
        active = false;
        context.inventory().imageProperty().removeListener(onImage);
        view.ifPresent(PlanEditorView::deactivate);
    }

    private Optional<Long> newest(InventoryImage image) {
        return image.object(RecoveryPlan.class, plan).map(RecoveryPlan::version);
    }

    private void load() {
        context.asks().ask(new RecoveryQuery.Show(plan, 0), this::take, this::fail);
    }

    private void take(SavedPlan saved) {
        PlanEditorViewModel draft = drafts.get(plan);
        if (draft == null) {
            context.asks()
                    .ask(
                            new RecoveryQuery.ForecastPlan(plan, saved.version()),
                            answer -> made(saved, measured(answer)),
                            why -> made(saved, Measures.NONE));
        } else {
            draft.offer(saved.version(), saved.spec());
        }
    }

    private void made(SavedPlan saved, Measures measures) {
        open(drafts.computeIfAbsent(
                plan,
                id -> new PlanEditorViewModel(
                        id,
                        saved.version(),
                        saved.spec(),
                        measures,
                        context.texts(),
                        context.asks().role(),
                        work -> Thread.ofVirtual().name("muster-forecast").start(work),
                        context.asks().ui())));
    }

    /** What was measured in runs; all else the plan says itself. */
    private static Measures measured(RecoveryQuery.PlanForecast answer) {
        Map<String, Measure> measures = new HashMap<>();
        for (Bar bar : answer.forecast().bars()) {
            if (bar.basis() instanceof Basis.Measured && !bar.skipped()) {
                measures.put(
                        bar.key(),
                        new Measure(bar.started().minus(bar.begins()), bar.met().minus(bar.started()), bar.basis()));
            }
        }
        return new Measures(measures);
    }

    private void open(PlanEditorViewModel draft) {
        if (!active) {
            return;
        }
        if (view.isEmpty()) {
            PlanEditorView made = new PlanEditorView(context, draft);
            view = Optional.of(made);
            root.getChildren().setAll(made.root());
        }
        view.ifPresent(one -> {
            one.deactivate();
            one.activate();
        });
    }

    private void fail(Problem why) {
        if (view.isEmpty()) {
            root.getChildren().setAll(new ProblemBox(why, context.texts()));
        }
    }
}

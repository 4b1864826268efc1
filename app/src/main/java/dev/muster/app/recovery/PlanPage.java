package dev.muster.app.recovery;

import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.content.ButtonHint;
import dev.muster.app.content.StateLabel;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.Screen;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.JobRow;
import dev.muster.app.recovery.health.HealthViewModel;
import dev.muster.app.recovery.health.HealthWords;
import dev.muster.app.recovery.run.RunViewModel;
import dev.muster.app.recovery.standing.StandingBar;
import dev.muster.app.recovery.standing.StandingViewModel;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RecoveryPlan;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The page of the chosen plan: what can be done with it, and its tabs. The view of a tab is made when it is first shown. */
final class PlanPage {
    /** The id of the tab that shows runs; it comes to the front by itself when a run of the plan starts. */
    static final String RUN = "run";

    private final ConsoleContext context;
    private final PlansViewModel model;
    private final Texts texts;
    private final List<PlanTab> providers;
    private final Label name = new Label();
    private final Tooltip whole = new Tooltip();
    private final Tooltip stateHint = new Tooltip();
    private final HealthWords health;
    private final StateLabel state = new StateLabel();
    private final Button test;
    private final Button recover;
    private final Button write;
    private final Button delete;
    private final ButtonHint testHint;
    private final ButtonHint recoverHint;
    private final ButtonHint writeHint;
    private final ButtonHint deleteHint;
    private final VBox top = new VBox();
    private Optional<StandingViewModel> standing = Optional.empty();
    private final TabPane tabs = new TabPane();
    private final BorderPane root = new BorderPane();
    private final Map<String, Screen.View> views = new HashMap<>();
    private Optional<PlanId> shown = Optional.empty();
    private Optional<Screen.View> followed = Optional.empty();
    private final Set<JobId> opened = new HashSet<>();
    private final ListChangeListener<JobRow> onJobs = change -> openRun();
    private boolean active;

    PlanPage(ConsoleContext context, PlansViewModel model, List<PlanTab> providers) {
        this.context = context;
        this.model = model;
        this.texts = context.texts();
        this.health = new HealthWords(texts);
        this.providers = List.copyOf(providers);
        this.test = button("plan-test", "recovery.test", this::test);
        this.recover = button("plan-recover", "recovery.recover", this::recover);
        this.write = button("plan-export", "recovery.export", this::write);
        this.delete = button("plan-delete", "recovery.delete", this::delete);
        test.getStyleClass().add("accent");
        recover.getStyleClass().add("danger");
        write.getStyleClass().add("flat");
        delete.getStyleClass().addAll("flat", "danger");
        this.testHint = new ButtonHint(test);
        this.recoverHint = new ButtonHint(recover);
        this.writeHint = new ButtonHint(write);
        this.deleteHint = new ButtonHint(delete);
        tabs.setId("plan-tabs");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        for (PlanTab provider : this.providers) {
            Tab tab = new Tab(provider.title());
            tab.setId("plan-tab-" + provider.id());
            tabs.getTabs().add(tab);
        }
        tabs.getSelectionModel().selectedItemProperty().addListener(observable -> open());
        root.setId("plan-page");
        top.getChildren().add(header());
        root.setTop(top);
        root.setCenter(tabs);
        root.setMinWidth(0);
    }

    BorderPane root() {
        return root;
    }

    /** It is shown from now on. */
    void activate() {
        active = true;
        context.jobs().rows().addListener(onJobs);
        show();
        standing.ifPresent(StandingViewModel::activate);
        openRun();
        open();
    }

    /** It is no longer shown. */
    void deactivate() {
        active = false;
        context.jobs().rows().removeListener(onJobs);
        standing.ifPresent(StandingViewModel::deactivate);
        leave();
    }

    /** Shows what is known now. */
    void show() {
        Optional<RecoveryPlan> plan = model.chosen();
        root.setVisible(plan.isPresent());
        name.setText(plan.map(one -> one.id().text()).orElse(""));
        whole.setText(plan.map(RecoveryPlan::description)
                .filter(text -> !text.isBlank())
                .orElse(name.getText()));
        plan.ifPresent(one -> health.show(state, one, model.standing()));
        say(test, testHint, model.runRefusal(), "recovery.test.hint");
        say(recover, recoverHint, model.runRefusal(), "recovery.recover.hint");
        say(delete, deleteHint, model.refusal(), "recovery.delete");
        say(write, writeHint, Optional.empty(), "recovery.export.hint");
        Optional<PlanId> now = plan.map(RecoveryPlan::id);
        if (!now.equals(shown)) {
            leave();
            views.clear();
            shown = now;
            showStanding(now);
            tabs.getTabs().forEach(tab -> tab.setContent(null));
            open();
            openRun();
        }
    }

    /** The bar of a recovery by the plan that stands. */
    private void showStanding(Optional<PlanId> plan) {
        standing.ifPresent(StandingViewModel::deactivate);
        standing = plan.map(id ->
                new StandingViewModel(id, context.asks(), context.inventory(), context.onJob(), context.onProblem()));
        top.getChildren().remove(1, top.getChildren().size());
        standing.ifPresent(model -> {
            top.getChildren().add(new StandingBar(context, model).root());
            if (active) {
                model.activate();
            }
        });
    }

    /** Brings a run that goes on to the front, once: whoever goes to another tab stays there. */
    private void openRun() {
        if (active) {
            shown.flatMap(plan -> RunViewModel.going(context.jobs(), plan))
                    .filter(opened::add)
                    .flatMap(job -> tabs.getTabs().stream()
                            .filter(tab -> ("plan-tab-" + RUN).equals(tab.getId()))
                            .findFirst())
                    .ifPresent(tabs.getSelectionModel()::select);
        }
    }

    private void leave() {
        followed.ifPresent(Screen.View::deactivate);
        followed = Optional.empty();
    }

    /** Makes the view of the tab in front, where it is not there yet, and follows it. */
    private void open() {
        leave();
        int front = tabs.getSelectionModel().getSelectedIndex();
        if (!active || front < 0) {
            return;
        }
        shown.ifPresent(plan -> {
            PlanTab provider = providers.get(front);
            Screen.View view =
                    views.computeIfAbsent(provider.id(), id -> provider.view().apply(plan));
            tabs.getTabs().get(front).setContent(view.root());
            view.activate();
            followed = Optional.of(view);
        });
    }

    private Button button(String id, String key, Runnable work) {
        Button button = new Button(texts.get(key));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> work.run());
        return button;
    }

    private void say(Button button, ButtonHint hint, Optional<String> refusal, String key) {
        button.setDisable(refusal.isPresent());
        hint.say(refusal, texts.get(key));
    }

    private HBox header() {
        name.setId("plan-title");
        name.getStyleClass().add("page-title");
        name.setMinWidth(0);
        name.setTooltip(whole);
        state.setId("plan-state");
        state.setMinWidth(Region.USE_PREF_SIZE);
        stateHint.setOnShowing(event -> stateHint.setText(health.about(model.standing(), Instant.now())));
        state.setTooltip(stateHint);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox header = new HBox(
                8, name, state, gap, deleteHint.holder(), writeHint.holder(), testHint.holder(), recoverHint.holder());
        header.setAlignment(Pos.CENTER_LEFT);
        header.getStyleClass().add("pane-header");
        return header;
    }

    private void test() {
        if (model.runRefusal().isEmpty()) {
            model.chosen().ifPresent(plan -> new TestPlanDialog(context.dialogs(), texts, plan).open(model::test));
        }
    }

    private void recover() {
        if (model.runRefusal().isEmpty()) {
            model.chosen()
                    .ifPresent(plan -> new RecoverPlanDialog(
                                    context.dialogs(),
                                    texts,
                                    plan,
                                    new HealthViewModel(plan.id(), context.asks(), context.inventory()))
                            .open(model::recover));
        }
    }

    private void write() {
        model.chosen()
                .ifPresent(plan -> new PlanFiles(context).save(root.getScene().getWindow(), plan.id()));
    }

    private void delete() {
        model.chosen().ifPresent(plan -> {
            String id = plan.id().text();
            new ConfirmDialog(context.dialogs(), texts)
                    .ask(
                            new Confirmation(
                                    texts.get("recovery.delete.title", id),
                                    texts.get("recovery.delete.meaning", plan.version()),
                                    List.of(id),
                                    id,
                                    texts.get("recovery.delete")),
                            model::delete);
        });
    }
}

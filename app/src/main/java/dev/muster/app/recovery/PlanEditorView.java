package dev.muster.app.recovery;

import dev.muster.app.content.ButtonHint;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.StateLabel;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.inventory.VmId;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.PlanEdit;
import dev.muster.model.recovery.PlanFault;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanPrompt;
import dev.muster.model.recovery.Tier;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The editor of a plan: its lanes with their bars, what is selected beside them, and what the whole takes above. */
final class PlanEditorView {
    private final ConsoleContext context;
    private final PlanEditorViewModel model;
    private final Texts texts;
    private final RecoveryWords words;
    private final LaneList lanes;
    private final PlanDetail detail;
    private final Label sentence = new Label();
    private final Label advice = new Label();
    private final StateLabel faults = new StateLabel();
    private final Tooltip faultTexts = new Tooltip();
    private final MenuButton add;
    private final Button undo;
    private final Button redo;
    private final Button remove;
    private final Button save;
    private final ButtonHint saveHint;
    private final BorderPane root = new BorderPane();
    private final InvalidationListener onRevision = observable -> show();
    private final InvalidationListener onForeseen = observable -> foresee();

    PlanEditorView(ConsoleContext context, PlanEditorViewModel model) {
        this.context = context;
        this.model = model;
        this.texts = context.texts();
        this.words = new RecoveryWords(texts);
        this.detail = new PlanDetail(model, context);
        this.lanes = new LaneList(model, texts, this::selected);
        this.add = new MenuButton(texts.get("recovery.add"));
        this.undo = button("plan-undo", "recovery.undo", model::undo);
        this.redo = button("plan-redo", "recovery.redo", model::redo);
        this.remove = button("plan-remove", "recovery.remove", this::remove);
        this.save = button("plan-save-open", "recovery.save", this::save);
        save.getStyleClass().remove("flat");
        this.saveHint = new ButtonHint(save);
        BorderPane middle = new BorderPane(lanes.root());
        middle.setTop(said());
        SplitPane split = new SplitPane(middle, detail.root());
        split.setDividerPositions(0.7);
        SplitPane.setResizableWithParent(detail.root(), false);
        root.setId("plan-editor");
        root.setTop(bar());
        root.setCenter(split);
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    Parent root() {
        return root;
    }

    void activate() {
        model.revisionProperty().addListener(onRevision);
        model.foreseenProperty().addListener(onForeseen);
        show();
    }

    void deactivate() {
        model.revisionProperty().removeListener(onRevision);
        model.foreseenProperty().removeListener(onForeseen);
    }

    private Button button(String id, String key, Runnable work) {
        Button button = new Button(texts.get(key));
        button.setId(id);
        button.getStyleClass().add("flat");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> work.run());
        return button;
    }

    private MenuItem item(String id, String key, Runnable work) {
        MenuItem item = new MenuItem(texts.get(key));
        item.setId(id);
        item.setOnAction(event -> work.run());
        return item;
    }

    private HBox bar() {
        undo.setTooltip(new Tooltip("Ctrl+Z"));
        redo.setTooltip(new Tooltip("Ctrl+Shift+Z"));
        faults.setId("plan-faults");
        faults.setMinWidth(Region.USE_PREF_SIZE);
        faults.setTooltip(faultTexts);
        faults.setOnMouseClicked(event -> firstFault());
        add.setId("plan-add");
        add.getStyleClass().add("flat");
        add.setMinWidth(Region.USE_PREF_SIZE);
        add.getItems()
                .setAll(
                        item("plan-add-machines", "recovery.add.machines", this::addMachines),
                        item("plan-add-prompt", "recovery.add.prompt", this::addPrompt),
                        item("plan-add-tier", "recovery.add.tier", this::addTier),
                        item("plan-add-network", "recovery.add.network", this::addNetwork));
        HBox tools = new HBox(4, add, remove, undo, redo);
        tools.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(tools, Priority.ALWAYS);
        HBox bar = new HBox(12, tools, faults, saveHint.holder());
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("pane-header");
        return bar;
    }

    private VBox said() {
        sentence.setId("plan-sentence");
        sentence.getStyleClass().add("plan-sentence");
        advice.setId("plan-advice");
        advice.getStyleClass().add("text-muted");
        for (Label label : List.of(sentence, advice)) {
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
        }
        VBox said = new VBox(2, sentence, advice);
        said.getStyleClass().add("plan-said");
        return said;
    }

    private void selected() {
        detail.show(lanes.selected());
        remove.setDisable(model.refusal().isPresent() || lanes.selected().isEmpty());
    }

    private void show() {
        lanes.show();
        selected();
        add.setDisable(model.refusal().isPresent());
        undo.setDisable(!model.canUndo());
        redo.setDisable(!model.canRedo());
        Optional<String> refusal = model.saveRefusal();
        save.setDisable(refusal.isPresent());
        saveHint.say(refusal, texts.get("recovery.save.hint", model.version() + 1));
        faults.show(
                model.faults().isEmpty() ? StateLabel.Tone.GOOD : StateLabel.Tone.BAD,
                words.faults(model.faults().size()));
        faultTexts.setText(model.faults().stream()
                .limit(10)
                .map(fault -> texts.say(fault.text()))
                .collect(Collectors.joining("\n")));
        foresee();
    }

    private void foresee() {
        lanes.foresee();
        boolean known = model.foreseenProperty().get() > 0;
        sentence.setText(known ? words.forecast(model.forecast()) : "");
        advice.setText(words.advice(model.spec(), model.advice()));
    }

    private void firstFault() {
        model.faults().stream()
                .map(PlanFault::path)
                .findFirst()
                .flatMap(path -> model.lines().stream()
                        .filter(line -> !model.faults(line).isEmpty())
                        .findFirst())
                .ifPresent(line -> lanes.select(line.id()));
    }

    private void key(KeyEvent event) {
        if (event.isShortcutDown() && event.getCode() == KeyCode.Z && !isTyped(event)) {
            if (event.isShiftDown()) {
                model.redo();
            } else {
                model.undo();
            }
            event.consume();
        } else if (event.getCode() == KeyCode.DELETE && !isTyped(event)) {
            remove();
            event.consume();
        } else if (event.isShortcutDown() && event.getCode() == KeyCode.S) {
            save();
            event.consume();
        }
    }

    private static boolean isTyped(KeyEvent event) {
        return event.getTarget() instanceof javafx.scene.control.TextInputControl;
    }

    private int tier() {
        return lanes.selected().stream()
                .map(line -> switch (line) {
                    case PlanLine.OfTier of -> of.tier();
                    case PlanLine.OfItem of -> of.tier();
                    case PlanLine.OfNetwork of -> model.spec().tiers().size() - 1;
                })
                .findFirst()
                .orElse(model.spec().tiers().size() - 1);
    }

    private void addMachines() {
        Set<VmId> present = new HashSet<>();
        model.spec().items().forEach(item -> {
            if (item instanceof PlanMachine machine
                    && machine.source() instanceof MachineSource.OfVm(VmId vm, String name)) {
                present.add(vm);
            }
        });
        MachinePickerViewModel picker =
                new MachinePickerViewModel(context.inventory().image(), present);
        VBox content = new VBox(8, new MachinePicker(picker, texts));
        content.setPadding(new Insets(16));
        content.setPrefWidth(460);
        Dialogs.Made made = context.dialogs()
                .make("plan-machines", texts.get("recovery.add.machines.title"), texts.get("recovery.add"), content);
        made.go().getStyleClass().add("accent");
        made.go().disableProperty().bind(picker.countProperty().isEqualTo(0));
        made.open(() -> model.edit(plan -> {
            int tier = Math.max(0, tier());
            return PlanEdit.add(
                    plan.tiers().isEmpty() ? PlanEdit.addTier(plan, 0, freeTier()) : plan,
                    PlanKeys.machines(plan, picker.checked()),
                    tier,
                    plan.tiers().isEmpty() ? 0 : plan.tiers().get(tier).items().size());
        }));
    }

    private String freeTier() {
        int number = model.spec().tiers().size() + 1;
        Set<String> names = model.spec().tiers().stream().map(Tier::name).collect(Collectors.toSet());
        while (names.contains(texts.get("recovery.tier.name", number))) {
            number++;
        }
        return texts.get("recovery.tier.name", number);
    }

    private void addPrompt() {
        Set<String> taken =
                model.spec().items().stream().map(PlanItem::key).collect(Collectors.toCollection(HashSet::new));
        String key = PlanKeys.key("prompt", taken);
        model.edit(plan -> {
            int tier = Math.max(0, tier());
            return PlanEdit.add(
                    plan.tiers().isEmpty() ? PlanEdit.addTier(plan, 0, freeTier()) : plan,
                    List.of(new PlanPrompt(
                            key,
                            Optional.empty(),
                            texts.get("recovery.prompt.text"),
                            List.of(texts.get("recovery.prompt.yes"), texts.get("recovery.prompt.no")),
                            texts.get("recovery.prompt.yes"),
                            Duration.ofMinutes(15),
                            List.of())),
                    tier,
                    0);
        });
        lanes.select("item-" + key);
    }

    private void addTier() {
        int at = Math.min(model.spec().tiers().size(), tier() + 1);
        model.edit(plan -> PlanEdit.addTier(plan, at, freeTier()));
        lanes.select("tier-" + at);
    }

    private void addNetwork() {
        model.edit(PlanNetworks::add);
        lanes.select("network-" + (model.spec().networks().size() - 1));
    }

    private void remove() {
        List<PlanLine> chosen = lanes.selected();
        if (chosen.size() == 1) {
            switch (chosen.getFirst()) {
                case PlanLine.OfTier of ->
                    model.edit(plan -> PlanEdit.removeTier(plan, of.tier()).plan());
                case PlanLine.OfNetwork of -> model.edit(plan -> PlanNetworks.remove(plan, of.number()));
                case PlanLine.OfItem of ->
                    model.edit(plan ->
                            PlanEdit.remove(plan, List.of(of.value().key())).plan());
            }
        } else if (!lanes.keys().isEmpty()) {
            List<String> keys = lanes.keys();
            model.edit(plan -> PlanEdit.remove(plan, keys).plan());
        }
    }

    private void save() {
        if (model.saveRefusal().isEmpty()) {
            new SavePlanDialog(context, model).open();
        }
    }
}

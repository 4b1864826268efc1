package dev.muster.app.backup;

import dev.muster.app.content.ButtonHint;
import dev.muster.app.content.ContentStyle;
import dev.muster.app.content.EmptyState;
import dev.muster.app.content.ProblemBox;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.backup.RepositoryState;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The restore points of one VM: the timeline, the chosen point beside it, and a button that makes another one. */
final class PointsPane {
    /** The keys that back up. */
    static final KeyCombination KEYS =
            new KeyCodeCombination(KeyCode.B, KeyCombination.CONTROL_DOWN, KeyCombination.SHIFT_DOWN);

    /**
     * Whose points are shown.
     *
     * @param vm the VM; empty where it is no longer in the inventory
     * @param title what stands above the timeline
     */
    record Subject(UUID uuid, Optional<VmId> vm, String title) {}

    private final String id;
    private final ConsoleContext context;
    private final Texts texts;
    private final Runnable reload;
    private final BackupNow backups;
    private final TimelineViewModel model = new TimelineViewModel();
    private final TimelineLegend legend;
    private final Label title = new Label();
    private final Button now = new Button();
    private final ButtonHint hint;
    private final Button find = new Button();
    private final ButtonHint findHint;
    private final GoodPointViewModel searches;
    private final GoodPointLine good;
    private final HBox failed = new HBox(12);
    private final Label failure = new Label();
    private final Node shown;
    private final BorderPane root = new BorderPane();
    private Optional<Subject> subject = Optional.empty();
    private Optional<Job> run = Optional.empty();
    private List<RepositoryState> repositories = List.of();
    private String state = "";

    /**
     * Of no VM yet.
     *
     * @param id what the ids of its parts begin with
     * @param reload asks the bridge again
     */
    PointsPane(String id, ConsoleContext context, List<PointAction> actions, Runnable reload) {
        this.id = id;
        this.context = context;
        this.texts = context.texts();
        this.reload = reload;
        this.backups = new BackupNow(context.asks(), texts, context.onJob(), context.onProblem());
        this.legend = new TimelineLegend(id + "-legend", model, texts);
        this.hint = new ButtonHint(now);
        this.findHint = new ButtonHint(find);
        this.searches = new GoodPointViewModel(context.asks(), context.jobs());
        this.good = new GoodPointLine(id + "-good", context, model::choose);
        searches.foundProperty().addListener(observable -> good());
        this.shown = shown(actions);
        root.setId(id + "-pane");
        root.getStylesheets().add(ContentStyle.sheet());
        root.setTop(new VBox(header(), failed(), good.root()));
        root.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (KEYS.match(event)) {
                backUp();
                event.consume();
            } else if (event.getCode() == KeyCode.F5) {
                reload.run();
                event.consume();
            }
        });
    }

    BorderPane root() {
        return root;
    }

    /** Follows the searches for good points. */
    void activate() {
        searches.activate();
    }

    /** Follows them no more. */
    void deactivate() {
        searches.deactivate();
    }

    /** Shows what is known of a VM; {@code run} is its newest backup, where that is to be spoken of. */
    void show(Optional<Subject> of, BackupCatalog.Content content, List<Point> points, Optional<Job> newest) {
        subject = of;
        run = newest;
        repositories = content.repositories();
        title.setText(of.map(Subject::title).orElse(""));
        boolean bad = newest.filter(BackupRuns::failed).isPresent();
        failed.setVisible(bad);
        failed.setManaged(bad);
        newest.filter(BackupRuns::failed).ifPresent(job -> failure.setText(failure(job)));
        model.show(points, Instant.now());
        searches.show(of.map(Subject::uuid));
        good();
        refuse();
        arrange(content, points);
    }

    /** Says anew whether the VM can be backed up. */
    void refuse() {
        Optional<String> refusal = refusal();
        now.setDisable(refusal.isPresent());
        hint.say(refusal, texts.get("backup.run") + " (" + KEYS.getDisplayText() + ")");
        Optional<String> noSearch = PointActions.role(context)
                .or(() -> subject.isEmpty()
                        ? Optional.of(texts.get("backup.refused.none"))
                        : model.points().isEmpty() ? Optional.of(texts.get("backup.good.nopoints")) : Optional.empty());
        find.setDisable(noSearch.isPresent());
        findHint.say(noSearch, texts.get("backup.good.help"));
    }

    private void good() {
        good.show(searches.foundProperty().get(), model.points());
    }

    private void find() {
        subject.ifPresent(of -> new VerifyBootDialog(
                        context, new BootRequest.Search(new BootRequest.Machine(of.uuid(), name(of))), job -> {
                            searches.started(job, of.uuid());
                            context.onJob().accept(job);
                        })
                .open());
    }

    /** Its name when its newest point was captured, where it is gone. */
    private String name(Subject of) {
        return of.vm()
                .flatMap(context.inventory().image()::vm)
                .map(Vm::name)
                .or(() -> model.points().isEmpty()
                        ? Optional.empty()
                        : Optional.of(model.points().getLast().manifest().name()))
                .orElse(of.title());
    }

    private Optional<String> refusal() {
        if (subject.isPresent() && vms().isEmpty()) {
            return Optional.of(texts.get("backup.refused.gone"));
        }
        InventoryImage image = context.inventory().image();
        return backups.refusal(vms(), image)
                .or(() -> BackupNow.usable(image, repositories).isEmpty()
                        ? repositories.stream()
                                .map(RepositoryState::problem)
                                .flatMap(Optional::stream)
                                .findFirst()
                                .map(texts::say)
                        : Optional.empty());
    }

    private List<Vm> vms() {
        InventoryImage image = context.inventory().image();
        return subject.flatMap(Subject::vm).flatMap(image::vm).stream().toList();
    }

    private HBox header() {
        title.getStyleClass().add("section-title");
        title.setId(id + "-title");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        now.setText(texts.get("backup.run"));
        now.setId(id + "-now");
        now.getStyleClass().add("accent");
        now.setMinWidth(Region.USE_PREF_SIZE);
        now.setOnAction(event -> backUp());
        find.setText(texts.get("backup.good"));
        find.setId(id + "-find");
        find.setMinWidth(Region.USE_PREF_SIZE);
        find.setOnAction(event -> find());
        HBox header = new HBox(8, title, gap, findHint.holder(), hint.holder());
        header.setAlignment(Pos.CENTER_LEFT);
        header.getStyleClass().add("pane-header");
        return header;
    }

    private HBox failed() {
        failure.setId(id + "-failure");
        failure.setWrapText(true);
        failure.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(failure, Priority.ALWAYS);
        failure.setMaxWidth(Double.MAX_VALUE);
        Button why = new Button(texts.get("backup.why"));
        why.setId(id + "-why");
        why.getStyleClass().addAll("flat", "small");
        why.setMinWidth(Region.USE_PREF_SIZE);
        why.setOnAction(event -> run.ifPresent(job -> context.openJob().accept(job.id())));
        failed.getChildren().addAll(failure, why);
        failed.setAlignment(Pos.CENTER_LEFT);
        failed.getStyleClass().addAll("problem-box", "backup-failed");
        return failed;
    }

    private String failure(Job job) {
        String when =
                texts.get("ago", Amounts.rough(Duration.between(job.ended().orElse(job.created()), Instant.now())));
        return texts.get("backup.failed", when, job.problem().map(texts::say).orElse(""));
    }

    private Node shown(List<PointAction> actions) {
        TimelineView timeline = new TimelineView(id + "-timeline", model, texts);
        ContextMenu menu = new ContextMenu();
        for (PointAction action : actions) {
            MenuItem item = new MenuItem(action.label());
            item.setId(id + "-menu-" + action.id());
            action.keys().ifPresent(item::setAccelerator);
            item.setOnAction(event -> model.chosenProperty().get().ifPresent(action::run));
            menu.getItems().add(item);
        }
        menu.setOnShowing(event -> {
            for (int i = 0; i < actions.size(); i++) {
                PointAction action = actions.get(i);
                menu.getItems()
                        .get(i)
                        .setDisable(model.chosenProperty()
                                .get()
                                .filter(point -> action.refusal().apply(point).isEmpty())
                                .isEmpty());
            }
        });
        timeline.setOnContextMenuRequested(event -> menu.show(timeline, event.getScreenX(), event.getScreenY()));
        timeline.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> actions.stream()
                        .filter(action ->
                                action.keys().filter(keys -> keys.match(event)).isPresent())
                        .findFirst()
                        .ifPresent(action -> {
                            model.chosenProperty().get().ifPresent(action::run);
                            event.consume();
                        }));
        VBox left = new VBox(4, legend.root(), timeline);
        VBox.setVgrow(timeline, Priority.ALWAYS);
        ScrollPane scroll = new ScrollPane(left);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().add("dialog-scroll");
        PointDetail detail = new PointDetail(id + "-point", model, actions, context);
        detail.root().setMinWidth(300);
        SplitPane split = new SplitPane(scroll, detail.root());
        split.setDividerPositions(0.6);
        return split;
    }

    private void arrange(BackupCatalog.Content content, List<Point> points) {
        boolean adds = subject.isPresent()
                && BackupNow.repositories(context.inventory().image()).isEmpty();
        String next = subject.isEmpty()
                ? "choose"
                : !points.isEmpty()
                        ? "points"
                        : content.problem().isPresent()
                                ? "problem" + content.problem()
                                : !content.loaded() ? "loading" : adds ? "repository" : "empty" + now.isDisabled();
        // what shows stays as it is: the keyboard may be in it
        if (next.equals(state)) {
            return;
        }
        state = next;
        root.setCenter(
                switch (next) {
                    case "points" -> shown;
                    case "choose" -> note(texts.get("backup.choose"));
                    case "loading" -> note(texts.get("backup.loading"));
                    case "repository" -> noRepository();
                    default ->
                        next.startsWith("empty")
                                ? empty()
                                : content.problem().map(this::problem).orElse(shown);
                });
    }

    private Node note(String text) {
        Label note = new Label(text);
        note.setId(id + "-note");
        note.getStyleClass().add("text-muted");
        return note;
    }

    private Node problem(Problem why) {
        Button again = new Button(texts.get("backup.again"));
        again.setId(id + "-again");
        again.setOnAction(event -> reload.run());
        VBox box = new VBox(12, new ProblemBox(why, texts), again);
        box.getStyleClass().add("backup-facts");
        return box;
    }

    private Node empty() {
        EmptyState empty = new EmptyState(
                id + "-none",
                texts.get("backup.none.title"),
                texts.get("backup.none.text"),
                texts.get("backup.run"),
                this::backUp);
        Optional.ofNullable(empty.lookup("#" + id + "-none-action"))
                .ifPresent(button -> button.setDisable(now.isDisabled()));
        return empty;
    }

    private Node noRepository() {
        return new EmptyState(
                id + "-norepository",
                texts.get("backup.norepository.title"),
                texts.get("backup.norepository.text"),
                texts.get("backup.add.open"),
                () -> new AddRepositoryDialog(context).open());
    }

    private void backUp() {
        List<Vm> vms = vms();
        if (refusal().isEmpty()) {
            new RepositoryChoice(context.dialogs(), texts)
                    .ask(
                            texts.get("backup.run.title", vms.getFirst().name()),
                            BackupNow.usable(context.inventory().image(), repositories),
                            usual(),
                            repository -> backups.run(vms.stream().map(Vm::id).toList(), repository));
        }
    }

    /** Where the newest point is. */
    private Optional<RepositoryId> usual() {
        return model.points().isEmpty()
                ? Optional.empty()
                : Optional.of(model.points().getLast().id().repository());
    }
}

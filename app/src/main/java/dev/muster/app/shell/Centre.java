package dev.muster.app.shell;

import dev.muster.app.alert.AlertsViewModel;
import dev.muster.app.content.Dialogs;
import dev.muster.app.feature.AlertSource;
import dev.muster.app.feature.AppAction;
import dev.muster.app.feature.AppFeature;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.Screen;
import dev.muster.app.feature.VmTab;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.VmRow;
import dev.muster.app.job.JobsPane;
import dev.muster.app.job.Reversals;
import dev.muster.app.navigation.Navigation;
import dev.muster.app.navigation.Place;
import dev.muster.app.settings.SavedSearches;
import dev.muster.app.settings.Settings;
import dev.muster.app.vm.TableChores;
import dev.muster.app.vm.VmPage;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;

/** The centre: what is shown at the place one is at, and what the features bring to it. */
public final class Centre implements AutoCloseable {
    private final BridgeSession session;
    private final ConsoleContext context;
    private final List<Screen> screens = new ArrayList<>();
    private final List<VmTab> vmTabs = new ArrayList<>();
    private final List<AppAction> actions = new ArrayList<>();
    private final List<AlertSource> sources = new ArrayList<>();
    private final Map<String, Screen.View> views = new HashMap<>();
    private final AlertsViewModel alerts;
    private final AlertsWatch watch;
    private final TablePane table;
    private final JobsPane jobs;
    private final StackPane root = new StackPane();
    private Optional<VmPage> page = Optional.empty();
    private Optional<Screen.View> shown = Optional.empty();

    Centre(
            BridgeSession session,
            Texts texts,
            Dialogs dialogs,
            Settings settings,
            SavedSearches searches,
            Consumer<Problem> onProblem) {
        this.session = session;
        this.alerts = new AlertsViewModel(
                () -> sources,
                settings.get("alerts.dismissed").orElse(""),
                ids -> settings.put("alerts.dismissed", ids));
        this.jobs = new JobsPane(
                session.jobs(),
                session.asks(),
                texts,
                new Reversals(session.asks(), dialogs, texts, onProblem),
                onProblem);
        this.context = new ConsoleContext(
                session.asks(),
                session.inventory(),
                session.jobs(),
                alerts,
                texts,
                dialogs,
                settings,
                new Navigation(),
                this::openTab,
                jobs::open,
                job -> {},
                onProblem);
        for (AppFeature feature : AppFeatures.all()) {
            screens.addAll(feature.screens(context));
            vmTabs.addAll(feature.vmTabs(context));
            actions.addAll(feature.actions(context));
            sources.addAll(feature.alerts(context));
        }
        this.watch = new AlertsWatch(session, alerts);
        this.table = new TablePane(
                context, actions, searches, () -> session.infoProperty().get().isPresent());
        session.infoProperty().addListener((observable, oldValue, newValue) -> changed());
        session.setOnLog((job, line) -> {
            jobs.heard(job, line);
            page.ifPresent(open -> open.heard(job, line));
        });
        navigation().placeProperty().addListener((observable, oldValue, newValue) -> show(newValue));
        session.inventory().imageProperty().addListener((observable, oldValue, newValue) -> changed());
        show(navigation().place());
    }

    Parent root() {
        return root;
    }

    Node jobs() {
        return jobs.root();
    }

    /** What the parts of features are made from. */
    public ConsoleContext context() {
        return context;
    }

    /** The screens of all features, in the order of the tree. */
    List<Screen> screens() {
        return screens;
    }

    /** The actions of all features. */
    public List<AppAction> actions() {
        return actions;
    }

    /** What is wrong. */
    AlertsViewModel alerts() {
        return alerts;
    }

    /** Opens a job's steps and log. */
    public void openJob(JobId id) {
        jobs.open(id);
    }

    /** Does the action of that id, unless it is refused. */
    public void act(String action, List<Vm> vms) {
        actions.stream().filter(each -> each.id().equals(action)).forEach(each -> each.run(vms));
    }

    private void openTab(VmId vm, String tab) {
        navigation().go(new Place.OneVm(vm));
        page.ifPresent(open -> open.open(tab));
    }

    /** What the actions for VMs are about now: the VM whose page is open, else those selected in the table. */
    List<Vm> chosen() {
        return switch (navigation().place()) {
            case Place.OneVm(VmId vm) ->
                session.inventory().vm(vm).map(VmRow::vm).stream().toList();
            case Place.Vms _, Place.OneHost _ -> table.selection();
            case Place.Screen _ -> List.of();
        };
    }

    /** Where one is. */
    public Navigation navigation() {
        return context.navigation();
    }

    /** Goes to the table and into its search field. */
    void search() {
        if (root.lookup("#vm-search") == null) {
            navigation().go(new Place.Vms(""));
        }
        Node field = root.lookup("#vm-search");
        if (field != null) {
            field.requestFocus();
        }
    }

    /** What can be done with the table; nothing while another screen is shown. */
    List<TableChores.Chore> chores() {
        return switch (navigation().place()) {
            case Place.Vms _, Place.OneHost _ -> table.chores();
            case Place.OneVm _, Place.Screen _ -> List.of();
        };
    }

    /** Does the one of that id; nothing while another screen is shown. */
    public void chore(String id) {
        chores().stream()
                .filter(chore -> chore.id().equals(id))
                .forEach(chore -> chore.work().run());
    }

    /** Brings the keyboard to what is shown. */
    void focus() {
        Stream.of("#vm-tabs", ".table-view", ".button")
                .map(root::lookup)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(Node::requestFocus);
    }

    private boolean holdsFocus() {
        Node owner = root.getScene() == null ? null : root.getScene().getFocusOwner();
        while (owner != null && !owner.equals(root)) {
            owner = owner.getParent();
        }
        return owner != null;
    }

    /** Who was in the centre stays there: with the screen before, the focus would go to whatever comes first. */
    private void show(Place place) {
        boolean held = holdsFocus();
        leave();
        switch (place) {
            case Place.Vms vms -> {
                table.show(vms);
                root.getChildren().setAll(table.root());
            }
            case Place.OneHost host -> {
                table.show(host);
                root.getChildren().setAll(table.root());
            }
            case Place.OneVm one ->
                session.inventory()
                        .vm(one.vm())
                        .ifPresentOrElse(this::show, () -> navigation().go(new Place.Vms("")));
            case Place.Screen(String id) -> show(id);
        }
        if (held) {
            focus();
        }
    }

    private void show(VmRow row) {
        VmPage made = new VmPage(row, context, vmTabs, actions, navigation()::back);
        page = Optional.of(made);
        root.getChildren().setAll(made.root());
    }

    private void show(String screen) {
        Screen.View view = views.computeIfAbsent(screen, this::make);
        shown = Optional.of(view);
        view.activate();
        root.getChildren().setAll(view.root());
    }

    private Screen.View make(String id) {
        return screens.stream()
                .filter(screen -> screen.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no screen " + id))
                .view()
                .get();
    }

    private void leave() {
        page.ifPresent(VmPage::deactivate);
        page = Optional.empty();
        shown.ifPresent(Screen.View::deactivate);
        shown = Optional.empty();
    }

    @Override
    public void close() {
        leave();
        watch.stop();
        table.close();
        jobs.close();
    }

    private void changed() {
        table.changed();
        Place place = navigation().place();
        if (place instanceof Place.OneHost(HostId host)
                && !session.inventory().hosts().containsKey(host)) {
            navigation().go(new Place.Vms(""));
        } else if (place instanceof Place.OneVm(VmId vm)
                && session.inventory().vm(vm).isEmpty()) {
            // one that was migrated is followed to its new host
            navigation()
                    .go(session.inventory().image().vms().keySet().stream()
                            .filter(id -> id.uuid().equals(vm.uuid()))
                            .<Place>map(Place.OneVm::new)
                            .findFirst()
                            .orElseGet(() -> new Place.Vms("")));
        }
    }
}

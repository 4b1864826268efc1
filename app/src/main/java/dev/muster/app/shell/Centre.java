package dev.muster.app.shell;

import dev.muster.app.alert.Alert;
import dev.muster.app.alert.AlertsView;
import dev.muster.app.alert.AlertsViewModel;
import dev.muster.app.audit.AuditView;
import dev.muster.app.audit.AuditViewModel;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.EmptyState;
import dev.muster.app.host.HostBar;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.VmRow;
import dev.muster.app.job.JobsPane;
import dev.muster.app.network.NetworksView;
import dev.muster.app.settings.SavedSearches;
import dev.muster.app.settings.Settings;
import dev.muster.app.stats.HostLoadView;
import dev.muster.app.stats.SparkLines;
import dev.muster.app.storage.PoolsView;
import dev.muster.app.vm.CreateDialog;
import dev.muster.app.vm.CreateGround;
import dev.muster.app.vm.CreateViewModel;
import dev.muster.app.vm.TableChores;
import dev.muster.app.vm.VmActions;
import dev.muster.app.vm.VmPage;
import dev.muster.app.vm.VmSurroundings;
import dev.muster.app.vm.VmTableView;
import dev.muster.app.vm.VmTableViewModel;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** The centre: the screen of the place one is at. */
public final class Centre implements AutoCloseable {
    private final BridgeSession session;
    private final Texts texts;
    private final Dialogs dialogs;
    private final Consumer<Problem> onProblem;
    private final Navigation navigation = new Navigation();
    private final VmActions actions;
    private final VmTableViewModel tableModel;
    private final VmTableView table;
    private final JobsPane jobs;
    private final NetworksView networks;
    private final PoolsView pools;
    private final AlertsView alerts;
    private final AlertsWatch watch;
    private final AuditView audit;
    private final HostBar hostBar;
    private final HostLoadView hostLoad;
    private final EmptyState noHosts;
    private final PauseTransition again = new PauseTransition(Duration.seconds(1));
    private final StackPane root = new StackPane();
    private Optional<VmPage> page = Optional.empty();

    Centre(
            BridgeSession session,
            Texts texts,
            Dialogs dialogs,
            Settings settings,
            SavedSearches searches,
            AlertsViewModel alertsModel,
            Consumer<Problem> onProblem,
            Runnable onConnect) {
        this.session = session;
        this.texts = texts;
        this.dialogs = dialogs;
        this.onProblem = onProblem;
        this.actions = new VmActions(
                session.asks(),
                texts,
                dialogs,
                () -> session.inventory().image().hosts().values(),
                job -> {},
                onProblem);
        this.tableModel = new VmTableViewModel(texts, session.inventory().vms());
        this.table = new VmTableView(
                tableModel,
                actions,
                new SparkLines(session.asks()),
                texts,
                id -> navigation.go(new Place.OneVm(id)),
                this::create,
                new TableChores.Setup(
                        dialogs,
                        settings,
                        searches,
                        this::searched,
                        saved -> navigation.go(new Place.Vms(saved.search())),
                        onProblem));
        this.jobs = new JobsPane(session.jobs(), session.asks(), texts, onProblem);
        this.networks = new NetworksView(
                session.inventory().imageProperty(),
                session.asks(),
                texts,
                dialogs,
                vm -> navigation.go(new Place.OneVm(vm)),
                onProblem);
        this.pools = new PoolsView(
                session.inventory().imageProperty(), session.asks(), texts, dialogs, job -> {}, onProblem);
        this.alerts = new AlertsView(alertsModel, texts, this::jump);
        this.watch = new AlertsWatch(session, alertsModel);
        this.audit = new AuditView(new AuditViewModel(session.asks()), texts);
        this.hostBar = new HostBar(session.asks(), texts, dialogs, onProblem);
        this.hostLoad = new HostLoadView(
                session.asks(),
                texts,
                id -> session.inventory().vm(id).map(row -> row.vm().name()).orElse(""),
                id -> navigation.go(new Place.OneVm(id)));
        this.noHosts = new EmptyState(
                "no-hosts",
                texts.get("host.none.title"),
                texts.get("host.none.text"),
                texts.get("host.connect.title"),
                onConnect);
        again.setOnFinished(event -> tableModel.filter());
        session.infoProperty().addListener((of, was, is) -> changed());
        session.setOnLog((job, line) -> {
            jobs.heard(job, line);
            page.ifPresent(open -> open.heard(job, line));
        });
        navigation.placeProperty().addListener((of, was, is) -> show(is));
        session.inventory().imageProperty().addListener((of, was, is) -> changed());
        show(navigation.place());
    }

    Parent root() {
        return root;
    }

    Node jobs() {
        return jobs.root();
    }

    /** Opens a job's steps and log. */
    public void openJob(JobId id) {
        jobs.open(id);
    }

    /** Asks which files go with these VMs, and deletes them. */
    public void delete(List<Vm> vms) {
        actions.delete(vms);
    }

    /** Goes to the hardware of a VM. */
    void hardware(VmId vm) {
        navigation.go(new Place.OneVm(vm));
        page.ifPresent(open -> open.open("hardware"));
    }

    /** What the actions for VMs are about now: the VM whose page is open, else those selected in the table. */
    List<Vm> chosen() {
        return switch (navigation.place()) {
            case Place.OneVm(VmId vm) ->
                session.inventory().vm(vm).map(VmRow::vm).stream().toList();
            case Place.Vms _, Place.OneHost _ -> tableModel.selection();
            case Place.Networks _, Place.Storage _, Place.Alerts _, Place.Audit _ -> List.of();
        };
    }

    /** What can be done with VMs. */
    public VmActions actions() {
        return actions;
    }

    /** Where one is. */
    public Navigation navigation() {
        return navigation;
    }

    /** Goes to the table and into its search field. */
    void search() {
        if (root.lookup("#vm-search") == null) {
            navigation.go(new Place.Vms(""));
        }
        Node field = root.lookup("#vm-search");
        if (field != null) {
            field.requestFocus();
        }
    }

    /** What can be done with the table; nothing while another screen is shown. */
    List<TableChores.Chore> chores() {
        return switch (navigation.place()) {
            case Place.Vms _, Place.OneHost _ -> table.chores().all();
            case Place.OneVm _, Place.Networks _, Place.Storage _, Place.Alerts _, Place.Audit _ -> List.of();
        };
    }

    /** Does the one of that id; nothing while another screen is shown. */
    public void chore(String id) {
        chores().stream()
                .filter(chore -> chore.id().equals(id))
                .forEach(chore -> chore.work().run());
    }

    /** A search that finds what the table is about now. */
    private String searched() {
        String typed = tableModel.searchProperty().get().strip();
        return navigation.place() instanceof Place.OneHost(HostId host)
                ? ("host:" + host.text() + " " + typed).strip()
                : typed;
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

    /** Whoever was in the centre stays there: with the screen before, the focus would go to whatever comes first. */
    private void show(Place place) {
        boolean held = holdsFocus();
        fill(place);
        if (held) {
            focus();
        }
    }

    private void fill(Place place) {
        page.ifPresent(VmPage::deactivate);
        page = Optional.empty();
        networks.deactivate();
        pools.deactivate();
        alerts.deactivate();
        switch (place) {
            case Place.Vms vms -> {
                tableModel.scopeProperty().set(vm -> true);
                tableModel.searchProperty().set(vms.search());
                showTable(Optional.empty());
            }
            case Place.OneHost host -> {
                tableModel.searchProperty().set("");
                tableModel.scopeProperty().set(vm -> vm.id().host().equals(host.host()));
                showTable(Optional.of(host.host()));
            }
            case Place.OneVm one ->
                session.inventory().vm(one.vm()).ifPresentOrElse(this::show, () -> navigation.go(new Place.Vms("")));
            case Place.Networks _ -> {
                networks.activate();
                root.getChildren().setAll(networks.root());
            }
            case Place.Storage _ -> {
                pools.activate();
                root.getChildren().setAll(pools.root());
            }
            case Place.Alerts _ -> {
                alerts.activate();
                root.getChildren().setAll(alerts.root());
            }
            case Place.Audit _ -> {
                audit.activate();
                root.getChildren().setAll(audit.root());
            }
        }
    }

    /** Goes to what an alert is about. */
    private void jump(Alert.Target target) {
        switch (target) {
            case Alert.Target.OfHost(HostId host) -> navigation.go(new Place.OneHost(host));
            case Alert.Target.OfVm(VmId vm) -> navigation.go(new Place.OneVm(vm));
            case Alert.Target.OfJob(JobId job) -> openJob(job);
        }
    }

    private void showTable(Optional<HostId> host) {
        hostBar.show(host.map(id -> session.inventory().hosts().get(id)));
        if (isEmpty()) {
            root.getChildren().setAll(noHosts);
        } else {
            BorderPane framed = new BorderPane(table.root());
            hostLoad.show(host);
            framed.setTop(new VBox(hostBar, hostLoad));
            root.getChildren().setAll(framed);
        }
    }

    private boolean isEmpty() {
        return session.infoProperty().get().isPresent()
                && session.inventory().image().hosts().isEmpty();
    }

    @Override
    public void close() {
        page.ifPresent(VmPage::deactivate);
        networks.deactivate();
        pools.deactivate();
        alerts.deactivate();
        watch.stop();
        again.stop();
    }

    private void show(VmRow row) {
        VmSurroundings around = new VmSurroundings(session.inventory().imageProperty(), session.jobs());
        VmPage made = new VmPage(
                row, around, actions, session.asks(), texts, dialogs, job -> {}, onProblem, navigation::back);
        page = Optional.of(made);
        root.getChildren().setAll(made.root());
    }

    private void changed() {
        table.refreshActions();
        // A search by state finds others after a VM changed; looking once a second is soon enough.
        if (!tableModel.searchProperty().get().isBlank() && again.getStatus() != Animation.Status.RUNNING) {
            again.playFromStart();
        }
        switch (navigation.place()) {
            case Place.Vms _ -> {
                if (isEmpty() != root.getChildren().contains(noHosts)) {
                    showTable(Optional.empty());
                }
            }
            case Place.OneHost(HostId host) -> {
                if (session.inventory().hosts().containsKey(host)) {
                    hostBar.show(Optional.of(session.inventory().hosts().get(host)));
                } else {
                    navigation.go(new Place.Vms(""));
                }
            }
            case Place.OneVm _, Place.Networks _, Place.Storage _, Place.Alerts _, Place.Audit _ -> {}
        }
        if (navigation.place() instanceof Place.OneVm(VmId vm)
                && session.inventory().vm(vm).isEmpty()) {
            // one that was migrated is followed to its new host
            navigation.go(session.inventory().image().vms().keySet().stream()
                    .filter(id -> id.uuid().equals(vm.uuid()))
                    .<Place>map(Place.OneVm::new)
                    .findFirst()
                    .orElseGet(() -> new Place.Vms("")));
        }
    }

    /** Opens the dialog that makes a VM. */
    void create() {
        CreateGround ground = new CreateGround(session.inventory().image());
        new CreateDialog(dialogs, texts, session.asks(), ground, new CreateViewModel(texts, ground))
                .open(command -> session.asks().submit(command, job -> {}, onProblem));
    }
}

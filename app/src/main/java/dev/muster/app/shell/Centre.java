package dev.muster.app.shell;

import dev.muster.app.content.Dialogs;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.VmRow;
import dev.muster.app.job.JobsPane;
import dev.muster.app.vm.CreateDialog;
import dev.muster.app.vm.CreateViewModel;
import dev.muster.app.vm.VmActions;
import dev.muster.app.vm.VmPage;
import dev.muster.app.vm.VmTableView;
import dev.muster.app.vm.VmTableViewModel;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.VmId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;

/** The centre: the screen of the place one is at. */
final class Centre {
    private final BridgeSession session;
    private final Texts texts;
    private final Dialogs dialogs;
    private final Consumer<Problem> onProblem;
    private final Navigation navigation = new Navigation();
    private final VmActions actions;
    private final VmTableViewModel tableModel;
    private final VmTableView table;
    private final JobsPane jobs;
    private final StackPane root = new StackPane();
    private Optional<VmPage> page = Optional.empty();

    Centre(BridgeSession session, Texts texts, Dialogs dialogs, Consumer<Problem> onProblem) {
        this.session = session;
        this.texts = texts;
        this.dialogs = dialogs;
        this.onProblem = onProblem;
        this.actions = new VmActions(session.asks(), texts, dialogs, job -> {}, onProblem);
        this.tableModel = new VmTableViewModel(texts, session.inventory().vms());
        this.table =
                new VmTableView(tableModel, actions, texts, id -> navigation.go(new Place.OneVm(id)), this::create);
        this.jobs = new JobsPane(session.jobs(), session.asks(), texts, onProblem);
        session.setOnLog(jobs::heard);
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

    Navigation navigation() {
        return navigation;
    }

    /** Goes to the table and into its search field. */
    void search() {
        if (page.isPresent()) {
            navigation.go(new Place.Vms(""));
        }
        Node field = root.lookup("#vm-search");
        if (field != null) {
            field.requestFocus();
        }
    }

    private void show(Place place) {
        page.ifPresent(VmPage::deactivate);
        page = Optional.empty();
        switch (place) {
            case Place.Vms vms -> {
                tableModel.scopeProperty().set(vm -> true);
                tableModel.searchProperty().set(vms.search());
                root.getChildren().setAll(table.root());
            }
            case Place.OneHost host -> {
                tableModel.searchProperty().set("");
                tableModel.scopeProperty().set(vm -> vm.id().host().equals(host.host()));
                root.getChildren().setAll(table.root());
            }
            case Place.OneVm one -> session.inventory().vm(one.vm()).ifPresent(this::show);
            // Nothing in the window leads to these yet.
            case Place.Networks _, Place.Storage _, Place.AuditTrail _ -> {}
        }
    }

    private void show(VmRow row) {
        VmPage made = new VmPage(
                row,
                actions,
                session.asks(),
                texts,
                dialogs,
                job -> {},
                onProblem,
                () -> navigation.go(new Place.Vms("")));
        page = Optional.of(made);
        root.getChildren().setAll(made.root());
    }

    private void changed() {
        table.refreshActions();
        if (navigation.place() instanceof Place.OneVm(VmId vm)
                && session.inventory().vm(vm).isEmpty()) {
            navigation.go(new Place.Vms(""));
        }
    }

    private void create() {
        InventoryImage image = session.inventory().image();
        CreateViewModel model = new CreateViewModel(
                texts,
                (host, name) -> image.vms().values().stream()
                        .anyMatch(vm -> vm.id().host().equals(host) && vm.name().equals(name)));
        List<HostId> hosts = image.hosts().keySet().stream().sorted().toList();
        new CreateDialog(dialogs, texts, model)
                .open(
                        hosts,
                        host -> image.networks().values().stream()
                                .filter(network -> network.id().host().equals(host))
                                .map(network -> network.name())
                                .sorted()
                                .toList(),
                        () -> session.asks().submit(model.command(), job -> {}, onProblem));
    }
}

package dev.muster.app.shell;

import dev.muster.app.content.EmptyState;
import dev.muster.app.feature.AppAction;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.host.HostBar;
import dev.muster.app.host.HostFeature;
import dev.muster.app.navigation.Place;
import dev.muster.app.settings.SavedSearches;
import dev.muster.app.stats.HostLoadView;
import dev.muster.app.stats.SparkLines;
import dev.muster.app.vm.TableChores;
import dev.muster.app.vm.VmFeature;
import dev.muster.app.vm.VmTableView;
import dev.muster.app.vm.VmTableViewModel;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Vm;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.scene.Parent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** The table of VMs: all of them, or those of one host below what is known of the host; a welcome where there are no hosts. */
final class TablePane {
    private final ConsoleContext context;
    private final BooleanSupplier known;
    private final VmTableViewModel model;
    private final VmTableView table;
    private final HostBar hostBar;
    private final HostLoadView hostLoad;
    private final EmptyState noHosts;
    private final PauseTransition again = new PauseTransition(Duration.seconds(1));
    private final StackPane root = new StackPane();
    private Optional<HostId> host = Optional.empty();

    /**
     * The table.
     *
     * @param known whether the bridge was heard, so that no hosts means no hosts
     */
    TablePane(ConsoleContext context, List<AppAction> actions, SavedSearches searches, BooleanSupplier known) {
        this.context = context;
        this.known = known;
        this.model = new VmTableViewModel(context.texts(), context.inventory().vms());
        this.table = new VmTableView(
                model,
                actions,
                new SparkLines(context.asks()),
                context.texts(),
                id -> context.navigation().go(new Place.OneVm(id)),
                () -> VmFeature.create(context),
                new TableChores.Setup(
                        context.dialogs(),
                        context.settings(),
                        searches,
                        this::searched,
                        saved -> context.navigation().go(new Place.Vms(saved.search())),
                        context.onProblem(),
                        context.asks().ui()));
        this.hostBar = new HostBar(context.asks(), context.texts(), context.dialogs(), context.onProblem());
        this.hostLoad = new HostLoadView(
                context.asks(),
                context.texts(),
                id -> context.inventory().vm(id).map(row -> row.vm().name()).orElse(""),
                id -> context.navigation().go(new Place.OneVm(id)));
        this.noHosts = new EmptyState(
                "no-hosts",
                context.texts().get("host.none.title"),
                context.texts().get("host.none.text"),
                context.texts().get("host.connect.title"),
                () -> HostFeature.connect(context));
        again.setOnFinished(event -> model.filter());
    }

    Parent root() {
        return root;
    }

    /** Shows the VMs a search finds. */
    void show(Place.Vms vms) {
        model.scopeProperty().set(vm -> true);
        model.searchProperty().set(vms.search());
        host = Optional.empty();
        fill();
    }

    /** Shows the VMs of a host. */
    void show(Place.OneHost one) {
        model.searchProperty().set("");
        model.scopeProperty().set(vm -> vm.id().host().equals(one.host()));
        host = Optional.of(one.host());
        fill();
    }

    /** The VMs that are selected. */
    List<Vm> selection() {
        return model.selection();
    }

    /** What can be done with the table. */
    List<TableChores.Chore> chores() {
        return table.chores().all();
    }

    /** Takes over that something in the inventory changed. */
    void changed() {
        table.refreshActions();
        table.refuseCreate(VmFeature.createRefusal(context));
        // A search by state finds others after a VM changed; looking once a second is soon enough.
        if (!model.searchProperty().get().isBlank() && again.getStatus() != Animation.Status.RUNNING) {
            again.playFromStart();
        }
        host.ifPresentOrElse(
                id -> hostBar.show(
                        Optional.ofNullable(context.inventory().hosts().get(id))),
                () -> {
                    if (isEmpty() != root.getChildren().contains(noHosts)) {
                        fill();
                    }
                });
    }

    void close() {
        again.stop();
    }

    private void fill() {
        hostBar.show(host.map(id -> context.inventory().hosts().get(id)));
        if (isEmpty()) {
            root.getChildren().setAll(noHosts);
        } else {
            BorderPane framed = new BorderPane(table.root());
            hostLoad.show(host);
            framed.setTop(new VBox(hostBar, hostLoad));
            root.getChildren().setAll(framed);
        }
    }

    /** A search that finds what the table is about now. */
    private String searched() {
        String typed = model.searchProperty().get().strip();
        return host.map(id -> ("host:" + id.text() + " " + typed).strip()).orElse(typed);
    }

    private boolean isEmpty() {
        return known.getAsBoolean() && context.inventory().image().hosts().isEmpty();
    }
}

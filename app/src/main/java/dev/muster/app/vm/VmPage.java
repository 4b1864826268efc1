package dev.muster.app.vm;

import dev.muster.app.ask.Asks;
import dev.muster.app.console.ConsoleTab;
import dev.muster.app.content.ContentStyle;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.StateLabel;
import dev.muster.app.hardware.HardwareSurroundings;
import dev.muster.app.hardware.HardwareView;
import dev.muster.app.hardware.HardwareViewModel;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.VmRow;
import dev.muster.app.job.JobRow;
import dev.muster.app.job.JobsPane;
import dev.muster.app.snapshot.SnapshotsView;
import dev.muster.app.snapshot.SnapshotsViewModel;
import dev.muster.app.stats.StatsView;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.value.ChangeListener;
import javafx.collections.transformation.FilteredList;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** One VM: its name and state, what can be done with it, and its tabs. */
public final class VmPage {
    private final VmRow row;
    private final Texts texts;
    private final PowerBar power;
    private final StateLabel state = new StateLabel();
    private final Label name = new Label();
    private final Label host = new Label();
    private final SummaryView summary;
    private final SerialView serial;
    private final ConsoleTab console;
    private final StatsView stats;
    private final BorderPane root = new BorderPane();
    private final VmSurroundings around;
    private final NicsView nics;
    private final DisksView disks;
    private final JobsPane jobs;
    private final FilteredList<JobRow> ownJobs;
    private final SnapshotsViewModel snapshots;
    private boolean snapshotsShown;
    private final HardwareViewModel hardware;
    private boolean hardwareShown;
    private final ChangeListener<InventoryImage> onImage = (of, was, is) -> around(was, is);
    private final ChangeListener<Vm> onVm = (of, was, is) -> fill(is);

    /** The page of one VM. */
    public VmPage(
            VmRow row,
            VmSurroundings around,
            VmActions actions,
            Asks asks,
            Texts texts,
            Dialogs dialogs,
            Consumer<JobId> onJob,
            Consumer<Problem> onProblem,
            Runnable onBack) {
        this.row = row;
        this.around = around;
        this.nics = new NicsView(texts);
        this.disks = new DisksView(asks, texts);
        this.ownJobs = new FilteredList<>(around.jobs().rows(), job -> VmJobs.about(job.job(), row.id()));
        this.jobs = new JobsPane(around.jobs(), asks, texts, onProblem, "vm-jobs", ownJobs);
        this.texts = texts;
        this.snapshots = new SnapshotsViewModel(asks, row.id(), texts, onJob, onProblem);
        this.hardware = new HardwareViewModel(asks, row.id(), texts, onJob, onProblem);
        this.power = new PowerBar(actions, texts, () -> List.of(row.vm()));
        this.summary = new SummaryView(
                texts,
                vm -> new EditDialog(dialogs, texts)
                        .open(new EditViewModel(texts, vm), command -> asks.submit(command, onJob, onProblem)));
        this.console = new ConsoleTab(row, asks, texts, onProblem);
        this.serial = new SerialView(new SerialViewModel(asks, row.id()), texts);
        this.stats = new StatsView(asks, row::vm, texts);
        XmlView xml = new XmlView(asks, row.id(), texts, dialogs, onJob, onProblem);
        root.setId("vm-page");
        root.getStylesheets().add(ContentStyle.sheet());
        root.setTop(header(onBack));
        Tab xmlTab = tab("xml", xml.root());
        xmlTab.selectedProperty().addListener((of, was, is) -> {
            if (is) {
                xml.load();
            }
        });
        Tab statsTab = tab("stats", stats.root());
        statsTab.selectedProperty().addListener((of, was, is) -> stats.setActive(is));
        Tab serialTab = tab("serial", serial.root());
        serialTab.selectedProperty().addListener((of, was, is) -> serial.setActive(is));
        Tab consoleTab = tab("console", console.root());
        consoleTab.selectedProperty().addListener((of, was, is) -> console.setActive(is));
        Tab disksTab = tab("storage", disks.root());
        disksTab.selectedProperty().addListener((of, was, is) -> {
            if (is) {
                disks.load();
            }
        });
        Tab snapshotsTab = tab(
                "snapshots",
                new SnapshotsView(snapshots, texts, dialogs, () -> row.vm().name()).root());
        snapshotsTab.selectedProperty().addListener((of, was, is) -> {
            snapshotsShown = is;
            loadSnapshots();
        });
        HardwareSurroundings connected =
                new HardwareSurroundings(row::vm, () -> around.image().getValue());
        Tab hardwareTab = tab("hardware", new HardwareView(hardware, connected, texts, dialogs).root());
        hardwareTab.selectedProperty().addListener((of, was, is) -> {
            hardwareShown = is;
            loadHardware();
        });
        // a row moves when its job ends, also one that somebody else asked for
        ownJobs.addListener((InvalidationListener) of -> {
            loadSnapshots();
            loadHardware();
        });
        ScrollPane scroll = new ScrollPane(summary.root());
        scroll.setFitToWidth(true);
        TabPane tabs = new TabPane(
                tab("summary", scroll),
                consoleTab,
                statsTab,
                hardwareTab,
                tab("network", nics.root()),
                disksTab,
                snapshotsTab,
                tab("jobs", jobs.root()),
                xmlTab,
                serialTab);
        tabs.setId("vm-tabs");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        root.setCenter(tabs);
        row.vmProperty().addListener(onVm);
        around.image().addListener(onImage);
        power.listenOn(root);
        fill(row.vm());
    }

    /** The node to be shown. */
    public Parent root() {
        return root;
    }

    /** Lets go of the VM and of the clock of the serial output. */
    public void deactivate() {
        row.vmProperty().removeListener(onVm);
        around.image().removeListener(onImage);
        ownJobs.setPredicate(job -> false);
        serial.setActive(false);
        snapshotsShown = false;
        hardwareShown = false;
        console.setActive(false);
        stats.setActive(false);
    }

    /** Takes over a line that a job logged. */
    public void heard(JobId job, LogLine line) {
        jobs.heard(job, line);
    }

    private void around(InventoryImage was, InventoryImage is) {
        if (!was.networks().equals(is.networks())) {
            nics.show(row.vm(), is);
        }
        if (!was.volumes().equals(is.volumes()) || !was.pools().equals(is.pools())) {
            disks.show(row.vm(), is);
        }
    }

    /** Shows one of its tabs, by its id without {@code tab-}. */
    public void open(String tab) {
        if (root.getCenter() instanceof TabPane tabs) {
            tabs.getTabs().stream()
                    .filter(each -> ("tab-" + tab).equals(each.getId()))
                    .forEach(each -> tabs.getSelectionModel().select(each));
        }
    }

    private void loadHardware() {
        if (hardwareShown) {
            hardware.load();
        }
    }

    private void loadSnapshots() {
        if (snapshotsShown) {
            snapshots.load();
        }
    }

    private HBox header(Runnable onBack) {
        Button back = new Button("‹ " + texts.get("vm.title"));
        back.setId("vm-back");
        back.getStyleClass().add("flat");
        back.setMinWidth(Region.USE_PREF_SIZE);
        back.setOnAction(event -> onBack.run());
        name.getStyleClass().add("page-title");
        name.setId("vm-name");
        host.getStyleClass().add("text-muted");
        host.setMinWidth(Region.USE_PREF_SIZE);
        state.setId("vm-state");
        state.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox header = new HBox(12, back, name, state, host, gap, power.bar());
        header.setAlignment(Pos.CENTER_LEFT);
        header.getStyleClass().add("pane-header");
        return header;
    }

    private Tab tab(String id, javafx.scene.Node content) {
        Tab tab = new Tab(texts.get("vm.tab." + id), content);
        tab.setId("tab-" + id);
        return tab;
    }

    private void fill(Vm vm) {
        name.setText(vm.name());
        host.setText(texts.get("vm.on", vm.id().host().text()));
        state.show(VmTones.of(vm.state()), new PowerRules(texts).stateWord(vm.state()));
        summary.show(vm);
        nics.show(vm, around.image().getValue());
        disks.show(vm, around.image().getValue());
        power.update();
        loadHardware();
        loadSnapshots();
    }
}

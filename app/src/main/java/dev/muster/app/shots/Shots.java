package dev.muster.app.shots;

import dev.muster.app.i18n.Texts;
import dev.muster.app.navigation.Place;
import dev.muster.app.platform.FxThread;
import dev.muster.app.recovery.SamplePlans;
import dev.muster.app.settings.SavedSearches;
import dev.muster.app.settings.Settings;
import dev.muster.app.shell.BridgeSession;
import dev.muster.app.shell.Centre;
import dev.muster.app.shell.MainWindow;
import dev.muster.app.theme.Theme;
import dev.muster.app.theme.Themes;
import dev.muster.bridge.open.ReportTransfers;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.inventory.VmState;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.ReportFormat;
import dev.muster.model.report.ReportKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.shape.Polyline;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Duration;

/** Renders the screens over sample data, light and dark, in each language, one after the other. */
public final class Shots {
    private static final int PATIENCE = 20;
    private static final Duration REST = Duration.millis(350);

    private final Path directory;
    private final FxThread ui;
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private Optional<Stage> stage = Optional.empty();
    private Optional<MainWindow> window = Optional.empty();
    private Optional<BridgeSession> session = Optional.empty();

    /** Pictures for that directory. */
    public Shots(Path directory, FxThread ui) {
        this.directory = directory;
        this.ui = ui;
    }

    /** Takes them all; {@code done} runs after the last. */
    public void take(Runnable done) {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            for (Theme theme : Theme.values()) {
                String suffix = "-" + theme.word() + "-" + locale.getLanguage();
                steps.add(() -> open(new SampleBridge(), locale, theme));
                steps.add(() -> awaitLines(PATIENCE));
                steps.add(() -> shoot("main" + suffix));
                screens(suffix);
                steps.add(() -> open(SampleBridge.withoutHosts(), locale, theme));
                steps.add(() -> shoot("no-hosts" + suffix));
            }
        }
        steps.add(() -> stage.ifPresent(Stage::close));
        steps.add(done);
        next();
    }

    private void screens(String suffix) {
        steps.add(() -> centre().navigation().go(new Place.OneVm(running().id())));
        steps.add(() -> shoot("vm" + suffix));
        for (String tab : List.of("stats", "network", "storage", "snapshots", "backups", "jobs")) {
            steps.add(() -> tab("tab-" + tab));
            steps.add(() -> shoot("vm-" + tab + suffix));
        }
        steps.add(() -> tab("tab-hardware"));
        steps.add(this::stageHardware);
        steps.add(() -> shoot("vm-hardware" + suffix));
        steps.add(() -> press("#hardware-review"));
        dialog("hardware-review" + suffix);
        steps.add(() -> hardware("boot"));
        steps.add(() -> shoot("vm-boot-order" + suffix));
        steps.add(() -> tab("tab-xml"));
        steps.add(this::editXml);
        steps.add(() -> shoot("vm-xml" + suffix));
        steps.add(() -> press("#xml-review"));
        dialog("xml-review" + suffix);
        steps.add(() -> tab("tab-console"));
        steps.add(() -> awaitConsole(PATIENCE));
        steps.add(() -> shoot("console-vnc" + suffix));
        steps.add(() -> press("#console-text"));
        steps.add(() -> awaitConsole(PATIENCE));
        steps.add(() -> shoot("console-text" + suffix));
        steps.add(
                () -> centre().navigation().go(new Place.OneHost(running().id().host())));
        steps.add(this::openLoad);
        steps.add(() -> shoot("host" + suffix));
        clusters(suffix);
        steps.add(() -> centre().navigation().go(new Place.Screen("networks")));
        steps.add(() -> shoot("networks" + suffix));
        steps.add(() -> press("#network-create"));
        dialog("network-create" + suffix);
        steps.add(() -> centre().navigation().go(new Place.Screen("storage")));
        steps.add(() -> shoot("storage" + suffix));
        steps.add(() -> press("#pool-create"));
        dialog("pool-create" + suffix);
        steps.add(() -> press("#volume-create"));
        dialog("volume-create" + suffix);
        backups(suffix);
        groups(suffix);
        plans(suffix);
        findings(suffix);
        reports(suffix);
        steps.add(() -> centre().navigation().go(new Place.Screen("alerts")));
        steps.add(() -> shoot("alerts" + suffix));
        steps.add(() -> centre().navigation().go(new Place.Screen("audit")));
        steps.add(() -> shoot("audit" + suffix));
        steps.add(() -> centre().navigation().go(new Place.Vms("")));
        steps.add(() -> session().jobs().rows().stream()
                .filter(row -> row.job().problem().isPresent())
                .findFirst()
                .ifPresent(row -> centre().openJob(row.id())));
        steps.add(() -> shoot("jobs" + suffix));
        steps.add(this::selectSeveral);
        steps.add(() -> shoot("several-selected" + suffix));
        steps.add(() -> centre().act("power.suspend", active()));
        dialog("suspend-many" + suffix);
        steps.add(() -> press("#connect-open"));
        dialog("connect" + suffix);
        steps.add(() -> press("#bridge-open"));
        dialog("bridge" + suffix);
        steps.add(() -> window.orElseThrow().palette(""));
        dialog("palette" + suffix);
        steps.add(() -> centre().chore("table-columns"));
        dialog("columns" + suffix);
        steps.add(() -> window.orElseThrow().preferences());
        dialog("preferences" + suffix);
        steps.add(() -> centre().chore("table-save-search"));
        dialog("save-search" + suffix);
        steps.add(() -> press("#vm-create"));
        steps.add(() -> write("#create-name", "web-20"));
        steps.add(() -> write("#create-iso", "/var/lib/libvirt/images/debian-13.iso"));
        steps.add(() -> top().ifPresent(scene -> write(scene, "create" + suffix)));
        steps.add(() -> top().map(scene -> scene.lookup("#create-go")).ifPresent(button -> ((Button) button).fire()));
        dialog("create-review" + suffix);
        steps.add(() -> centre().act("vm.delete", List.of(running())));
        dialog("delete" + suffix);
        steps.add(() -> centre().act("life.note", List.of(running())));
        dialog("notes" + suffix);
        steps.add(() -> centre().act("life.rename", List.of(off())));
        dialog("rename" + suffix);
        steps.add(() -> centre().act("life.clone", List.of(off())));
        dialog("clone" + suffix);
        steps.add(() -> centre().act("life.migrate", List.of(running())));
        dialog("migrate" + suffix);
    }

    private void clusters(String suffix) {
        steps.add(() -> centre().navigation().go(new Place.Screen("clusters")));
        steps.add(() -> shoot("clusters" + suffix));
        steps.add(() -> press("#clusters-deploy"));
        dialog("cluster-deploy" + suffix);
        steps.add(() -> press("#lane-db-fewer"));
        steps.add(() -> press("#lane-db-scale"));
        dialog("cluster-scale" + suffix);
        steps.add(() -> press("#clusters-new"));
        dialog("cluster-new" + suffix);
        steps.add(() -> press("#clusters-import"));
        dialog("cluster-import" + suffix);
        steps.add(() -> centre().navigation().go(new Place.Screen("artifacts")));
        steps.add(() -> shoot("artifacts" + suffix));
        steps.add(() -> press("#artifact-upload-open"));
        dialog("artifact-upload" + suffix);
        steps.add(() -> centre().context().openTab().accept(stopped().id(), "boot"));
        steps.add(() -> shoot("vm-boot" + suffix));
    }

    private void backups(String suffix) {
        steps.add(() -> centre().navigation().go(new Place.Screen("backups")));
        steps.add(() -> row("#backups-table", "web-10"));
        steps.add(() -> shoot("backups" + suffix));
        steps.add(() -> press("#backups-now"));
        dialog("backup-run" + suffix);
        restore(suffix);
        steps.add(() -> row("#backups-table", "db-19"));
        steps.add(() -> shoot("backups-not-booted" + suffix));
        steps.add(() -> press("#backups-point-boot-screen"));
        dialog("boot-screen" + suffix);
        steps.add(() -> press("#backups-point-backup-boot"));
        dialog("boot" + suffix);
        steps.add(() -> row("#backups-table", "mail-13"));
        steps.add(() -> shoot("backups-failed" + suffix));
        steps.add(() -> row("#backups-table", "cache-214"));
        steps.add(() -> shoot("backups-never" + suffix));
        steps.add(() -> select("#backups-tabs", "backups-tab-repositories"));
        steps.add(() -> shoot("repositories" + suffix));
        steps.add(() -> press("#repository-add-open"));
        steps.add(() -> write("#repository-name", "Weekly"));
        steps.add(() -> write("#repository-path", "/srv/backups/weekly"));
        dialog("repository-add" + suffix);
        steps.add(() -> press("#repository-remove"));
        dialog("repository-remove" + suffix);
        steps.add(() -> select("#backups-tabs", "backups-tab-schedules"));
        steps.add(() -> row("#schedules-table", "mail-offsite"));
        steps.add(() -> shoot("schedules" + suffix));
        steps.add(() -> press("#schedule-edit"));
        dialog("schedule-edit" + suffix);
    }

    private void plans(String suffix) {
        steps.add(() -> centre().navigation().go(new Place.Screen("plans")));
        steps.add(() -> item("#plans-list", 2));
        steps.add(() -> item("#plan-lanes", 3));
        steps.add(() -> shoot("plan" + suffix));
        steps.add(() -> press("#plan-test"));
        dialog("plan-test" + suffix);
        steps.add(() -> press("#plan-recover"));
        dialog("plan-recover" + suffix);
        steps.add(() -> select("#plan-tabs", "plan-tab-health"));
        steps.add(() -> shoot("plan-health" + suffix));
        steps.add(() -> select("#plan-tabs", "plan-tab-history"));
        steps.add(() -> shoot("plan-history" + suffix));
        steps.add(() -> session().jobs().put(SamplePlans.running()));
        steps.add(() -> select("#plan-tabs", "plan-tab-run"));
        steps.add(() -> shoot("plan-run" + suffix));
        steps.add(() -> select("#plan-tabs", "plan-tab-versions"));
        steps.add(() -> shoot("plan-versions" + suffix));
        steps.add(() -> press("#plan-new-open"));
        dialog("plan-new" + suffix);
        steps.add(() -> select("#plan-tabs", "plan-tab-editor"));
        steps.add(() -> item("#plans-list", 1));
        steps.add(() -> shoot("plan-faults" + suffix));
        steps.add(() -> item("#plans-list", 0));
        steps.add(() -> shoot("plan-standing" + suffix));
    }

    private void findings(String suffix) {
        steps.add(() -> centre().navigation().go(new Place.Screen("findings")));
        steps.add(() -> shoot("findings" + suffix));
        steps.add(() -> press("#finding-edit-open"));
        dialog("finding-edit" + suffix);
        steps.add(() -> press("#finding-accept"));
        dialog("finding-accept" + suffix);
        steps.add(() -> press("#finding-raise-open"));
        steps.add(() -> write("#finding-raise-title", "web-2 answers, but its certificate has expired"));
        dialog("finding-raise" + suffix);
        steps.add(() -> select("#findings-tabs", "findings-tab-coverage"));
        steps.add(() -> shoot("findings-coverage" + suffix));
    }

    private void reports(String suffix) {
        steps.add(() -> centre().navigation().go(new Place.Screen("reports")));
        steps.add(() -> shoot("reports" + suffix));
        steps.add(() -> press("#report-make-open"));
        steps.add(() -> choose("#report-make-kind", ReportKind.JOB));
        steps.add(() -> write("#report-make-about", "sample-2"));
        steps.add(() -> {}); // the preview is asked for once nothing was typed for a while
        dialog("report-make" + suffix);
        steps.add(() -> select("#reports-tabs", "reports-tab-scheduled"));
        steps.add(() -> shoot("reports-scheduled" + suffix));
        steps.add(() -> press("#report-schedule-new"));
        steps.add(() -> write("#report-make-name", "hosts"));
        dialog("report-schedule" + suffix);
        steps.add(() -> select("#reports-tabs", "reports-tab-check"));
        steps.add(this::checkChanged);
        steps.add(() -> {}); // it is read in the background
        steps.add(() -> shoot("report-check" + suffix));
    }

    /** Checks a report of which a byte was changed after it was made. */
    private void checkChanged() {
        Scene scene = window.orElseThrow().scene();
        if (scene.lookup("#report-check-path") instanceof TextField path) {
            try {
                Path file = Files.createDirectories(directory).resolve("handed-out.json");
                MadeReport report = session().inventory().image().objects(MadeReport.class).values().stream()
                        .findFirst()
                        .orElseThrow();
                byte[] content = ReportTransfers.fetch(new SampleBridge(), report.id(), ReportFormat.JSON);
                content[content.length / 2] ^= 1;
                path.setText(Files.write(file, content).toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        press("#report-check-go");
    }

    /** Chooses a value of a drop-down of the dialog that is open. */
    private <T> void choose(String id, T value) {
        top().map(scene -> scene.lookup(id)).ifPresent(found -> {
            @SuppressWarnings("unchecked") // the caller knows what it chooses from
            ComboBox<T> box = (ComboBox<T>) found;
            box.setValue(value);
        });
    }

    private void groups(String suffix) {
        steps.add(() -> centre().navigation().go(new Place.Screen("groups")));
        steps.add(() -> item("#groups-list", 2));
        steps.add(() -> shoot("groups" + suffix));
        steps.add(() -> item("#group-sets-table", 2));
        steps.add(() -> shoot("group-missing" + suffix));
        steps.add(() -> item("#group-sets-table", 0));
        steps.add(() -> press("#group-set-restore"));
        steps.add(() -> choose("#group-restore-mode-replace"));
        steps.add(() -> top().ifPresent(scene -> write(scene, "group-restore" + suffix)));
        steps.add(() ->
                top().map(scene -> scene.lookup("#group-restore-go")).ifPresent(button -> ((Button) button).fire()));
        dialog("group-restore-review" + suffix);
        steps.add(() -> select("#group-tabs", "group-tab-members"));
        steps.add(() -> shoot("group-members" + suffix));
        steps.add(() -> press("#group-edit-open"));
        dialog("group-edit" + suffix);
    }

    /** Chooses a row of a list or a table. */
    private void item(String id, int index) {
        switch (window.orElseThrow().scene().lookup(id)) {
            case ListView<?> list -> list.getSelectionModel().select(index);
            case TableView<?> table -> table.getSelectionModel().select(index);
            case null, default -> throw new IllegalStateException(id);
        }
    }

    private void restore(String suffix) {
        steps.add(() -> press("#backups-point-backup-restore"));
        steps.add(() -> write("#restore-name", "web-10-test"));
        steps.add(() -> top().ifPresent(scene -> write(scene, "restore" + suffix)));
        steps.add(() -> top().map(scene -> scene.lookup("#restore-go")).ifPresent(button -> ((Button) button).fire()));
        dialog("restore-review" + suffix);
        steps.add(() -> row("#backups-table", "db-19"));
        steps.add(() -> press("#backups-point-backup-restore"));
        steps.add(() -> choose("#restore-kind-in-place"));
        steps.add(() -> top().map(scene -> scene.lookup("#restore-go")).ifPresent(button -> ((Button) button).fire()));
        dialog("restore-in-place" + suffix);
        steps.add(() -> centre().act("backup.move", List.of(off())));
        dialog("move-out" + suffix);
    }

    /** Takes a choice of the dialog that is open. */
    private void choose(String choice) {
        top().map(scene -> scene.lookup(choice)).ifPresent(found -> ((ToggleButton) found).setSelected(true));
    }

    /** Chooses the row of a table with that text in one of its cells. */
    private void row(String table, String text) {
        if (window.orElseThrow().scene().lookup(table) instanceof TableView<?> found) {
            for (int row = 0; row < found.getItems().size(); row++) {
                int at = row;
                if (found.getColumns().stream()
                        .anyMatch(
                                column -> String.valueOf(column.getCellData(at)).contains("name=" + text + ","))) {
                    found.getSelectionModel().select(at);
                    found.scrollTo(Math.max(0, at - 2));
                }
            }
        }
    }

    private dev.muster.model.inventory.Vm stopped() {
        return session().inventory().image().vms().values().stream()
                .filter(vm -> vm.name().equals("db-21"))
                .findFirst()
                .orElseThrow();
    }

    /** Types into a field of the dialog that is open. */
    private void write(String field, String text) {
        top().map(scene -> scene.lookup(field)).ifPresent(found -> ((TextField) found).setText(text));
    }

    private void dialog(String name) {
        steps.add(() -> top().ifPresent(scene -> write(scene, name)));
        steps.add(() -> top().ifPresent(scene -> scene.getWindow().hide()));
    }

    private List<dev.muster.model.inventory.Vm> active() {
        return session().inventory().image().vms().values().stream()
                .filter(vm -> vm.state() == VmState.RUNNING)
                .toList();
    }

    private dev.muster.model.inventory.Vm off() {
        return session().inventory().image().vms().values().stream()
                .filter(vm -> vm.state() == VmState.OFF && !vm.savedState())
                .findFirst()
                .orElseThrow();
    }

    private dev.muster.model.inventory.Vm running() {
        return session().inventory().image().vms().values().stream()
                .filter(vm -> vm.state() == VmState.RUNNING && vm.name().startsWith("web"))
                .findFirst()
                .orElseThrow();
    }

    private void open(HypervisorBridge bridge, Locale locale, Theme theme) {
        stage.ifPresent(Stage::close);
        session.ifPresent(BridgeSession::close);
        Stage made = new Stage();
        Themes themes = new Themes(Optional.of(theme), chosen -> {});
        Settings settings = new Settings(Optional.empty());
        SavedSearches searches = new SavedSearches(settings);
        searches.put(new SavedSearches.Saved("Databases that run", "db state:running"));
        searches.put(new SavedSearches.Saved("Production", "tag:prod"));
        MainWindow fresh = new MainWindow(made, new Texts(locale), themes, settings, (address, code) -> {});
        BridgeSession opened = new BridgeSession(bridge, ui);
        stage = Optional.of(made);
        window = Optional.of(fresh);
        session = Optional.of(opened);
        fresh.show();
        fresh.opened(opened);
        opened.start(() -> {}, fresh::toast);
    }

    private void next() {
        PauseTransition pause = new PauseTransition(REST);
        pause.setOnFinished(event -> {
            steps.pop().run();
            if (!steps.isEmpty()) {
                next();
            }
        });
        pause.play();
    }

    private Centre centre() {
        return window.flatMap(MainWindow::centre).orElseThrow();
    }

    private BridgeSession session() {
        return session.orElseThrow();
    }

    private void tab(String id) {
        select("#vm-tabs", id);
    }

    private void select(String pane, String id) {
        if (window.orElseThrow().scene().lookup(pane) instanceof TabPane tabs) {
            tabs.getTabs().stream()
                    .filter(tab -> id.equals(tab.getId()))
                    .forEach(tab -> tabs.getSelectionModel().select(tab));
        }
    }

    /** A few changes of each sort, the network interface in view. */
    private void stageHardware() {
        Scene scene = window.orElseThrow().scene();
        hardware("cpu");
        if (scene.lookup("#hardware-vcpus") instanceof TextField field) {
            field.setText("6");
        }
        hardware("firmware");
        if (scene.lookup("#hardware-firmware") instanceof ComboBox<?> box) {
            box.getSelectionModel().select(2);
        }
        if (scene.lookup("#hardware-add") instanceof MenuButton add) {
            add.getItems().get(2).fire();
            add.getItems().getFirst().fire();
        }
    }

    private void hardware(String id) {
        if (window.orElseThrow().scene().lookup("#hardware-list") instanceof ListView<?> list) {
            int index = switch (id) {
                case "cpu" -> 0;
                case "firmware" -> 2;
                default -> 3;
            };
            list.getSelectionModel().clearAndSelect(index);
            list.scrollTo(0);
            window.orElseThrow().scene().getRoot().applyCss();
        }
    }

    private void editXml() {
        if (window.orElseThrow().scene().lookup("#vm-xml") instanceof TextArea text) {
            text.setText(text.getText().replace("bus='virtio'", "bus='scsi'").replace("'vda'", "'sda'"));
        }
    }

    /** Comes back to this step until the console is open; its status ends in an ellipsis while it is being opened. */
    private void awaitConsole(int tries) {
        boolean opening = window.orElseThrow().scene().lookup("#console-status") instanceof Label status
                && status.getText().endsWith("…");
        if (opening && tries > 0) {
            steps.push(() -> awaitConsole(tries - 1));
        }
    }

    /** Comes back to this step until the table shows how busy VMs were. */
    private void awaitLines(int tries) {
        boolean drawn = window.orElseThrow().scene().getRoot().lookupAll(".spark-line").stream()
                .anyMatch(node ->
                        node instanceof Polyline line && !line.getPoints().isEmpty());
        if (!drawn && tries > 0) {
            steps.push(() -> awaitLines(tries - 1));
        }
    }

    private void openLoad() {
        if (window.orElseThrow().scene().lookup("#host-load") instanceof TitledPane load) {
            load.setExpanded(true);
        }
    }

    private void selectSeveral() {
        if (window.orElseThrow().scene().lookup("#vm-table") instanceof TableView<?> table) {
            table.getSelectionModel().selectRange(2, 7);
        }
    }

    private void press(String button) {
        if (window.orElseThrow().scene().lookup(button) instanceof ButtonBase found) {
            found.fire();
        }
    }

    /** The scene of the dialog that is open. */
    private Optional<Scene> top() {
        return Window.getWindows().stream()
                .filter(each -> !stage.equals(Optional.of(each)) && each.isShowing())
                .map(Window::getScene)
                .findFirst();
    }

    private void shoot(String name) {
        write(window.orElseThrow().scene(), name);
    }

    /** As it is, and as a screen of twice the density shows it. */
    private void write(Scene scene, String name) {
        try {
            Snapshots.write(scene, 1, directory.resolve(name + ".png"));
            Snapshots.write(scene, 2, directory.resolve("2x").resolve(name + ".png"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.muster.app.shots;

import dev.muster.app.i18n.Texts;
import dev.muster.app.platform.FxThread;
import dev.muster.app.settings.SavedSearches;
import dev.muster.app.settings.Settings;
import dev.muster.app.shell.BridgeSession;
import dev.muster.app.shell.Centre;
import dev.muster.app.shell.MainWindow;
import dev.muster.app.shell.Place;
import dev.muster.app.theme.Theme;
import dev.muster.app.theme.Themes;
import dev.muster.app.vm.LifeActions;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.inventory.VmState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TabPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Duration;

/** Renders the screens over sample data, light and dark, in each language, one after the other. */
public final class Shots {
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
                steps.add(() -> shoot("main" + suffix, 1));
                steps.add(() -> shoot("main-2x" + suffix, 2));
                screens(suffix);
                steps.add(() -> open(SampleBridge.withoutHosts(), locale, theme));
                steps.add(() -> shoot("no-hosts" + suffix, 1));
            }
        }
        steps.add(() -> stage.ifPresent(Stage::close));
        steps.add(done);
        next();
    }

    private void screens(String suffix) {
        steps.add(() -> centre().navigation().go(new Place.OneVm(running().id())));
        steps.add(() -> shoot("vm" + suffix, 1));
        for (String tab : List.of("stats", "network", "storage", "snapshots", "jobs")) {
            steps.add(() -> tab("tab-" + tab));
            steps.add(() -> shoot("vm-" + tab + suffix, 1));
        }
        steps.add(() -> tab("tab-console"));
        steps.add(() -> shoot("console-vnc" + suffix, 1));
        steps.add(() -> press("#console-serial"));
        steps.add(() -> shoot("console-text" + suffix, 1));
        steps.add(() -> centre().navigation().go(new Place.Networks()));
        steps.add(() -> shoot("networks" + suffix, 1));
        steps.add(() -> centre().navigation().go(new Place.Storage()));
        steps.add(() -> shoot("storage" + suffix, 1));
        steps.add(() -> centre().navigation().go(new Place.Alerts()));
        steps.add(() -> shoot("alerts" + suffix, 1));
        steps.add(() -> centre().navigation().go(new Place.Audit()));
        steps.add(() -> shoot("audit" + suffix, 1));
        steps.add(() -> centre().navigation().go(new Place.Vms("")));
        steps.add(() -> session().jobs().rows().stream()
                .filter(row -> row.job().problem().isPresent())
                .findFirst()
                .ifPresent(row -> centre().openJob(row.id())));
        steps.add(() -> shoot("jobs" + suffix, 1));
        steps.add(() -> press("#connect-open"));
        dialog("connect" + suffix);
        steps.add(() -> window.orElseThrow().palette(""));
        dialog("palette" + suffix);
        steps.add(() -> centre().chore("table-columns"));
        dialog("columns" + suffix);
        steps.add(() -> centre().chore("table-save-search"));
        dialog("save-search" + suffix);
        steps.add(() -> press("#vm-create"));
        dialog("create" + suffix);
        steps.add(() -> centre().delete(List.of(running())));
        dialog("delete" + suffix);
        steps.add(() -> centre().actions().life().act(LifeActions.Action.NOTE, List.of(running())));
        dialog("notes" + suffix);
        steps.add(() -> centre().actions().life().act(LifeActions.Action.RENAME, List.of(off())));
        dialog("rename" + suffix);
    }

    private void dialog(String name) {
        steps.add(() -> top().ifPresent(scene -> write(scene, 1, name)));
        steps.add(() -> top().ifPresent(scene -> scene.getWindow().hide()));
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
        if (window.orElseThrow().scene().lookup("#vm-tabs") instanceof TabPane tabs) {
            tabs.getTabs().stream()
                    .filter(tab -> id.equals(tab.getId()))
                    .forEach(tab -> tabs.getSelectionModel().select(tab));
        }
    }

    private void press(String button) {
        if (window.orElseThrow().scene().lookup(button) instanceof Button found) {
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

    private void shoot(String name, double scale) {
        write(window.orElseThrow().scene(), scale, name);
    }

    private void write(Scene scene, double scale, String name) {
        try {
            Snapshots.write(scene, scale, directory.resolve(name + ".png"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.feature.AppAction;
import dev.muster.app.feature.Screen;
import dev.muster.app.i18n.Texts;
import dev.muster.app.navigation.Place;
import dev.muster.app.platform.FxThread;
import dev.muster.app.settings.Settings;
import dev.muster.app.testing.Operator;
import dev.muster.app.theme.Theme;
import dev.muster.app.theme.Themes;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumnBase;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A German window is German throughout: every screen, tab, dialog, action, tooltip and what a screen reader says. */
@Tag("toolkit")
class GermanWindowTest {
    /** Words that an English sentence has and no German one. */
    private static final Pattern ENGLISH = Pattern.compile(
            "\\b(the|is|are|of|and|cannot|with|has|its|from|this|that|does|be|nothing|on|by|create|delete|wait|look|waiting"
                    + "|show|select|not|no|it)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern KEYS = Pattern.compile(" \\([A-Za-z+0-9]+\\)$");
    /** What machines are called, such as {@code service-with-a-long-name}. */
    private static final Pattern NAMES = Pattern.compile("\\b[a-z]+(-[a-z]+){2,}\\b");
    /** Where people, guests and machines speak, not Muster. */
    private static final Set<String> OTHERS = Set.of(
            "vm-xml", "audit-table", "console-text-pane", "serial-text", "xml-lines", "finding-cause", "finding-note");

    private final FxThread ui = new FxThread();
    private final Settings settings = new Settings(Optional.empty());
    private final RecordingBridge bridge = new RecordingBridge();
    private final AtomicReference<Optional<MainWindow>> window = new AtomicReference<>(Optional.empty());
    private final Operator operator = new Operator();
    private final Set<String> english = new TreeSet<>();

    @BeforeEach
    void open() throws InterruptedException {
        Operator.sitDown();
        Operator.fx(() -> {
            Themes themes = new Themes(Optional.of(Theme.LIGHT), theme -> {});
            MainWindow made =
                    new MainWindow(new Stage(), new Texts(Locale.GERMAN), themes, settings, (address, code) -> {});
            window.set(Optional.of(made));
            made.show();
            BridgeSession opened = new BridgeSession(bridge, ui);
            made.opened(opened);
            opened.start(() -> {}, made::toast);
            return true;
        });
        operator.see("all VMs", () -> Operator.words("#vm-footer").startsWith("48"));
    }

    @AfterEach
    void close() {
        Operator.getUp();
        ui.close();
        settings.close();
    }

    @Test
    void no_screen_tab_dialog_or_action_has_an_english_sentence() {
        Vm running = vm(VmState.RUNNING);
        List<Place> places = new ArrayList<>(
                List.of(new Place.Vms(""), new Place.OneHost(running.id().host())));
        bridge.inventory().hosts().keySet().forEach(host -> places.add(new Place.OneHost(host)));
        centre().screens().stream().map(Screen::id).map(Place.Screen::new).forEach(places::add);
        for (Place place : places) {
            go(place);
            read("at " + place);
        }
        go(new Place.OneVm(running.id()));
        for (String tab : Operator.fx(this::tabs)) {
            Operator.fx(() -> {
                centre().context().openTab().accept(running.id(), tab);
                return true;
            });
            rest();
            read("tab " + tab);
        }
        jobs();
        actions();
        assertThat(english).isEmpty();
    }

    /** The steps and the log of each job. */
    private void jobs() {
        bridge.jobs().forEach(job -> {
            Operator.fx(() -> {
                centre().openJob(job.id());
                return true;
            });
            rest();
            read("job " + job.id());
        });
    }

    /** Labels, reasons and dialogs of all actions, on a VM that runs, one that is off, several and none. */
    private void actions() {
        List<List<Vm>> selections = List.of(
                List.of(vm(VmState.RUNNING)),
                List.of(vm(VmState.OFF)),
                List.of(vm(VmState.OFF), vm(VmState.RUNNING)),
                List.of());
        for (AppAction action : centre().actions()) {
            for (List<Vm> vms : selections) {
                Operator.fx(() -> {
                    judge(action.id(), action.label().apply(vms));
                    action.refusal().apply(vms).ifPresent(why -> judge(action.id(), why));
                    return true;
                });
            }
            List<Vm> vms = selections.stream()
                    .filter(each ->
                            Operator.fx(() -> action.refusal().apply(each)).isEmpty())
                    .findFirst()
                    .orElse(List.of());
            Operator.fx(() -> {
                action.run(vms);
                return true;
            });
            rest();
            read("action " + action.id());
            Operator.fx(() -> {
                List.copyOf(Window.getWindows()).stream()
                        .filter(shown -> !shown.equals(window().scene().getWindow()))
                        .forEach(Window::hide);
                return true;
            });
        }
    }

    private void read(String where) {
        Operator.fx(() -> {
            for (Window shown : List.copyOf(Window.getWindows())) {
                if (shown instanceof Stage stage && stage.getTitle() != null) {
                    judge(where, stage.getTitle());
                }
                if (shown.getScene() != null) {
                    read(where, shown.getScene().getRoot());
                }
            }
            return true;
        });
    }

    private void read(String where, Node node) {
        if (!node.isVisible() || (node.getId() != null && OTHERS.contains(node.getId()))) {
            return;
        }
        judge(where, node.getAccessibleText());
        judge(where, node.getAccessibleHelp());
        switch (node) {
            case Labeled label -> {
                judge(where, label.getText());
                Optional.ofNullable(label.getTooltip()).map(Tooltip::getText).ifPresent(text -> judge(where, text));
                Optional.ofNullable(label.getContextMenu()).ifPresent(menu -> menu(where, menu));
            }
            case TextInputControl input -> judge(where, input.getPromptText());
            case Text text -> judge(where, text.getText());
            case TableView<?> table -> {
                table.getColumns().stream().map(TableColumnBase::getText).forEach(text -> judge(where, text));
                Optional.ofNullable(table.getContextMenu()).ifPresent(menu -> menu(where, menu));
            }
            default -> {}
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> read(where, child));
        }
    }

    private void menu(String where, ContextMenu menu) {
        menu.getItems().stream().map(MenuItem::getText).forEach(text -> judge(where, text));
    }

    /** A sentence has two English words, or one among few. */
    private void judge(String where, @org.jspecify.annotations.Nullable String text) {
        if (text == null || text.isBlank() || text.contains("<") || !text.contains(" ")) {
            return;
        }
        // the names of keys come from the toolkit
        String said = NAMES.matcher(KEYS.matcher(text).replaceAll("")).replaceAll("");
        long words = ENGLISH.matcher(said).results().count();
        if (words >= 2 || (words == 1 && said.split(" ", -1).length <= 4)) {
            english.add(where + ": " + text);
        }
    }

    private List<String> tabs() {
        return window().scene().lookup("#vm-tabs") instanceof TabPane pane
                ? pane.getTabs().stream()
                        .map(Tab::getId)
                        .map(id -> id.substring("tab-".length()))
                        .toList()
                : List.of();
    }

    private void go(Place place) {
        Operator.fx(() -> {
            centre().navigation().go(place);
            return true;
        });
        rest();
    }

    /** Cells are laid out with the pulse after the one that made them, answers come in the background. */
    private void rest() {
        for (int pulse = 0; pulse < 3; pulse++) {
            Operator.fx(() -> {
                Stream.of(window().scene().getRoot()).forEach(root -> {
                    root.applyCss();
                    root.layout();
                });
                return true;
            });
        }
    }

    private Vm vm(VmState state) {
        return bridge.inventory().vms().values().stream()
                .filter(vm -> vm.state() == state && !vm.savedState())
                .findFirst()
                .orElseThrow();
    }

    private MainWindow window() {
        return window.get().orElseThrow();
    }

    private Centre centre() {
        return window().centre().orElseThrow();
    }
}

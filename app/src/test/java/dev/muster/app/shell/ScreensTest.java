package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.app.i18n.Texts;
import dev.muster.app.job.JobsViewModel;
import dev.muster.app.navigation.Place;
import dev.muster.app.platform.FxThread;
import dev.muster.app.settings.Settings;
import dev.muster.app.theme.Theme;
import dev.muster.app.theme.Themes;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Progress;
import dev.muster.model.vm.VmCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every screen, in both languages at 1280 by 800: nothing is cut that must be read, nothing is without a name. */
@Tag("toolkit")
class ScreensTest {
    /** The ids that the toolkit gives to the parts of each drop-down. */
    private static final List<String> TOOLKIT = List.of("arrow", "arrow-button", "list-view");

    private final RecordingBridge bridge = new RecordingBridge();
    private final Settings settings = new Settings(Optional.empty());
    private final FxThread ui = new FxThread();
    private Optional<MainWindow> window = Optional.empty();
    private Optional<Themes> themes = Optional.empty();
    private Optional<BridgeSession> session = Optional.empty();

    @BeforeAll
    static void toolkit() throws Exception {
        CompletableFuture<Boolean> up = new CompletableFuture<>();
        Platform.setImplicitExit(false);
        try {
            Platform.startup(() -> up.complete(true));
        } catch (IllegalStateException alreadyStarted) {
            up.complete(true);
        }
        assertThat(up.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @AfterEach
    void close() throws Exception {
        get(() -> {
            List.copyOf(Window.getWindows()).forEach(Window::hide);
            return true;
        });
        ui.close();
        settings.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void headings_buttons_and_tabs_are_read_whole_on_every_screen(String language) throws Exception {
        open(Locale.forLanguageTag(language), Theme.LIGHT);
        for (Place place : places()) {
            go(place);
            List<String> cut = get(() -> all(root())
                    .filter(node -> node instanceof Labeled && mustBeWhole(node) && shows(node))
                    .map(node -> cut((Labeled) node))
                    .flatMap(Optional::stream)
                    .toList());
            assertThat(cut).as(place.toString()).isEmpty();
        }
    }

    @Test
    void every_control_has_a_name_and_no_id_is_there_twice() throws Exception {
        open(Locale.ENGLISH, Theme.CONTRAST);
        for (Place place : places()) {
            go(place);
            assertThat(get(() -> all(root())
                            .filter(node -> node instanceof ButtonBase button
                                    && shows(node)
                                    && !node.getStyleClass().contains("arrow-button")
                                    && Objects.requireNonNullElse(button.getText(), "")
                                            .isBlank()
                                    && Objects.requireNonNullElse(button.getAccessibleText(), "")
                                            .isBlank())
                            .map(Node::toString)
                            .toList()))
                    .as("without a name at " + place)
                    .isEmpty();
            Map<String, Long> ids = get(() -> all(root())
                    .filter(node -> node.getId() != null
                            && !inCell(node)
                            && node.getStyleClass().stream()
                                    .noneMatch(List.of("table-cell", "column-header", "virtual-flow")::contains)
                            && !TOOLKIT.contains(node.getId()))
                    .collect(Collectors.groupingBy(Node::getId, Collectors.counting())));
            assertThat(ids.entrySet().stream().filter(entry -> entry.getValue() > 1))
                    .as("twice at " + place)
                    .isEmpty();
        }
    }

    @Test
    void the_palette_leads_by_keyboard_to_a_vm_whose_name_is_typed() throws Exception {
        open(Locale.ENGLISH, Theme.DARK);
        get(() -> {
            Objects.requireNonNull(window.orElseThrow()
                            .scene()
                            .getAccelerators()
                            .get(new KeyCodeCombination(KeyCode.K, KeyCombination.SHORTCUT_DOWN)))
                    .run();
            return true;
        });
        eventually(() -> palette().isPresent());
        get(() -> {
            Parent top = palette().orElseThrow();
            ((TextField) Objects.requireNonNull(top.lookup("#palette-search"))).setText("web-28");
            return true;
        });
        eventually(() ->
                ((ListView<?>) Objects.requireNonNull(palette().orElseThrow().lookup("#palette-list")))
                                .getItems()
                                .size()
                        == 1);
        press(KeyCode.ENTER);
        eventually(() -> palette().isEmpty() && root().lookup("#vm-name") != null);
    }

    @Test
    void a_saved_search_stands_in_the_tree_and_in_the_palette_and_leads_to_what_it_finds() throws Exception {
        open(Locale.ENGLISH, Theme.LIGHT);
        get(() -> {
            ((TextField) find("#vm-search")).setText("web state:running");
            window.flatMap(MainWindow::centre).orElseThrow().chore("table-save-search");
            return true;
        });
        eventually(() -> withNode("#save-search-name").isPresent());
        get(() -> {
            Parent dialog = withNode("#save-search-name").orElseThrow();
            assertThat(((TextField) Objects.requireNonNull(dialog.lookup("#save-search-words"))).getText())
                    .isEqualTo("web state:running");
            ((TextField) Objects.requireNonNull(dialog.lookup("#save-search-name"))).setText("Web servers");
            ((ButtonBase) Objects.requireNonNull(dialog.lookup("#save-search-go"))).fire();
            return true;
        });
        eventually(() -> settings.get("searches").isPresent());
        go(new Place.Screen("networks"));
        eventually(() -> !((TreeView<?>) find("#tree"))
                .getRoot()
                .getChildren()
                .get(1)
                .getChildren()
                .isEmpty());
        get(() -> {
            TreeView<?> tree = (TreeView<?>) find("#tree");
            TreeItem<?> saved =
                    tree.getRoot().getChildren().get(1).getChildren().getFirst();
            assertThat(saved.getValue()).hasToString("Web servers");
            tree.getSelectionModel()
                    .select(2
                            + tree.getRoot()
                                    .getChildren()
                                    .getFirst()
                                    .getChildren()
                                    .size());
            assertThat(tree.getSelectionModel().getSelectedItem()).isSameAs(saved);
            return true;
        });
        eventually(() -> root().lookup("#vm-search") instanceof TextField field
                && field.getText().equals("web state:running"));
        get(() -> {
            window.orElseThrow().palette("saved web");
            return true;
        });
        eventually(() -> palette()
                .map(top -> (ListView<?>) Objects.requireNonNull(top.lookup("#palette-list")))
                .filter(list -> list.getItems().size() == 1)
                .isPresent());
    }

    private static Optional<Parent> withNode(String id) {
        return Window.getWindows().stream()
                .map(shown -> shown.getScene().getRoot())
                .filter(top -> top.lookup(id) != null)
                .findFirst();
    }

    @Test
    void the_header_counts_alerts_and_leads_to_them_and_from_them_to_the_host() throws Exception {
        open(Locale.ENGLISH, Theme.LIGHT);
        eventually(() -> ((ButtonBase) find("#alerts-open")).getText().equals("11 alerts"));
        get(() -> {
            ((ButtonBase) find("#alerts-open")).fire();
            return true;
        });
        eventually(() -> root().lookup("#alerts-view") != null);
        get(() -> {
            ((ButtonBase) find(".alert-jump")).fire();
            return true;
        });
        eventually(() ->
                root().lookup("#host-retry") != null && find("#host-retry").isVisible());
    }

    @Test
    void cells_stand_under_their_headings_also_when_a_scroll_bar_takes_room() throws Exception {
        open(Locale.ENGLISH, Theme.LIGHT);
        JobsViewModel jobs = session.orElseThrow().jobs();
        Job one = jobs.rows().getFirst().job();
        get(() -> {
            jobs.replaceAll(List.of());
            return true;
        });
        eventually(() -> find("#jobs-table").lookupAll(".placeholder").stream().anyMatch(ScreensTest::shows));
        get(() -> {
            jobs.replaceAll(IntStream.range(0, 12)
                    .mapToObj(number -> again(one, number))
                    .toList());
            return true;
        });
        eventually(() -> all(find("#jobs-table"))
                .anyMatch(node -> node instanceof ScrollBar bar
                        && bar.getOrientation() == Orientation.VERTICAL
                        && bar.isVisible()));
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(get(() -> lefts("#jobs-table", ".table-row-cell > .table-cell")))
                        .hasSize(7)
                        .isEqualTo(get(() -> lefts("#jobs-table", ".column-header"))));
    }

    private static Job again(Job job, int number) {
        return new Job(
                JobId.of("again-" + number),
                job.kind(),
                job.title(),
                job.by(),
                JobState.DONE,
                1,
                false,
                Progress.NONE,
                List.of(),
                job.created(),
                job.started(),
                job.ended(),
                Optional.empty(),
                "",
                Optional.empty());
    }

    /** Where each of the first nodes begins, in pixels, by the id of its column. */
    private Map<String, Long> lefts(String table, String selector) {
        return find(table).lookupAll(selector).stream()
                .filter(node -> node.getId() != null && shows(node))
                .collect(Collectors.toMap(
                        Node::getId,
                        node -> Math.round(node.localToScene(0, 0).getX()),
                        (one, same) -> one,
                        TreeMap::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void tags_and_notes_are_changed_by_keyboard_and_nothing_of_the_dialogs_is_cut(String language) throws Exception {
        open(Locale.forLanguageTag(language), Theme.DARK);
        go(new Place.OneVm(bridge.inventory().vms().values().stream()
                .filter(vm -> !vm.tags().isEmpty())
                .findFirst()
                .orElseThrow()
                .id()));
        press("#vm-page", KeyCode.T, true);
        eventually(() -> dialog("notes").isPresent());
        assertThat(get(() -> cutIn("notes"))).isEmpty();
        get(() -> {
            ((TextField) Objects.requireNonNull(dialog("notes").orElseThrow().lookup("#note-more"))).setText("eu, web");
            ((ButtonBase) Objects.requireNonNull(dialog("notes").orElseThrow().lookup("#notes-go"))).fire();
            return true;
        });
        eventually(() -> bridge.submitted().stream()
                .anyMatch(command -> command instanceof VmCommand.Annotate annotate
                        && annotate.add().contains("eu")
                        && annotate.remove().isEmpty()
                        && annotate.note().isEmpty()));
        go(new Place.OneVm(bridge.inventory().vms().values().stream()
                .filter(vm -> vm.state() == VmState.OFF && !vm.savedState())
                .findFirst()
                .orElseThrow()
                .id()));
        press("#vm-page", KeyCode.F2, false);
        eventually(() -> dialog("rename").isPresent());
        assertThat(get(() -> cutIn("rename"))).isEmpty();
        assertThat(get(() -> Objects.requireNonNull(
                                dialog("rename").orElseThrow().lookup("#rename-go"))
                        .isDisabled()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void preferences_are_tried_and_put_back_and_nothing_of_them_is_cut(String language) throws Exception {
        open(Locale.forLanguageTag(language), Theme.DARK);
        get(() -> {
            window.orElseThrow().preferences();
            return true;
        });
        eventually(() -> dialog("preferences").isPresent());
        assertThat(get(() -> cutIn("preferences"))).isEmpty();
        get(() -> {
            ComboBox<?> theme = (ComboBox<?>)
                    Objects.requireNonNull(dialog("preferences").orElseThrow().lookup("#preferences-theme"));
            theme.getSelectionModel().select(1);
            return true;
        });
        assertThat(get(() -> themes.orElseThrow().now())).isEqualTo(Theme.LIGHT);
        get(() -> {
            ((ButtonBase) Objects.requireNonNull(
                            dialog("preferences").orElseThrow().lookup("#preferences-cancel")))
                    .fire();
            return true;
        });
        eventually(() -> dialog("preferences").isEmpty());
        assertThat(get(() -> themes.orElseThrow().now())).isEqualTo(Theme.DARK);
    }

    private static Optional<Parent> dialog(String id) {
        return Window.getWindows().stream()
                .map(each -> each.getScene().getRoot())
                .filter(root -> id.equals(root.getId()))
                .findFirst();
    }

    private static List<String> cutIn(String id) {
        return cutBelow(dialog(id).orElseThrow());
    }

    /** Texts that cannot be read whole. Only on the window's thread. */
    static List<String> cutBelow(Node top) {
        return all(top).filter(node -> node instanceof Labeled && shows(node))
                .map(node -> cut((Labeled) node))
                .flatMap(Optional::stream)
                .toList();
    }

    private void press(String where, KeyCode code, boolean control) throws Exception {
        get(() -> {
            find(where).fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, control, false, false));
            return true;
        });
    }

    @Test
    void the_audit_is_read_page_by_page() throws Exception {
        open(Locale.ENGLISH, Theme.LIGHT);
        go(new Place.Screen("audit"));
        eventually(() -> ((Labeled) find("#audit-count")).getText().equals("200 of the 200 newest entries"));
        get(() -> {
            ((ButtonBase) find("#audit-older")).fire();
            return true;
        });
        eventually(() -> ((Labeled) find("#audit-count")).getText().equals("400 of the 400 newest entries"));
        assertThat(get(() -> ((Labeled) find("#audit-chain")).getText())).isEqualTo("Chain verified");
    }

    private List<Place> places() {
        VmId vm = bridge.inventory().vms().keySet().iterator().next();
        return List.of(
                new Place.Vms(""),
                new Place.OneHost(vm.host()),
                new Place.OneVm(vm),
                new Place.Screen("clusters"),
                new Place.Screen("networks"),
                new Place.Screen("storage"),
                new Place.Screen("backups"),
                new Place.Screen("findings"),
                new Place.Screen("alerts"),
                new Place.Screen("audit"));
    }

    private void open(Locale locale, Theme theme) throws Exception {
        get(() -> {
            Themes shown = new Themes(Optional.of(theme), chosen -> {});
            themes = Optional.of(shown);
            MainWindow made = new MainWindow(new Stage(), new Texts(locale), shown, settings, (address, code) -> {});
            window = Optional.of(made);
            made.show();
            BridgeSession opened = new BridgeSession(bridge, ui);
            session = Optional.of(opened);
            made.opened(opened);
            opened.start(() -> {}, made::toast);
            return true;
        });
        eventually(() -> root().lookup("#vm-table") != null
                && !bridge.inventory().vms().isEmpty()
                && ((Labeled) find("#vm-footer")).getText().startsWith("48"));
    }

    private void go(Place place) throws Exception {
        get(() -> {
            window.flatMap(MainWindow::centre).orElseThrow().navigation().go(place);
            return true;
        });
        // Cells are laid out with the pulse after the one that made them.
        for (int pulse = 0; pulse < 2; pulse++) {
            get(() -> {
                root().applyCss();
                root().layout();
                return true;
            });
        }
    }

    private static boolean mustBeWhole(Node node) {
        return node instanceof ButtonBase
                || node.getStyleClass().contains("page-title")
                || node.getStyleClass().contains("section-title")
                || node.getStyleClass().contains("tab-label")
                || (node.getParent() != null && node.getParent().getStyleClass().contains("column-header"));
    }

    private static Optional<String> cut(Labeled label) {
        String whole = Objects.requireNonNullElse(label.getText(), "");
        return label.getChildrenUnmodifiable().stream()
                .filter(Text.class::isInstance)
                .map(child -> ((Text) child).getText())
                .filter(shown -> !shown.isEmpty() && !shown.equals(whole))
                .map(shown -> whole + " is cut to " + shown)
                .findFirst();
    }

    private static boolean shows(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static boolean inCell(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (each.getStyleClass().contains("cell") || each.getStyleClass().contains("column-header")) {
                return true;
            }
        }
        return false;
    }

    private static Stream<Node> all(Node node) {
        return node instanceof Parent parent
                ? Stream.concat(
                        Stream.of(node),
                        new ArrayList<>(parent.getChildrenUnmodifiable())
                                .stream().flatMap(ScreensTest::all))
                : Stream.of(node);
    }

    private Parent root() {
        return window.orElseThrow().scene().getRoot();
    }

    private Node find(String selector) {
        return Objects.requireNonNull(root().lookup(selector), selector);
    }

    private static Optional<Parent> palette() {
        return Window.getWindows().stream()
                .map(each -> each.getScene().getRoot())
                .filter(root -> "palette".equals(root.getId()))
                .findFirst();
    }

    private static void press(KeyCode code) throws Exception {
        get(() -> {
            palette()
                    .map(top -> Objects.requireNonNull(top.lookup("#palette-search")))
                    .ifPresent(field -> field.fireEvent(
                            new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
            return true;
        });
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(15)).until(() -> get(condition));
    }

    private static <T> T get(Callable<T> work) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(work.call());
            } catch (Exception | AssertionError e) {
                result.completeExceptionally(e);
            }
        });
        return result.get(20, TimeUnit.SECONDS);
    }
}

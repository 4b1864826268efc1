package dev.muster.app.console;

import dev.muster.app.ask.Asks;
import dev.muster.app.console.rfb.Framebuffer;
import dev.muster.app.console.screen.ScreenConsole;
import dev.muster.app.console.terminal.TextConsole;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.VmRow;
import dev.muster.model.access.Role;
import dev.muster.model.console.ConsoleKind;
import dev.muster.model.console.ConsoleState;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** Both consoles of a VM, one of them shown, with what can be done with them above and who types below. */
public final class ConsoleView implements AutoCloseable {
    private final VmRow row;
    private final Texts texts;
    private final TextConsole text;
    private final ScreenConsole screen;
    private final ConsoleViewModel textModel;
    private final ConsoleViewModel screenModel;
    private final boolean allowed;
    private final ConsoleBar bar;
    private final StackPane centre = new StackPane();
    private final Label status = new Label();
    private final Label hint = new Label();
    private final Button take = new Button();
    private final HBox foot;
    private final BorderPane root = new BorderPane();
    private final ChangeListener<Vm> onVm = (of, was, is) -> vmIs(is);
    private ConsoleKind kind = ConsoleKind.GRAPHICS;
    private boolean looking;

    /** The consoles of a VM; {@code onDetach} is asked for a window of their own, with or without all of the screen. */
    public ConsoleView(VmRow row, Asks asks, Texts texts, Consumer<Problem> onProblem, ConsoleBar.Place place) {
        this.row = row;
        this.texts = texts;
        this.allowed = asks.role().includes(Role.OPERATOR);
        this.text = new TextConsole(texts, asks.ui());
        this.screen = new ScreenConsole(texts, this::released);
        this.textModel = new ConsoleViewModel(asks, row.id(), ConsoleKind.TEXT, text::read);
        this.screenModel = new ConsoleViewModel(asks, row.id(), ConsoleKind.GRAPHICS, screen::read);
        this.bar = new ConsoleBar(this, text, screen, texts, asks.ui(), onProblem, place);
        take.setId("console-take");
        take.setText(texts.get("console.take"));
        take.getStyleClass().addAll("small");
        take.setOnAction(event -> {
            model().takeOver();
            focus();
        });
        status.setId("console-status");
        hint.setId("console-hint");
        hint.getStyleClass().add("text-muted");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        foot = new HBox(12, status, take, gap, hint);
        foot.setAlignment(Pos.CENTER_LEFT);
        foot.getStyleClass().add("pane-footer");
        centre.getStyleClass().add("console-ground");
        root.setId("console");
        root.getStyleClass().add("console");
        root.setTop(bar.node());
        root.setCenter(centre);
        root.setBottom(foot);
        for (ConsoleViewModel each : new ConsoleViewModel[] {textModel, screenModel}) {
            each.phaseProperty().addListener((of, was, is) -> show());
            each.stateProperty().addListener((of, was, is) -> say());
        }
        screen.sizeProperty().addListener((of, was, is) -> say());
        screen.keys().focusedProperty().addListener((of, was, is) -> say());
        row.vmProperty().addListener(onVm);
        vmIs(row.vm());
        show();
    }

    /** The node to be shown. */
    public Parent root() {
        return root;
    }

    /** The VM's name. */
    public String name() {
        return row.vm().name();
    }

    /** Which of the two is shown. */
    public ConsoleKind kind() {
        return kind;
    }

    /** The guest's picture; empty until there was one. */
    public Optional<Framebuffer> framebuffer() {
        return screen.framebuffer();
    }

    /** What the terminal holds. */
    public String terminalText() {
        return text.model().all();
    }

    /** Shows the other one, or the same. */
    public void show(ConsoleKind wanted) {
        kind = wanted;
        bar.shows(wanted);
        look();
        show();
        focus();
    }

    /** Somebody looks at it: then it is open. */
    public void setLooking(boolean now) {
        looking = now;
        look();
    }

    /** Only the console, without what is above and below. */
    void setBare(boolean bare) {
        root.setTop(bare ? null : bar.node());
        root.setBottom(bare ? null : foot);
    }

    /** The keys go to the console. */
    public void focus() {
        (kind == ConsoleKind.TEXT ? text.keys() : screen.keys()).requestFocus();
    }

    @Override
    public void close() {
        row.vmProperty().removeListener(onVm);
        setLooking(false);
        text.close();
        screen.close();
    }

    private ConsoleViewModel model() {
        return kind == ConsoleKind.TEXT ? textModel : screenModel;
    }

    private void look() {
        textModel.setLooking(allowed && looking && kind == ConsoleKind.TEXT);
        screenModel.setLooking(allowed && looking && kind == ConsoleKind.GRAPHICS);
    }

    private void vmIs(Vm vm) {
        boolean runs = vm.state().isActive();
        textModel.setRunning(runs);
        screenModel.setRunning(runs);
    }

    /** Ctrl+Alt: the keys go to the bar, from where all of the window is in reach. */
    private void released() {
        if (root.getTop() == null) {
            setBare(false);
        }
        bar.focus();
    }

    private void show() {
        Node console = kind == ConsoleKind.TEXT ? text.root() : screen.root();
        ConsoleViewModel.Phase phase = model().phaseProperty().get();
        Optional<Problem> problem = model().problemProperty().get();
        if (!allowed) {
            centre.getChildren().setAll(card("viewer", "", Optional.empty()));
        } else {
            switch (phase) {
                case OPEN -> centre.getChildren().setAll(console);
                case OPENING, IDLE -> centre.getChildren().setAll(console);
                case OFF -> over(console, card("off", "", Optional.empty()));
                case LOST ->
                    over(console, card("lost", problem.map(Problem::what).orElse(""), Optional.of("retry")));
                case REFUSED -> over(console, refused(problem));
            }
        }
        say();
    }

    /** What was last seen stays, dimmed, beneath what is the matter. */
    private void over(Node console, Node card) {
        console.setOpacity(0.35);
        centre.getChildren().setAll(console, card);
    }

    private Node refused(Optional<Problem> problem) {
        boolean none =
                problem.filter(why -> why.code() == ErrorCode.CONSOLE_NONE).isPresent();
        String words = problem.map(texts::say).orElse("");
        if (none && kind == ConsoleKind.GRAPHICS) {
            return card("none", words, Optional.of("serial"));
        }
        return card(none ? "noserial" : "refused", words, none ? Optional.empty() : Optional.of("retry"));
    }

    private Node card(String what, String words, Optional<String> action) {
        return new ConsoleCard(texts, what, words, action, pressed -> {
            if (pressed.equals("serial")) {
                show(ConsoleKind.TEXT);
            } else {
                model().reopen();
            }
        });
    }

    private void say() {
        ConsoleViewModel.Phase phase = model().phaseProperty().get();
        boolean open = phase == ConsoleViewModel.Phase.OPEN;
        ConsoleState state = model().stateProperty().get();
        if (open) {
            text.root().setOpacity(1);
            screen.root().setOpacity(1);
        }
        status.setText(
                open ? who(state) : texts.get("console.phase." + phase.name().toLowerCase(java.util.Locale.ROOT)));
        take.setVisible(open && !state.writable());
        take.setManaged(take.isVisible());
        boolean held = kind == ConsoleKind.GRAPHICS && open && screen.keys().isFocused();
        String size =
                kind == ConsoleKind.GRAPHICS && open ? screen.sizeProperty().get() : "";
        hint.setText(
                held
                        ? texts.get("console.hint.release") + "   " + size
                        : kind == ConsoleKind.TEXT && open ? texts.get("console.hint.text") : size);
    }

    private String who(ConsoleState state) {
        String typing = state.writable()
                ? texts.get("console.who.you")
                : state.writer().isEmpty()
                        ? texts.get("console.who.nobody")
                        : texts.get("console.who.other", state.writer());
        return state.attached() > 1 ? typing + " · " + texts.get("console.attached", state.attached()) : typing;
    }
}

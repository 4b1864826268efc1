package dev.muster.app.action;

import dev.muster.app.content.ContentStyle;
import dev.muster.app.i18n.Texts;
import dev.muster.app.theme.Themes;
import dev.muster.icons.Icon;
import dev.muster.icons.IconNode;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import javafx.stage.Window;

/** The palette as a small window over its owner; Escape, Enter or a click elsewhere closes it. */
public final class Palette {
    private static final double WIDTH = 600;
    private static final double ROW = 36;
    private static final int ROWS = 10;

    private final Window owner;
    private final Texts texts;
    // new ones each time: nodes that went from one scene to another were styled between them, with no colours to find
    private TextField field = new TextField();
    private ListView<PaletteEntry> list = new ListView<>();
    private Optional<Stage> open = Optional.empty();

    /** A palette over that window, not yet open. */
    public Palette(Window owner, Texts texts) {
        this.owner = owner;
        this.texts = texts;
    }

    /** Opens it over these things, with words typed already. */
    public void open(List<PaletteEntry> actions, List<PaletteEntry> objects, String typed) {
        close();
        field = new TextField();
        list = new ListView<>();
        PaletteViewModel model = new PaletteViewModel(actions, objects);
        Stage stage = new Stage(StageStyle.UNDECORATED);
        stage.initOwner(owner);
        stage.setTitle(texts.get("palette.title"));
        field.setId("palette-search");
        field.setPromptText(texts.get("palette.prompt"));
        field.setAccessibleText(texts.get("palette.prompt"));
        list.setId("palette-list");
        list.setAccessibleText(texts.get("palette.title"));
        list.setItems(model.found());
        list.setFixedCellSize(ROW);
        list.setPrefHeight(ROW * ROWS + 2);
        list.setCellFactory(of -> new Cell());
        Label none = new Label(texts.get("palette.none"));
        none.getStyleClass().add("text-muted");
        list.setPlaceholder(none);
        list.setOnMouseClicked(event -> choose());
        field.textProperty().addListener((of, was, is) -> {
            model.queryProperty().set(is);
            list.getSelectionModel().select(0);
            list.scrollTo(0);
        });
        field.setText(typed);
        model.queryProperty().set(typed);
        list.getSelectionModel().select(0);
        VBox box = new VBox(field, list);
        box.getStyleClass().add("palette");
        box.setId("palette");
        Scene scene = new Scene(box, WIDTH, Region.USE_COMPUTED_SIZE);
        scene.getStylesheets().add(ContentStyle.sheet());
        scene.getStylesheets().addAll(Themes.sheets());
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        stage.setScene(scene);
        stage.focusedProperty().addListener((of, was, is) -> {
            if (was && !is) {
                close();
            }
        });
        open = Optional.of(stage);
        stage.setX(owner.getX() + Math.max(0, (owner.getWidth() - WIDTH) / 2));
        stage.setY(owner.getY() + Math.min(96, owner.getHeight() / 8));
        stage.show();
        field.requestFocus();
    }

    private void close() {
        Optional<Stage> was = open;
        open = Optional.empty();
        was.ifPresent(Stage::hide);
    }

    /** The keys stay in the field; up, down and Enter are for the list. */
    private void key(KeyEvent event) {
        KeyCode code = event.getCode();
        int at = list.getSelectionModel().getSelectedIndex();
        switch (code) {
            case ESCAPE -> close();
            case ENTER -> choose();
            case DOWN -> select(at + 1);
            case UP -> select(at - 1);
            case PAGE_DOWN -> select(at + ROWS);
            case PAGE_UP -> select(at - ROWS);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void select(int index) {
        int last = list.getItems().size() - 1;
        if (last >= 0) {
            int to = Math.clamp(index, 0, last);
            list.getSelectionModel().select(to);
            list.scrollTo(Math.max(0, to - ROWS + 2));
        }
    }

    private void choose() {
        Optional.ofNullable(list.getSelectionModel().getSelectedItem())
                .filter(entry -> entry.refusal().isEmpty())
                .ifPresent(entry -> {
                    close();
                    entry.work().run();
                });
    }

    private static final class Cell extends ListCell<PaletteEntry> {
        private final IconNode icon = new IconNode(Icon.VM);
        private final Label title = new Label();
        private final Label detail = new Label();
        private final Label keys = new Label();
        private final HBox line = new HBox(8);

        Cell() {
            title.setMinWidth(Region.USE_PREF_SIZE);
            detail.getStyleClass().add("text-muted");
            detail.setMaxWidth(Double.MAX_VALUE);
            detail.setMinWidth(0);
            HBox.setHgrow(detail, Priority.ALWAYS);
            keys.getStyleClass().add("keys");
            keys.setMinWidth(Region.USE_PREF_SIZE);
            line.getChildren().addAll(icon, title, detail, keys);
            line.setAlignment(Pos.CENTER_LEFT);
            // A long name gives way to the width of the list.
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(PaletteEntry entry, boolean empty) {
            super.updateItem(entry, empty);
            line.setVisible(!empty && entry != null);
            if (empty || entry == null) {
                setAccessibleText("");
                return;
            }
            icon.show(entry.icon());
            title.setText(entry.title());
            detail.setText(entry.refusal().orElse(entry.detail()));
            keys.setText(entry.shortcut());
            keys.setVisible(!entry.shortcut().isEmpty());
            title.setOpacity(entry.refusal().isPresent() ? 0.6 : 1);
            icon.setOpacity(entry.refusal().isPresent() ? 0.6 : 1);
            setAccessibleText(entry.spoken());
            setGraphic(line);
        }
    }
}

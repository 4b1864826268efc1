package dev.muster.app.group;

import dev.muster.app.content.DropDown;
import dev.muster.app.content.Form;
import dev.muster.app.content.Words;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.group.GroupCommand.RestoreMode;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Pool;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The choices of a restore of a set. */
final class RestoreSetPage extends VBox {
    private final Texts texts;
    private final RestoreSetViewModel model;

    RestoreSetPage(Texts texts, RestoreSetViewModel model) {
        this.texts = texts;
        this.model = model;
        GroupWords words = new GroupWords(texts);
        Label from = wrapped(texts.get(
                "group.restore.from",
                words.exact(model.set().set().captured()),
                model.set().set().members().size(),
                model.set().id().repository().text()));
        from.setId("group-restore-set");
        from.getStyleClass().add("text-muted");
        VBox modes = new VBox(8, from, modes());
        modes.getStyleClass().add("restore-kinds");
        ScrollPane scroll = new ScrollPane(new VBox(modes, form()));
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("dialog-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Label problem = wrapped("");
        problem.setId("group-restore-problem");
        problem.getStyleClass().add("form-problem");
        problem.setMinHeight(36);
        problem.setPadding(new Insets(0, 16, 0, 16));
        Runnable say = () -> problem.setText(model.problem());
        model.revisionProperty().addListener(observable -> say.run());
        say.run();
        getChildren().addAll(scroll, problem);
        VBox.setVgrow(this, Priority.ALWAYS);
    }

    private VBox modes() {
        ToggleGroup group = new ToggleGroup();
        VBox box = new VBox(8);
        for (RestoreMode mode : List.of(RestoreMode.BESIDE, RestoreMode.REPLACE, RestoreMode.IN_PLACE)) {
            String word = mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
            RadioButton choice = new RadioButton(texts.get("group.restore." + word));
            choice.setId("group-restore-mode-" + word);
            choice.setToggleGroup(group);
            choice.setSelected(model.modeProperty().get() == mode);
            choice.selectedProperty().addListener((observable, oldValue, newValue) -> {
                if (newValue) {
                    model.modeProperty().set(mode);
                }
            });
            Label meaning = wrapped(texts.get("group.restore." + word + ".meaning"));
            meaning.getStyleClass().addAll("text-muted", "group-choice-meaning");
            choice.setAccessibleHelp(meaning.getText());
            box.getChildren().add(new VBox(choice, meaning));
        }
        return box;
    }

    private Form form() {
        Form form = new Form();
        TextField suffix =
                form.field(texts.get("group.restore.suffix"), "group-restore-suffix", model.suffixProperty());
        suffix.visibleProperty().bind(model.modeProperty().isEqualTo(RestoreMode.BESIDE));
        for (HostId host : model.hosts()) {
            form.add(texts.get("group.restore.pool", host.text()), "group-restore-pool-" + host.text(), pools(host));
        }
        CheckBox start = form.add("", "group-restore-start", new CheckBox(texts.get("group.restore.start")));
        start.setAccessibleText(start.getText());
        start.selectedProperty().bindBidirectional(model.startProperty());
        return form;
    }

    private DropDown<Pool> pools(HostId host) {
        DropDown<Pool> box = new DropDown<>(List.of());
        box.setConverter(Words.of(pool -> texts.get(
                "group.restore.pool.line",
                pool.name(),
                pool.id().host().text(),
                Amounts.bytes(pool.availableBytes(), texts.locale()))));
        box.valueProperty().addListener((observable, oldValue, newValue) -> {
            if (newValue != null) {
                model.poolProperty(host).set(Optional.of(newValue));
            }
        });
        Runnable offer = () -> {
            List<Pool> pools = model.pools(host);
            if (!pools.equals(box.getItems())) {
                box.getItems().setAll(pools);
            }
            Optional<Pool> now = model.poolProperty(host).get().filter(pools::contains);
            if (!now.equals(Optional.ofNullable(box.getValue()))) {
                now.ifPresentOrElse(box::setValue, () -> box.getSelectionModel().clearSelection());
            }
            box.setDisable(pools.isEmpty());
        };
        model.revisionProperty().addListener(observable -> offer.run());
        offer.run();
        return box;
    }

    private static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}

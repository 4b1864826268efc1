package dev.muster.app.recovery;

import dev.muster.app.i18n.Texts;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.cell.CheckBoxListCell;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** VMs to be checked, with a field to find them. Space checks the ones that are selected. */
final class MachinePicker extends VBox {
    private static final double ROW = 28;
    private static final int ROWS = 8;

    MachinePicker(MachinePickerViewModel model, Texts texts) {
        super(4);
        TextField filter = new TextField();
        filter.setId("plan-pick-filter");
        filter.setPromptText(texts.get("recovery.pick.filter"));
        filter.setAccessibleText(texts.get("recovery.pick.filter"));
        filter.textProperty().bindBidirectional(model.filterProperty());
        ListView<MachinePickerViewModel.Choice> list = new ListView<>(model.shown());
        list.setId("plan-pick-list");
        list.setAccessibleText(texts.get("recovery.machines"));
        list.setFixedCellSize(ROW);
        list.setPrefHeight(ROW * ROWS + 2);
        list.setMinHeight(ROW * 3);
        list.setPlaceholder(new Label(texts.get("recovery.pick.none")));
        list.setCellFactory(CheckBoxListCell.forListView(MachinePickerViewModel.Choice::checked, named(texts)));
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.SPACE) {
                list.getSelectionModel()
                        .getSelectedItems()
                        .forEach(one -> one.checked().set(!one.checked().get()));
                event.consume();
            }
        });
        Label count = new Label();
        count.setId("plan-pick-count");
        count.getStyleClass().add("text-muted");
        Runnable say = () -> count.setText(
                texts.get("recovery.pick.count", model.countProperty().get()));
        model.countProperty().addListener(observable -> say.run());
        say.run();
        getChildren().addAll(filter, list, count);
    }

    private static StringConverter<MachinePickerViewModel.Choice> named(Texts texts) {
        return dev.muster.app.content.Words.of(choice -> texts.get(
                "recovery.pick.line",
                choice.vm().name(),
                choice.vm().id().host().text()));
    }
}

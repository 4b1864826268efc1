package dev.muster.app.backup;

import dev.muster.app.ask.Submission;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.Form;
import dev.muster.app.content.SubmissionBox;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.inventory.Vm;
import javafx.event.ActionEvent;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Asks where a VM that runs from a restore point is moved to. */
final class MoveOutDialog {
    private final Texts texts;
    private final Dialogs dialogs;
    private final MoveOutViewModel model;
    private final String name;

    MoveOutDialog(ConsoleContext context, Vm vm) {
        this.texts = context.texts();
        this.dialogs = context.dialogs();
        this.name = vm.name();
        this.model = new MoveOutViewModel(
                texts, context.asks(), context.inventory(), vm, new Submission(context.asks(), context.onJob()));
    }

    void open() {
        Form form = new Form();
        form.setPrefWidth(560);
        PoolChoice pool = new PoolChoice(texts, model.poolProperty());
        form.add(texts.get("backup.restore.pool"), "move-out-pool", pool.box());
        VBox lines = new VBox(8);
        lines.setId("move-out-review");
        lines.setMinHeight(104);
        form.wide(lines);
        SubmissionBox refused = new SubmissionBox("move-out-refused", texts);
        form.wide(refused);
        Dialogs.Made made =
                dialogs.make("move-out", texts.get("backup.move.title", name), texts.get("backup.move.go"), form);
        made.go().getStyleClass().add("accent");
        made.go().addEventFilter(ActionEvent.ACTION, event -> {
            event.consume();
            model.submit();
        });
        Runnable show = () -> {
            pool.offer(model.pools());
            lines.getChildren()
                    .setAll(model.review().stream().map(MoveOutDialog::wrapped).toList());
            String problem = model.problem();
            if (!problem.isEmpty()) {
                Label wrong = wrapped(problem);
                wrong.getStyleClass().add("form-problem");
                lines.getChildren().add(wrong);
            }
            made.go().setDisable(!model.canMove());
        };
        model.revisionProperty().addListener(observable -> show.run());
        refused.follow(model.submission(), made, show);
        show.run();
        made.dialog().setOnHidden(event -> model.close());
        made.dialog().show();
    }

    private static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}

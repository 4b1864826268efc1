package dev.muster.app.recovery;

import dev.muster.app.ask.Submission;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.Form;
import dev.muster.app.content.SubmissionBox;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.recovery.PlanSpec;
import java.util.Optional;
import javafx.event.ActionEvent;
import javafx.geometry.Pos;
import javafx.scene.control.Label;

/** Makes a plan: of VMs that are picked, or of what a file says. */
final class NewPlanDialog {
    private final Texts texts;
    private final Dialogs dialogs;
    private final NewPlanViewModel model;
    private final Optional<PlanSpec> imported;

    NewPlanDialog(ConsoleContext context) {
        this(context, "", Optional.empty());
    }

    /** One for what a file says. */
    NewPlanDialog(ConsoleContext context, String name, Optional<PlanSpec> imported) {
        this.texts = context.texts();
        this.dialogs = context.dialogs();
        this.imported = imported;
        this.model = new NewPlanViewModel(
                texts, context.inventory().image(), name, imported, new Submission(context.asks(), context.onJob()));
    }

    void open() {
        Form form = new Form();
        form.setPrefWidth(560);
        form.field(texts.get("recovery.field.name"), "plan-new-name", model.nameProperty())
                .setPromptText("shop");
        if (imported.isEmpty()) {
            form.add(texts.get("recovery.machines"), "plan-new-machines", new MachinePicker(model.machines(), texts));
        }
        form.field(texts.get("recovery.field.comment"), "plan-new-comment", model.commentProperty());
        Label said = new Label();
        said.setId("plan-new-said");
        said.setWrapText(true);
        said.setMinHeight(36);
        said.setAlignment(Pos.TOP_LEFT);
        form.wide(said);
        SubmissionBox refused = new SubmissionBox("plan-new-refused", texts);
        form.wide(refused);
        Dialogs.Made made = dialogs.make(
                "plan-new",
                texts.get(imported.isEmpty() ? "recovery.new.title" : "recovery.import"),
                texts.get("recovery.create"),
                form);
        made.go().getStyleClass().add("accent");
        made.go().addEventFilter(ActionEvent.ACTION, event -> {
            event.consume();
            model.submit();
        });
        Runnable show = () -> {
            String problem = model.problem();
            // an empty name is not wrong yet, only not there yet
            boolean wrong = !problem.isEmpty() && !model.nameProperty().get().isBlank();
            said.setText(problem.isEmpty() ? meaning() : problem);
            said.getStyleClass().setAll("label", wrong ? "form-problem" : "text-muted");
            made.go().setDisable(!problem.isEmpty() || model.submission().isBusy());
        };
        model.revisionProperty().addListener(observable -> show.run());
        refused.follow(model.submission(), made, show);
        show.run();
        made.dialog().show();
    }

    private String meaning() {
        return imported.map(spec -> texts.get(
                        "recovery.import.meaning",
                        spec.items().size(),
                        spec.tiers().size()))
                .orElseGet(() -> texts.get("recovery.new.meaning"));
    }
}

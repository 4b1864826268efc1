package dev.muster.app.finding;

import dev.muster.app.ask.Submission;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.DropDown;
import dev.muster.app.content.Words;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RunSummary;
import java.util.Optional;

/** Writes down what somebody saw in a run. */
final class RaiseFindingDialog {
    private static final String ID = "finding-raise";

    private final Texts texts;
    private final Dialogs dialogs;
    private final FindingWords words;
    private final RaiseFindingViewModel model;

    RaiseFindingDialog(ConsoleContext context) {
        this.texts = context.texts();
        this.dialogs = context.dialogs();
        this.words = new FindingWords(texts);
        this.model = new RaiseFindingViewModel(
                context.asks(), texts, context.inventory().image(), new Submission(context.asks(), context.onJob()));
    }

    void open() {
        FindingForm fields = new FindingForm(ID, texts);
        DropDown<Optional<PlanId>> plan = fields.form()
                .add(
                        texts.get("finding.column.plan"),
                        ID + "-plan",
                        new DropDown<>(model.plans().stream().map(Optional::of).toList()));
        plan.setConverter(Words.of(one -> one.map(PlanId::text).orElse("")));
        plan.setValue(model.planProperty().get());
        plan.valueProperty()
                .addListener(
                        (observable, oldValue, newValue) -> model.planProperty().set(newValue));
        run(fields);
        fields.title(model.titleProperty());
        fields.severity(model.severityProperty());
        fields.owner(model.ownerProperty());
        fields.due(model.due());
        fields.lines("finding.column.cause", "cause", model.causeProperty());
        Dialogs.Made made = fields.dialog(
                dialogs,
                texts.get("finding.raise.title"),
                texts.get("finding.raise.go"),
                model.submission(),
                model.revisionProperty(),
                model::problem,
                model::submit);
        made.dialog().show();
    }

    private void run(FindingForm fields) {
        DropDown<RunSummary> run = fields.form()
                .add(
                        texts.get("finding.column.run"),
                        ID + "-run",
                        new DropDown<>(model.runs().runs()));
        run.setConverter(Words.of(words::run));
        run.setValue(model.runProperty().get().orElse(null));
        run.valueProperty().addListener((observable, oldValue, newValue) -> {
            if (newValue != null) {
                model.runProperty().set(Optional.of(newValue));
            }
        });
        model.runs().stateProperty().addListener((observable, oldValue, newValue) -> {
            Optional<RunSummary> chosen = model.runProperty().get();
            run.getItems().setAll(model.runs().runs());
            run.setValue(chosen.orElse(null));
        });
    }
}

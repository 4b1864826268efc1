package dev.muster.app.vm;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.DropDown;
import dev.muster.app.content.Form;
import dev.muster.app.i18n.Texts;
import dev.muster.icons.Icon;
import dev.muster.icons.IconNode;
import dev.muster.model.inventory.HostId;
import dev.muster.model.vm.MigrationPlan;
import dev.muster.model.vm.MigrationPlan.Check;
import dev.muster.model.vm.MigrationPlan.Verdict;
import dev.muster.model.vm.VmCommand;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Insets;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Asks where a VM is to go, and shows at once what stands in the way. */
final class MigrateDialog {
    private final Dialogs dialogs;
    private final Texts texts;
    private final MigrateViewModel model;

    MigrateDialog(Dialogs dialogs, Texts texts, MigrateViewModel model) {
        this.dialogs = dialogs;
        this.texts = texts;
        this.model = model;
    }

    /**
     * Opens it.
     *
     * @param administrator whether the user may say where memory is sent
     */
    void open(String vm, boolean administrator, Consumer<VmCommand.Migrate> apply) {
        VBox checks = new VBox(8);
        checks.setId("migrate-checks");
        checks.setPadding(new Insets(0, 16, 8, 16));
        model.planProperty().addListener((of, was, is) -> show(checks, is));
        show(checks, model.planProperty().get());
        ScrollPane scroll = new ScrollPane(checks);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Label problem = wrapped("");
        problem.setId("migrate-problem");
        problem.getStyleClass().add("form-problem");
        problem.setPadding(new Insets(8, 16, 8, 16));
        problem.textProperty().bind(model.problemProperty());
        VBox content = new VBox(where(), scroll, options(administrator), problem);
        content.setPrefSize(720, 620);
        Dialogs.Made made = dialogs.make("migrate", texts.get("migrate.title", vm), texts.get("migrate.go"), content);
        made.go().getStyleClass().add("accent");
        InvalidationListener check = of -> made.go().setDisable(model.command().isEmpty());
        model.problemProperty().addListener(check);
        model.planProperty().addListener(check);
        check.invalidated(model.problemProperty());
        made.open(() -> model.command().ifPresent(apply));
    }

    private Form where() {
        Form form = new Form();
        DropDown<HostId> host = new DropDown<>(model.hosts());
        model.targetProperty().get().ifPresent(host::setValue);
        host.setId("migrate-host");
        host.setAccessibleText(texts.get("migrate.to"));
        host.valueProperty().addListener((of, was, is) -> model.targetProperty().set(Optional.ofNullable(is)));
        HBox.setHgrow(host, Priority.ALWAYS);
        Button again = new Button("", new IconNode(Icon.RETRY));
        again.setId("migrate-again");
        again.getStyleClass().add("flat");
        again.setAccessibleText(texts.get("migrate.again"));
        again.setTooltip(new Tooltip(texts.get("migrate.again")));
        again.setOnAction(event -> model.look());
        form.add(texts.get("migrate.to"), "migrate-where", new HBox(8, host, again));
        return form;
    }

    private void show(VBox box, Optional<MigrationPlan> plan) {
        box.getChildren().clear();
        Label title = new Label(texts.get("migrate.checks"));
        title.getStyleClass().add("section-title");
        box.getChildren().add(title);
        if (plan.isEmpty()) {
            Label asking = new Label(texts.get(model.hosts().isEmpty() ? "migrate.nowhere" : "migrate.asking"));
            asking.getStyleClass().add("text-muted");
            box.getChildren().add(asking);
            return;
        }
        GridPane grid = new GridPane(12, 8);
        ColumnConstraints own = new ColumnConstraints();
        own.setMinWidth(Region.USE_PREF_SIZE);
        ColumnConstraints rest = new ColumnConstraints();
        rest.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(own, rest);
        int row = 0;
        for (Check check : plan.get().checks()) {
            grid.add(verdict(check), 0, row);
            Label text = wrapped((texts.say(check.text()) + " " + texts.say(check.remedy())).strip());
            if (check.verdict() == Verdict.FINE) {
                text.getStyleClass().add("text-muted");
            }
            GridPane.setValignment(text, VPos.TOP);
            grid.add(text, 1, row++);
        }
        box.getChildren().add(grid);
    }

    private Label verdict(Check check) {
        String topic = texts.get("migrate.topic." + check.topic().name().toLowerCase(Locale.ROOT));
        Label label = new Label(topic, new IconNode(icon(check.verdict())));
        label.getStyleClass()
                .addAll("state-label", "migrate-" + check.verdict().name().toLowerCase(Locale.ROOT));
        label.setAccessibleText(topic + ": "
                + texts.get("migrate.verdict." + check.verdict().name().toLowerCase(Locale.ROOT)));
        GridPane.setValignment(label, VPos.TOP);
        return label;
    }

    private static Icon icon(Verdict verdict) {
        return switch (verdict) {
            case FINE -> Icon.RUNNING;
            case NOTE -> Icon.WARNING;
            case BLOCKED -> Icon.FAILED;
        };
    }

    private TitledPane options(boolean administrator) {
        Form form = new Form();
        form.setPadding(new Insets(0, 16, 8, 16));
        tick(form, "live", model.liveProperty());
        tick(form, "copy", model.copyStorageProperty());
        tick(form, "converge", model.autoConvergeProperty());
        tick(form, "post-copy", model.postCopyProperty())
                .disableProperty()
                .bind(model.liveProperty().not());
        TextField limit = form.field(texts.get("migrate.bandwidth"), "migrate-bandwidth", model.bandwidthProperty());
        limit.setPromptText(texts.get("migrate.bandwidth.none"));
        if (administrator) {
            form.field(texts.get("migrate.address"), "migrate-address", model.addressProperty())
                    .setPromptText(texts.get("migrate.address.own"));
        }
        TitledPane pane = new TitledPane(texts.get("migrate.options"), form);
        pane.setId("migrate-options");
        pane.setAnimated(false);
        pane.setExpanded(false);
        VBox.setMargin(pane, new Insets(0, 16, 0, 16));
        pane.setMinHeight(Region.USE_PREF_SIZE);
        return pane;
    }

    private CheckBox tick(Form form, String word, BooleanProperty value) {
        CheckBox box = new CheckBox(texts.get("migrate." + word));
        box.setId("migrate-" + word);
        box.selectedProperty().bindBidirectional(value);
        box.setWrapText(true);
        box.setMinHeight(Region.USE_PREF_SIZE);
        form.wide(box);
        return box;
    }

    private static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}

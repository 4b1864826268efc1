package dev.muster.app.host;

import dev.muster.app.ask.Asks;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.DropDown;
import dev.muster.app.content.Form;
import dev.muster.app.content.ProblemBox;
import dev.muster.app.content.Words;
import dev.muster.app.i18n.Texts;
import dev.muster.model.error.Problem;
import dev.muster.model.host.HostQuery;
import dev.muster.model.job.JobId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** Describes a connection, tries it, and makes it. */
public final class ConnectDialog {
    private final Dialogs dialogs;
    private final Texts texts;
    private final Asks asks;
    private final ConnectViewModel model;

    /**
     * The dialog.
     *
     * @param taken the names that connections have already
     */
    public ConnectDialog(Dialogs dialogs, Texts texts, Asks asks, Set<String> taken) {
        this.dialogs = dialogs;
        this.texts = texts;
        this.asks = asks;
        this.model = new ConnectViewModel(texts, taken);
    }

    /** Opens it. */
    public void open(Consumer<JobId> onJob, Consumer<Problem> onProblem) {
        VBox answer = new VBox();
        answer.setPadding(new Insets(0, 16, 16, 16));
        VBox content = new VBox(form(answer), answer);
        content.setPrefWidth(560);
        Dialogs.Made made =
                dialogs.make("connect", texts.get("host.connect.title"), texts.get("host.connect.go"), content);
        made.go().getStyleClass().add("accent");
        made.go().disableProperty().bind(model.problemProperty().isNotEmpty());
        // what was found out is about another connection now
        model.uriProperty().addListener((of, was, is) -> answer.getChildren().clear());
        InvalidationListener fit = observable -> made.fit().run();
        answer.getChildren().addListener(fit);
        model.targetProperty().addListener(fit);
        made.dialog()
                .setOnShown(event ->
                        Optional.ofNullable(content.lookup("#connect-target")).ifPresent(Node::requestFocus));
        made.open(() -> asks.submit(model.command(), onJob, onProblem));
    }

    private Form form(VBox answer) {
        Form form = new Form();
        DropDown<ConnectViewModel.Target> target = new DropDown<>(List.of(ConnectViewModel.Target.values()));
        target.setConverter(words());
        target.valueProperty().bindBidirectional(model.targetProperty());
        form.add(texts.get("host.connect.target"), "connect-target", target);
        form.field(texts.get("host.connect.name"), "connect-name", model.nameProperty());
        only(
                form.field(texts.get("host.connect.host"), "connect-host", model.hostProperty()),
                EnumSet.of(ConnectViewModel.Target.SSH, ConnectViewModel.Target.TLS));
        only(
                form.field(texts.get("host.connect.user"), "connect-user", model.userProperty()),
                EnumSet.of(ConnectViewModel.Target.SSH));
        only(
                form.field(texts.get("host.connect.port"), "connect-port", model.portProperty()),
                EnumSet.of(ConnectViewModel.Target.SSH, ConnectViewModel.Target.TLS));
        only(
                form.field(texts.get("host.connect.path"), "connect-path", model.pathProperty()),
                EnumSet.of(ConnectViewModel.Target.TEST));
        only(
                form.field(texts.get("host.connect.key"), "connect-key", model.keyFileProperty()),
                EnumSet.of(ConnectViewModel.Target.SSH));
        only(
                form.field(texts.get("host.connect.pki"), "connect-pki", model.pkiPathProperty()),
                EnumSet.of(ConnectViewModel.Target.TLS));
        CheckBox session = new CheckBox(texts.get("host.connect.session.mine"));
        session.selectedProperty().bindBidirectional(model.sessionProperty());
        only(
                form.add(texts.get("host.connect.session"), "connect-session", session),
                EnumSet.of(ConnectViewModel.Target.SSH, ConnectViewModel.Target.TLS));
        EnumSet<ConnectViewModel.Target> simulated = EnumSet.of(ConnectViewModel.Target.SIMULATED);
        only(form.field(texts.get("host.connect.hosts"), "connect-hosts", model.hostsProperty()), simulated);
        only(form.field(texts.get("host.connect.vms"), "connect-vms", model.vmsProperty()), simulated);
        only(form.field(texts.get("host.connect.seed"), "connect-seed", model.seedProperty()), simulated);
        Label uri = new Label();
        uri.setWrapText(true);
        uri.getStyleClass().add("mono");
        uri.textProperty().bind(model.uriProperty());
        form.add(texts.get("host.connect.uri"), "connect-uri", uri);
        Label problem = new Label();
        problem.setId("connect-problem");
        problem.getStyleClass().add("form-problem");
        problem.setWrapText(true);
        problem.setMinHeight(20);
        problem.textProperty().bind(model.problemProperty());
        form.wide(problem);
        Button test = new Button(texts.get("host.connect.test"));
        test.setId("connect-test");
        test.disableProperty().bind(model.problemProperty().isNotEmpty());
        test.setOnAction(event -> probe(answer));
        form.wide(test);
        return form;
    }

    private void probe(VBox answer) {
        answer.getChildren().setAll(new Label(texts.get("host.connect.trying")));
        asks.ask(
                new HostQuery.Probe(model.uriProperty().get()),
                found -> answer.getChildren()
                        .setAll(new Label(
                                texts.get("host.connect.found", found.hostname(), found.hypervisor(), found.vms()))),
                problem -> answer.getChildren().setAll(new ProblemBox(problem, texts)));
    }

    private void only(Node field, Set<ConnectViewModel.Target> targets) {
        field.visibleProperty()
                .bind(model.targetProperty().map(targets::contains).orElse(false));
    }

    private StringConverter<ConnectViewModel.Target> words() {
        return Words.of(value -> texts.get("host.target." + value.name().toLowerCase(Locale.ROOT)));
    }
}

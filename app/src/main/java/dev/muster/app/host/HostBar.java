package dev.muster.app.host;

import dev.muster.app.ask.Asks;
import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.ProblemBox;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.access.Role;
import dev.muster.model.error.Problem;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostState;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What a host is, above its VMs; why it is not connected; trying again, and forgetting it. */
public final class HostBar extends VBox {
    private final Asks asks;
    private final Texts texts;
    private final Dialogs dialogs;
    private final Consumer<Problem> onProblem;
    private Optional<Host> shown = Optional.empty();

    /** Shows nothing yet. */
    public HostBar(Asks asks, Texts texts, Dialogs dialogs, Consumer<Problem> onProblem) {
        this.asks = asks;
        this.texts = texts;
        this.dialogs = dialogs;
        this.onProblem = onProblem;
        setId("host-bar");
        show(Optional.empty());
    }

    /** Shows a host, or nothing. */
    public void show(Optional<Host> now) {
        setVisible(now.isPresent());
        setManaged(now.isPresent());
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        getChildren().clear();
        now.ifPresent(this::fill);
    }

    private void fill(Host host) {
        Label name = new Label(host.id().text());
        name.getStyleClass().add("section-title");
        name.setMinWidth(Region.USE_PREF_SIZE);
        Label what = new Label(host.state() == HostState.CONNECTED ? facts(host) : state(host));
        what.getStyleClass().add("text-muted");
        if (!texts.say(host.accelerator().reason()).isEmpty()) {
            what.setTooltip(new Tooltip(texts.say(host.accelerator().reason())));
            what.setAccessibleHelp(texts.say(host.accelerator().reason()));
        }
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button retry = new Button(texts.get("host.retry"));
        retry.setId("host-retry");
        retry.setMinWidth(Region.USE_PREF_SIZE);
        retry.setVisible(host.state() == HostState.DISCONNECTED);
        retry.setManaged(retry.isVisible());
        retry.setOnAction(event -> asks.submit(new HostCommand.Reconnect(host.connection()), job -> {}, onProblem));
        Button forget = new Button(texts.get("host.forget"));
        forget.setId("host-forget");
        forget.setMinWidth(Region.USE_PREF_SIZE);
        forget.setDisable(!asks.role().includes(Role.ADMINISTRATOR));
        forget.setOnAction(event -> forget(host));
        HBox line = new HBox(name, what, gap, retry, forget);
        line.getStyleClass().add("host-bar");
        getChildren().add(line);
        host.problem().ifPresent(problem -> getChildren().add(new ProblemBox(problem, texts)));
    }

    private String state(Host host) {
        return texts.get("shell.host." + host.state().name().toLowerCase(java.util.Locale.ROOT)) + " · " + host.uri();
    }

    private String facts(Host host) {
        String called = host.name().equals(host.id().text()) ? "" : host.name() + " · ";
        return called
                + texts.get(
                        "host.facts",
                        host.hypervisor(),
                        host.cpus(),
                        Amounts.bytes(host.memoryBytes(), texts.locale()),
                        Amounts.bytes(host.memoryFreeBytes(), texts.locale()),
                        host.accelerator().kind());
    }

    private void forget(Host host) {
        String name = host.connection().text();
        new ConfirmDialog(dialogs, texts)
                .ask(
                        new Confirmation(
                                texts.get("host.forget.title", name),
                                texts.get("host.forget.meaning"),
                                List.of(name),
                                name,
                                texts.get("host.forget")),
                        () -> asks.submit(new HostCommand.Disconnect(host.connection()), job -> {}, onProblem));
    }
}

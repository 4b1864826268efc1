package dev.muster.app.cluster;

import dev.muster.app.cluster.ClusterBoard.Card;
import dev.muster.app.content.StateLabel;
import dev.muster.app.i18n.Texts;
import dev.muster.icons.Icon;
import dev.muster.icons.IconNode;
import dev.muster.model.inventory.Vm;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A VM on three lines: name and state, host and what waits for a restart, what it last did to boot. */
final class CardNode extends VBox {
    private final Texts texts;
    private final ClusterWords words;
    private final Label name = new Label();
    private final StateLabel state = new StateLabel();
    private final Label host = new Label();
    private final Label mark = new Label();
    private final Label last = new Label();
    private final IconNode failed = new IconNode(Icon.FAILED);
    private final Tooltip whole = new Tooltip();

    CardNode(Texts texts) {
        super(4);
        this.texts = texts;
        this.words = new ClusterWords(texts);
        getStyleClass().add("cluster-card");
        name.getStyleClass().add("cluster-card-name");
        name.setMinWidth(0);
        state.setMinWidth(Region.USE_PREF_SIZE);
        host.getStyleClass().add("text-muted");
        host.setMinWidth(0);
        mark.getStyleClass().add("cluster-mark");
        mark.setMinWidth(Region.USE_PREF_SIZE);
        last.setMinWidth(0);
        failed.tone("cluster-failed");
        getChildren().addAll(line(name, state), line(host, mark), last);
        whole.setWrapText(true);
        whole.setMaxWidth(420);
        Tooltip.install(this, whole);
    }

    private static HBox line(Label left, Label right) {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox line = new HBox(8, left, gap, right);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    void show(Card card) {
        name.setText(card.name());
        words.state(state, card);
        host.setText(place(card));
        String waiting = card.once()
                .map(function -> texts.get("cluster.once", function))
                .orElseGet(() -> card.isRestartToApply() ? texts.get("cluster.restart") : "");
        mark.setText(waiting);
        mark.setVisible(!waiting.isEmpty());
        mark.setManaged(!waiting.isEmpty());
        boolean stopped = card.isStopped();
        String entry = card.pending()
                .map(words::asks)
                .or(() -> card.last()
                        .map(one -> stopped ? words.what(one) : words.clock(one.at()) + " " + words.line(one)))
                .orElseGet(() -> texts.get("cluster.trail.none"));
        last.setText(entry);
        last.setGraphic(stopped ? failed : null);
        last.getStyleClass().setAll("label", stopped ? "form-problem" : "text-muted");
        List<String> all = new ArrayList<>(List.of(card.name() + " · " + state.getText(), host.getText()));
        if (card.isRestartToApply()) {
            String booted = card.assignment().map(one -> one.booted()).orElse("");
            all.add(texts.get("cluster.restart.meaning", booted, card.function()));
        }
        card.once().ifPresent(function -> all.add(texts.get("cluster.once.meaning", function, card.function())));
        all.add(
                card.pending().isPresent()
                        ? entry
                        : card.last().map(words::line).orElse(entry));
        whole.setText(String.join("\n", all));
    }

    /** All that it says, for screen readers. */
    String words() {
        return whole.getText().replace("\n", ", ");
    }

    private String place(Card card) {
        String at = card.vm()
                .map(Vm::id)
                .map(vm -> vm.host().text())
                .or(() -> card.assignment().map(one -> one.vm().host().text()))
                .or(() -> card.pending().map(one -> one.network().host().text()))
                .orElse("");
        return card.pending()
                .map(one -> texts.get("cluster.pending.place", at, one.address()))
                .orElse(at);
    }
}

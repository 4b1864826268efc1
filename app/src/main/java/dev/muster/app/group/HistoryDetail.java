package dev.muster.app.group;

import dev.muster.app.content.ProblemBox;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.error.Problem;
import dev.muster.model.group.GroupQuery.Listed;
import dev.muster.model.group.GroupSet;
import dev.muster.model.job.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What there is to say of one set, or why a set is missing or cannot be restored. */
final class HistoryDetail {
    private static final double HEIGHT = 128;

    private final ConsoleContext context;
    private final Texts texts;
    private final GroupWords words;
    private final VBox content = new VBox(8);
    /** The rows above keep their room: what is longer scrolls. */
    private final ScrollPane root = new ScrollPane(content);

    private Optional<HistoryLine> shown = Optional.empty();

    HistoryDetail(ConsoleContext context) {
        this.context = context;
        this.texts = context.texts();
        this.words = new GroupWords(texts);
        root.setId("group-set-detail");
        root.getStyleClass().add("dialog-scroll");
        root.setFitToWidth(true);
        root.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        root.setMaxHeight(HEIGHT);
        content.getStyleClass().add("group-set-detail");
        root.managedProperty().bind(root.visibleProperty());
        root.setVisible(false);
    }

    Node root() {
        return root;
    }

    /** Shows that one. */
    void show(Optional<HistoryLine> line) {
        // what shows stays as it is: the keyboard may be in it
        if (line.equals(shown)) {
            return;
        }
        shown = line;
        root.setVisible(line.isPresent());
        content.getChildren().setAll(line.map(this::nodes).orElse(List.of()));
    }

    private List<Node> nodes(HistoryLine line) {
        List<Node> nodes = new ArrayList<>();
        nodes.add(head(line));
        problem(line).ifPresent(why -> nodes.add(box(line, why)));
        line.set().ifPresent(set -> nodes.add(members(set)));
        return nodes;
    }

    private Node box(HistoryLine line, Problem why) {
        ProblemBox box = new ProblemBox(why, texts);
        if (line.status() == HistoryLine.Status.FAILED) {
            box.getStyleClass().add("group-missing");
        }
        return box;
    }

    private static Optional<Problem> problem(HistoryLine line) {
        return line.set()
                .flatMap(Listed::problem)
                .or(() ->
                        line.set().isEmpty() ? line.attempt().flatMap(attempt -> attempt.problem()) : Optional.empty());
    }

    private HBox head(HistoryLine line) {
        Label title = new Label(
                switch (line.status()) {
                    case FAILED -> texts.get("group.set.missing", words.exact(line.at()));
                    case DAMAGED -> texts.get("group.set.damaged", name(line));
                    case GOOD, VERIFIED -> texts.get("group.set.title", name(line), words.health(line));
                });
        title.setId("group-set-title");
        title.getStyleClass().add("group-name");
        title.setWrapText(true);
        title.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        HBox head = new HBox(8, title);
        head.setAlignment(Pos.CENTER_LEFT);
        line.job().ifPresent(job -> head.getChildren().add(job(job)));
        return head;
    }

    private static String name(HistoryLine line) {
        return line.set().map(set -> set.id().name()).orElse("");
    }

    private Button job(JobId job) {
        Button open = new Button(texts.get("group.set.job"));
        open.setId("group-set-job");
        open.getStyleClass().addAll("flat", "small");
        open.setMinWidth(Region.USE_PREF_SIZE);
        open.setOnAction(event -> context.openJob().accept(job));
        return open;
    }

    private Label members(Listed set) {
        Label label = new Label(set.set().members().stream().map(this::member).collect(Collectors.joining(" · ")));
        label.setId("group-set-members");
        label.getStyleClass().add("text-muted");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private String member(GroupSet.Member member) {
        return texts.get(
                "group.set.member", member.name(), words.span(member.times().still()), words.bytes(member.stored()));
    }
}

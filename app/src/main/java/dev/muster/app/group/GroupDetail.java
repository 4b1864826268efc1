package dev.muster.app.group;

import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.content.ButtonHint;
import dev.muster.app.content.VmDrag;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.group.Group;
import dev.muster.model.group.GroupCommand;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The chosen group: its figures, its sets and its members. VMs that are dropped on it become members. */
final class GroupDetail {
    private final ConsoleContext context;
    private final GroupsViewModel model;
    private final Texts texts;
    private final GroupFigures figures;
    private final HistoryPane history;
    private final MembersPane members;
    private final Label name = new Label();
    private final Tooltip whole = new Tooltip();
    private final Button capture;
    private final Button edit;
    private final Button delete;
    private final ButtonHint captureHint;
    private final ButtonHint editHint;
    private final ButtonHint deleteHint;
    private final Tab memberTab = new Tab();
    private final BorderPane root = new BorderPane();

    GroupDetail(ConsoleContext context, GroupsViewModel model) {
        this.context = context;
        this.model = model;
        this.texts = context.texts();
        this.figures = new GroupFigures(context, model);
        this.history = new HistoryPane(context, model);
        this.members = new MembersPane(context, model);
        this.capture = button("group-capture", "group.capture", model::capture);
        this.edit = button("group-edit-open", "group.edit", this::edit);
        this.delete = button("group-delete", "group.delete", this::delete);
        capture.getStyleClass().add("accent");
        edit.getStyleClass().add("flat");
        delete.getStyleClass().addAll("flat", "danger");
        this.captureHint = new ButtonHint(capture);
        this.editHint = new ButtonHint(edit);
        this.deleteHint = new ButtonHint(delete);
        Tab sets = new Tab(texts.get("group.sets"), history.root());
        sets.setId("group-tab-sets");
        memberTab.setId("group-tab-members");
        memberTab.setContent(members.root());
        TabPane tabs = new TabPane(sets, memberTab);
        tabs.setId("group-tabs");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        root.setId("group-detail");
        root.getStyleClass().add("group-detail");
        root.setTop(new VBox(header(), figures.root()));
        root.setCenter(tabs);
        root.setMinWidth(0);
        VmDrag.accept(root, model::canAdd, model::add);
    }

    BorderPane root() {
        return root;
    }

    /** It is shown from now on: who one is, is known only once the bridge was heard. */
    void activate() {
        show();
    }

    private Button button(String id, String key, Runnable work) {
        Button button = new Button(texts.get(key));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> work.run());
        return button;
    }

    private HBox header() {
        name.setId("group-name");
        name.getStyleClass().add("page-title");
        name.setMinWidth(0);
        name.setTooltip(whole);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox header = new HBox(4, name, gap, deleteHint.holder(), editHint.holder(), captureHint.holder());
        header.setAlignment(Pos.CENTER_LEFT);
        header.getStyleClass().add("pane-header");
        return header;
    }

    /** Shows what is known now. */
    void show() {
        Optional<GroupLine> line = model.chosen();
        root.setVisible(line.isPresent());
        name.setText(line.map(one -> one.group().id().text()).orElse(""));
        whole.setText(name.getText());
        say(capture, captureHint, model.captureRefusal(), "group.capture.hint");
        say(edit, editHint, model.refusal(), "group.edit");
        say(delete, deleteHint, model.refusal(), "group.delete");
        memberTab.setText(
                texts.get("group.members.count", model.members().rows().size()));
        figures.show(Instant.now());
        history.show();
        members.show();
    }

    private void say(Button button, ButtonHint hint, Optional<String> refusal, String key) {
        button.setDisable(refusal.isPresent());
        hint.say(refusal, texts.get(key));
    }

    /** Tells again what goes with the time. */
    void tick() {
        figures.show(Instant.now());
        history.tick();
    }

    private Optional<Group> group() {
        return model.chosen().map(GroupLine::group);
    }

    private void edit() {
        group().ifPresent(group -> new GroupDialog(context, Optional.of(group)).open());
    }

    private void delete() {
        group().ifPresent(group -> {
            String id = group.id().text();
            new ConfirmDialog(context.dialogs(), texts)
                    .ask(
                            Confirmation.byKey(
                                    texts.get("group.delete.title", id),
                                    texts.get("group.delete.meaning"),
                                    List.of(id),
                                    texts.get("group.delete")),
                            () -> model.send(new GroupCommand.Delete(group.id())));
        });
    }
}

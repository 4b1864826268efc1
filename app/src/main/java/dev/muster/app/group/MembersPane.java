package dev.muster.app.group;

import dev.muster.app.content.ObjectTable;
import dev.muster.app.content.StateLabel;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.app.navigation.Place;
import dev.muster.model.group.Group;
import dev.muster.model.group.GroupMember;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;

/** The rules by which VMs are members of the chosen group, and the VMs these are now. */
final class MembersPane {
    private final ConsoleContext context;
    private final GroupsViewModel model;
    private final Texts texts;
    private final GroupWords words;
    private final MemberChips chips;
    private final ObjectTable<MemberLine> table;
    private final BorderPane root = new BorderPane();
    private List<GroupMember> shown = List.of();

    MembersPane(ConsoleContext context, GroupsViewModel model) {
        this.context = context;
        this.model = model;
        this.texts = context.texts();
        this.words = new GroupWords(texts);
        this.chips = new MemberChips("group-member", texts, model::remove);
        this.table = new ObjectTable<>("group-members", texts.get("group.members"), texts, model.members());
        table.minor();
        table.usually(Comparator.comparing(line -> line.vm().name()));
        table.node(
                "state",
                texts.get("group.column.state"),
                112,
                StateLabel::new,
                (cell, line) -> cell.show(
                        GroupWords.tone(line.vm().state()),
                        words.state(line.vm().state())),
                Comparator.comparing(line -> line.vm().state()));
        table.text("name", texts.get("group.column.vm"), 150, line -> line.vm().name());
        table.text(
                "host",
                texts.get("group.column.host"),
                60,
                line -> line.id().host().text());
        table.text("how", texts.get("group.column.how"), 130, this::how);
        table.text(
                "problem",
                texts.get("group.column.problem"),
                200,
                line -> line.forecast()
                        .flatMap(known -> known.problem())
                        .map(texts::say)
                        .orElse("–"));
        table.guarded(
                "group-member-open",
                texts.get("group.member.open"),
                texts.get("group.member.choose"),
                line -> Optional.empty(),
                line -> context.navigation().go(new Place.OneVm(line.id())));
        table.create("group-member-add", texts.get("group.member.add"), this::add);
        table.plain("group-member-add");
        table.onOpen(line -> context.navigation().go(new Place.OneVm(line.id())));
        Label none = new Label(texts.get("group.members.none"));
        none.setWrapText(true);
        none.getStyleClass().add("text-muted");
        table.whenEmpty(none);
        Label hint = new Label(texts.get("group.members.drop"));
        hint.setId("group-members-hint");
        hint.getStyleClass().add("pane-footer");
        hint.setMaxWidth(Double.MAX_VALUE);
        root.setId("group-members");
        root.setTop(chips.root());
        root.setCenter(table.root());
        root.setBottom(hint);
        chips.root().getStyleClass().add("group-chips");
        chips.root().setMinHeight(Region.USE_PREF_SIZE);
    }

    BorderPane root() {
        return root;
    }

    private String how(MemberLine line) {
        return line.forecast()
                .filter(known -> known.problem().isEmpty())
                .map(known -> words.hold(known.how()))
                .orElse("–");
    }

    /** Shows what is known now. */
    void show() {
        table.refuseCreate(model.refusal());
        List<GroupMember> now =
                model.chosen().map(line -> line.group().spec().members()).orElse(List.of());
        if (!now.equals(shown)) {
            shown = now;
            chips.show(now, context.inventory().image());
        }
        chips.refuse(model.removeRefusal());
    }

    private void add() {
        Optional<Group> group = model.chosen().map(GroupLine::group);
        group.filter(one -> model.refusal().isEmpty()).ifPresent(one -> new AddMembersDialog(context, one).open());
    }
}

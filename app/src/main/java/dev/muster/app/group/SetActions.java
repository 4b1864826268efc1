package dev.muster.app.group;

import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.content.ObjectTable;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.backup.Repository;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.group.GroupCommand;
import dev.muster.model.group.GroupQuery.Listed;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.Button;

/** What can be done with a set, in the order of its buttons: the one place where another action is added. */
final class SetActions {
    private final ObjectTable<HistoryLine> table;
    private final ConsoleContext context;
    private final GroupsViewModel model;
    private final Texts texts;

    private SetActions(ObjectTable<HistoryLine> table, ConsoleContext context, GroupsViewModel model) {
        this.table = table;
        this.context = context;
        this.model = model;
        this.texts = context.texts();
    }

    /** Adds their buttons. */
    static void add(ObjectTable<HistoryLine> table, ConsoleContext context, GroupsViewModel model) {
        SetActions actions = new SetActions(table, context, model);
        actions.button("group-set-restore", "group.restore", SetActions::whole, actions::restore);
        actions.button("group-set-verify", "group.verify", set -> Optional.empty(), actions::verify);
        actions.button("group-set-copy", "group.copy", actions::elsewhere, actions::copy);
        actions.button("group-set-delete", "group.set.delete", set -> Optional.empty(), actions::delete)
                .getStyleClass()
                .add("danger");
    }

    private Button button(String id, String key, Function<Listed, Optional<String>> refusal, Consumer<Listed> work) {
        return table.guarded(
                id,
                texts.get(key),
                texts.get("group.set.choose"),
                line -> model.refusal()
                        .or(() -> line.set().isEmpty() ? Optional.of(texts.get("group.set.nothing")) : Optional.empty())
                        .or(() -> line.set().flatMap(refusal).map(texts::say)),
                line -> line.set().ifPresent(work));
    }

    private static Optional<String> whole(Listed set) {
        return set.problem().map(why -> why.what());
    }

    private Optional<String> elsewhere(Listed set) {
        return others(set).isEmpty() ? Optional.of(texts.get("group.copy.nowhere")) : whole(set);
    }

    private List<RepositoryId> others(Listed set) {
        return context.inventory().image().objects(Repository.class).values().stream()
                .map(Repository::id)
                .filter(id -> !id.equals(set.id().repository()))
                .sorted(Comparator.comparing(RepositoryId::text))
                .toList();
    }

    private void restore(Listed set) {
        new RestoreSetDialog(context, set).open();
    }

    private void verify(Listed set) {
        model.send(new GroupCommand.VerifySet(set.id()));
    }

    private void copy(Listed set) {
        new CopySetDialog(context, set, others(set)).open();
    }

    private void delete(Listed set) {
        String name = set.id().name();
        Confirmation confirmation = new Confirmation(
                texts.get("group.set.delete.title", name),
                texts.get("group.set.delete.meaning", set.set().members().size()),
                List.of(name),
                name,
                texts.get("group.set.delete"));
        new ConfirmDialog(context.dialogs(), texts)
                .ask(confirmation, () -> model.send(new GroupCommand.DeleteSet(set.id())));
    }
}

package dev.muster.app.backup;

import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.access.Role;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** What can be done with a restore point, in the order of its buttons: the one place where another action is added. */
final class PointActions {
    private PointActions() {}

    /** All of them. */
    static List<PointAction> of(ConsoleContext context) {
        return List.of(restore(context), copy(context.texts()));
    }

    private static PointAction restore(ConsoleContext context) {
        return new PointAction(
                "backup-restore",
                context.texts().get("backup.restore"),
                false,
                Optional.of(new KeyCodeCombination(KeyCode.ENTER)),
                point -> context.asks().role().includes(Role.OPERATOR)
                        ? Optional.empty()
                        : Optional.of(context.texts().get("object.refused.role")),
                point -> new RestoreDialog(context, point).open());
    }

    private static PointAction copy(Texts texts) {
        return new PointAction(
                "backup-copy",
                texts.get("backup.copy"),
                false,
                Optional.of(new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN)),
                point -> Optional.empty(),
                point -> {
                    ClipboardContent content = new ClipboardContent();
                    content.putString(point.id().text());
                    Clipboard.getSystemClipboard().setContent(content);
                });
    }
}

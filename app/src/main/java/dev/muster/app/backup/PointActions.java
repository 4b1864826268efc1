package dev.muster.app.backup;

import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.access.Role;
import dev.muster.model.backup.BackupCommand;
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
        return List.of(restore(context), verify(context), boot(context), copy(context.texts()), delete(context));
    }

    private static PointAction restore(ConsoleContext context) {
        return new PointAction(
                "backup-restore",
                context.texts().get("backup.restore"),
                false,
                Optional.of(new KeyCodeCombination(KeyCode.ENTER)),
                _ -> role(context),
                point -> new RestoreDialog(context, point).open());
    }

    static Optional<String> role(ConsoleContext context) {
        return context.asks().role().includes(Role.OPERATOR)
                ? Optional.empty()
                : Optional.of(context.texts().get("object.refused.role"));
    }

    private static PointAction verify(ConsoleContext context) {
        return new PointAction(
                "backup-verify",
                context.texts().get("backup.verify"),
                false,
                Optional.empty(),
                _ -> role(context),
                point -> context.asks()
                        .submit(new BackupCommand.Verify(point.id()), context.onJob(), context.onProblem()));
    }

    private static PointAction boot(ConsoleContext context) {
        return new PointAction(
                "backup-boot",
                context.texts().get("backup.boot"),
                false,
                Optional.empty(),
                _ -> role(context),
                point -> new VerifyBootDialog(context, new BootRequest.OfPoint(point)).open());
    }

    private static PointAction delete(ConsoleContext context) {
        return new PointAction(
                "backup-delete",
                context.texts().get("backup.delete"),
                true,
                Optional.of(new KeyCodeCombination(KeyCode.DELETE)),
                point -> role(context)
                        .or(() -> point.users().isEmpty()
                                ? Optional.empty()
                                : Optional.of(context.texts().get("backup.delete.used"))),
                point -> {
                    Confirmation confirmation = Confirmation.byKey(
                            context.texts().get("backup.delete.title"),
                            context.texts().get("backup.delete.meaning"),
                            List.of(point.manifest().name() + ", " + point.id().name()),
                            context.texts().get("backup.delete"));
                    new ConfirmDialog(context.dialogs(), context.texts())
                            .ask(
                                    confirmation,
                                    () -> context.asks()
                                            .submit(
                                                    new BackupCommand.DeletePoint(point.id()),
                                                    context.onJob(),
                                                    context.onProblem()));
                });
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

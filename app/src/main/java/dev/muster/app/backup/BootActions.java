package dev.muster.app.backup;

import dev.muster.app.backup.BootRequest.Machine;
import dev.muster.app.feature.AppAction;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.icons.Icon;
import dev.muster.model.access.Role;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.recovery.BootCommand;
import java.util.List;
import java.util.Optional;

/** Boots the newest restore points of VMs, and searches the newest that boots: in the menu of VMs and in the palette. */
final class BootActions {
    private final ConsoleContext context;
    private final Texts texts;

    private BootActions(ConsoleContext context) {
        this.context = context;
        this.texts = context.texts();
    }

    static List<AppAction> of(ConsoleContext context) {
        BootActions actions = new BootActions(context);
        return List.of(
                AppAction.onVms(
                        "backup.boot",
                        Icon.BACKUP,
                        vms -> actions.texts.get("backup.boot"),
                        actions::refusal,
                        vms -> new VerifyBootDialog(
                                        context,
                                        new BootRequest.Newest(
                                                vms.stream().map(Machine::of).toList()))
                                .open()),
                AppAction.onVms(
                        "backup.find-good",
                        Icon.BACKUP,
                        vms -> actions.texts.get("backup.good"),
                        vms -> actions.refusal(vms)
                                .or(() -> vms.size() == 1
                                        ? Optional.empty()
                                        : Optional.of(actions.texts.get("backup.refused.one"))),
                        vms -> new VerifyBootDialog(context, new BootRequest.Search(Machine.of(vms.getFirst())))
                                .open()));
    }

    private Optional<String> refusal(List<Vm> vms) {
        return refusal(context.asks().role(), vms, context.inventory().image(), texts);
    }

    /** Why the points of these VMs cannot be booted, one sentence; empty where they can. */
    static Optional<String> refusal(Role role, List<Vm> vms, InventoryImage image, Texts texts) {
        if (!role.includes(Role.OPERATOR)) {
            return Optional.of(texts.get("object.refused.role"));
        }
        if (vms.isEmpty()) {
            return Optional.of(texts.get("backup.refused.none"));
        }
        if (vms.size() > BootCommand.MOST) {
            return Optional.of(texts.get("backup.boot.refused.many", BootCommand.MOST));
        }
        return BackupNow.repositories(image).isEmpty()
                ? Optional.of(texts.get("backup.refused.repository"))
                : Optional.empty();
    }
}

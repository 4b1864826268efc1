package dev.muster.app.backup;

import dev.muster.app.feature.AppAction;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.icons.Icon;
import dev.muster.model.access.Role;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import java.util.List;
import java.util.Optional;

/** Moves a VM that runs from a restore point out of its repository: in the menu of VMs and in the palette. */
final class MoveOutAction {
    private final ConsoleContext context;
    private final Texts texts;

    private MoveOutAction(ConsoleContext context) {
        this.context = context;
        this.texts = context.texts();
    }

    static AppAction of(ConsoleContext context) {
        MoveOutAction action = new MoveOutAction(context);
        return AppAction.onVms(
                "backup.move",
                Icon.BACKUP,
                vms -> action.texts.get("backup.move"),
                action::refusal,
                vms -> new MoveOutDialog(context, vms.getFirst()).open());
    }

    private Optional<String> refusal(List<Vm> vms) {
        InventoryImage image = context.inventory().image();
        if (!context.asks().role().includes(Role.OPERATOR)) {
            return Optional.of(texts.get("object.refused.role"));
        }
        if (vms.size() != 1) {
            return Optional.of(texts.get("backup.refused.one"));
        }
        Vm vm = vms.getFirst();
        if (!image.isConnected(vm.id().host())) {
            return Optional.of(texts.get("object.refused.lost", vm.id().host().text()));
        }
        if (BackupNow.repositories(image).isEmpty()) {
            return Optional.of(texts.get("backup.move.none", vm.name()));
        }
        return vm.state() == VmState.UNKNOWN || vm.state() == VmState.CRASHED || vm.savedState()
                ? Optional.of(texts.get("backup.move.state", vm.name()))
                : Optional.empty();
    }
}

package dev.muster.app.note;

import dev.muster.app.feature.AppAction;
import dev.muster.app.feature.AppFeature;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.SampleData;
import dev.muster.app.feature.Screen;
import dev.muster.app.feature.VmTab;
import dev.muster.icons.Icon;
import dev.muster.model.access.Role;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.note.Note;
import dev.muster.model.note.NoteId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Notes on VMs: a screen with all of them, a tab on the page of a VM, and an action that writes one. */
public final class NoteFeature implements AppFeature {
    @Override
    public List<Screen> screens(ConsoleContext context) {
        return List.of(new Screen("notes", "note.title", Icon.TAG, () -> {
            NotesView view = new NotesView(context, new NotesViewModel(context, Optional.empty()));
            return Screen.View.of(view.root(), view::activate, view::deactivate);
        }));
    }

    @Override
    public List<VmTab> vmTabs(ConsoleContext context) {
        return List.of(new VmTab("notes", "note.tab", VmTab.USUAL, row -> {
            NotesView view = new NotesView(context, new NotesViewModel(context, Optional.of(row.id())));
            return VmTab.Content.of(view.root(), active -> {
                if (active) {
                    view.activate();
                } else {
                    view.deactivate();
                }
            });
        }));
    }

    @Override
    public List<AppAction> actions(ConsoleContext context) {
        return List.of(AppAction.onVms(
                "note.create",
                Icon.TAG,
                vms -> context.texts().get("note.create"),
                vms -> refusal(context, vms),
                vms -> new NoteDialog(context).open(vms.getFirst())));
    }

    private static Optional<String> refusal(ConsoleContext context, List<Vm> vms) {
        if (vms.size() != 1) {
            return Optional.of(context.texts().get("note.refused.one"));
        }
        return context.asks().role().includes(Role.OPERATOR)
                ? Optional.empty()
                : Optional.of(context.texts().get("vm.refused.role"));
    }

    @Override
    public SampleData samples() {
        VmId vm = new VmId(new HostId("h1"), new UUID(1, 0));
        return new SampleData(
                List.of(new Note(
                        new NoteId(new UUID(9, 1)),
                        vm,
                        "Disk replaced on Monday",
                        "operator",
                        Instant.parse("2026-03-02T08:15:00Z"))),
                List.of());
    }
}

package dev.muster.app.vm;

import dev.muster.app.feature.Alert;
import dev.muster.app.feature.AlertSource;
import dev.muster.app.feature.AppAction;
import dev.muster.app.feature.AppFeature;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.SampleData;
import dev.muster.app.feature.SampleData.Answer;
import dev.muster.app.feature.VmTab;
import dev.muster.app.i18n.Texts;
import dev.muster.app.navigation.Place;
import dev.muster.icons.Icon;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.VmQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** What a VM is and what can be done with it: tabs of its page, actions, and VMs that crashed. */
public final class VmFeature implements AppFeature {
    @Override
    public List<VmTab> vmTabs(ConsoleContext context) {
        Texts texts = context.texts();
        return List.of(
                new VmTab("summary", "vm.tab.summary", 0, row -> new SummaryTab(context)),
                new VmTab("network", "vm.tab.network", 40, row -> new NicsTab(texts)),
                new VmTab("storage", "vm.tab.storage", 50, row -> new DisksTab(context.asks(), texts)),
                new VmTab("jobs", "vm.tab.jobs", 90, row -> new VmJobsTab(row, context)),
                new VmTab("serial", "vm.tab.serial", 99, row -> {
                    SerialView view = new SerialView(new SerialViewModel(context.asks(), row.id()), texts);
                    return VmTab.Content.of(view.root(), view::setActive);
                }));
    }

    @Override
    public List<AppAction> actions(ConsoleContext context) {
        List<AppAction> all = new ArrayList<>(new VmActions(
                        context.asks(),
                        context.texts(),
                        context.dialogs(),
                        () -> context.inventory().image().hosts().values(),
                        context.onJob(),
                        context.onProblem())
                .all());
        all.add(AppAction.general(
                        "vm.create",
                        Icon.ADD,
                        context.texts().get("vm.create"),
                        vms -> createRefusal(context),
                        () -> create(context))
                .withKeys(new KeyCodeCombination(KeyCode.N, KeyCombination.SHORTCUT_DOWN)));
        return List.copyOf(all);
    }

    /** Why no VM can be made now; empty where one can. */
    public static Optional<String> createRefusal(ConsoleContext context) {
        return context.inventory().image().connectedHosts().isEmpty()
                ? Optional.of(context.texts().get("object.refused.hosts"))
                : Optional.empty();
    }

    /** Opens the dialog that makes a VM. */
    public static void create(ConsoleContext context) {
        CreateGround ground = new CreateGround(context.inventory().image());
        new CreateDialog(
                        context.dialogs(),
                        context.texts(),
                        context.asks(),
                        ground,
                        new CreateViewModel(context.texts(), ground))
                .open(command -> context.asks().submit(command, context.onJob(), context.onProblem()));
    }

    @Override
    public List<AlertSource> alerts(ConsoleContext context) {
        return List.of(faults(context.texts()));
    }

    /** The VMs that crashed, and those paused because something is wrong with what they need. */
    public static AlertSource faults(Texts texts) {
        return (image, jobs, now) -> image.vms().values().stream()
                .filter(vm -> vm.crashed() || vm.pausedByFault())
                .map(vm -> fault(texts, vm))
                .toList();
    }

    private static Alert fault(Texts texts, Vm vm) {
        String kind = vm.pausedByFault()
                ? "alert.vm.paused."
                : vm.state() == VmState.CRASHED ? "alert.vm.crashed." : "alert.vm.";
        String reason = vm.stateReason().isBlank() ? "" : ": " + texts.say(vm.stateReason());
        return new Alert(
                "vm:" + vm.id().text(),
                true,
                texts.get(
                        vm.pausedByFault() ? "alert.vm.paused.what" : "alert.vm.what",
                        vm.name(),
                        vm.id().host().text(),
                        reason),
                texts.get(kind + "meaning"),
                texts.get(kind + "remedy"),
                vm.stateSince(),
                new Alert.Target.OfPlace("alert.jump.vm", new Place.OneVm(vm.id())));
    }

    @Override
    public SampleData samples() {
        return SampleData.answers(
                Answer.of(
                        VmQuery.Deletion.class,
                        (asked, image) ->
                                SampleMoves.deletion(image.vm(asked.vm()).orElseThrow())),
                Answer.of(VmQuery.SerialOutput.class, (asked, image) -> SampleMoves.serial(asked.offset())),
                Answer.of(VmQuery.Systems.class, (asked, image) -> SampleMoves.systems()),
                Answer.of(VmQuery.Preview.class, (asked, image) -> SampleMoves.preview(asked.spec())),
                Answer.of(
                        VmQuery.Cloning.class,
                        (asked, image) ->
                                SampleMoves.cloning(image.vm(asked.vm()).orElseThrow(), asked.name())),
                Answer.of(
                        VmQuery.Migrating.class,
                        (asked, image) ->
                                SampleMoves.migrating(image.vm(asked.vm()).orElseThrow(), asked.to())));
    }
}

package dev.muster.app.hardware;

import dev.muster.app.feature.AppAction;
import dev.muster.app.feature.AppFeature;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.SampleData;
import dev.muster.app.feature.VmTab;
import dev.muster.app.inventory.VmRow;
import dev.muster.icons.Icon;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.vm.VmQuery;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;

/** The hardware of a VM and its domain XML, on its page. */
public final class HardwareFeature implements AppFeature {
    private static final String TAB = "hardware";

    @Override
    public List<VmTab> vmTabs(ConsoleContext context) {
        return List.of(
                new VmTab(TAB, "hardware.tab", 30, row -> new Tab(row, context)),
                new VmTab("xml", "vm.tab.xml", 95, row -> {
                    XmlView view = new XmlView(
                            context.asks(),
                            row.id(),
                            context.texts(),
                            context.dialogs(),
                            context.onJob(),
                            context.onProblem());
                    return VmTab.Content.of(view.root(), active -> {
                        if (active) {
                            view.load();
                        }
                    });
                }));
    }

    @Override
    public List<AppAction> actions(ConsoleContext context) {
        return List.of(AppAction.onVms(
                "hardware.open",
                Icon.VM,
                vms -> context.texts().get("hardware.open"),
                vms -> vms.size() == 1
                        ? Optional.empty()
                        : Optional.of(context.texts().get("hardware.refused.one")),
                vms -> context.openTab().accept(vms.getFirst().id(), TAB)));
    }

    @Override
    public SampleData samples() {
        return SampleData.answers(
                SampleData.Answer.of(
                        VmQuery.HardwareOf.class,
                        (asked, image) -> SampleHardware.of(image.vm(asked.vm()).orElseThrow())),
                SampleData.Answer.of(
                        VmQuery.ReviewHardware.class,
                        (asked, image) ->
                                SampleHardware.plan(image.vm(asked.vm()).orElseThrow(), asked.changes())),
                SampleData.Answer.of(
                        VmQuery.Xml.class,
                        (asked, image) -> new VmQuery.DomainXml(
                                SampleHardware.xml(image.vm(asked.vm()).orElseThrow()), "sample")),
                SampleData.Answer.of(
                        VmQuery.ReviewXml.class,
                        (asked, image) ->
                                SampleHardware.review(image.vm(asked.vm()).orElseThrow(), asked.xml())));
    }

    /** Read again whenever it is looked at and something happened. */
    private static final class Tab implements VmTab.Content {
        private final HardwareViewModel model;
        private final HardwareView view;
        private boolean active;

        private Tab(VmRow row, ConsoleContext context) {
            this.model = new HardwareViewModel(
                    context.asks(), row.id(), context.texts(), context.onJob(), context.onProblem());
            this.view = new HardwareView(
                    model,
                    new HardwareSurroundings(row::vm, () -> context.inventory().image()),
                    context.texts(),
                    context.dialogs());
        }

        @Override
        public Node root() {
            return view.root();
        }

        @Override
        public void setActive(boolean now) {
            active = now;
            load();
        }

        @Override
        public void changed(Vm vm, InventoryImage around) {
            load();
        }

        @Override
        public void jobsChanged() {
            load();
        }

        private void load() {
            if (active) {
                model.load();
            }
        }
    }
}

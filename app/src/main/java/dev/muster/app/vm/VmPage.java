package dev.muster.app.vm;

import dev.muster.app.content.ContentStyle;
import dev.muster.app.content.StateLabel;
import dev.muster.app.feature.AppAction;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.VmTab;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.VmRow;
import dev.muster.app.job.JobRow;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.ShownName;
import dev.muster.model.inventory.Vm;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.value.ChangeListener;
import javafx.collections.transformation.FilteredList;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** One VM: its name and state, what can be done with it, and the tabs that features bring. */
public final class VmPage {
    private final VmRow row;
    private final ConsoleContext context;
    private final Texts texts;
    private final VmActionBar actions;
    private final StateLabel state = new StateLabel();
    private final Label name = new Label();
    private final Label host = new Label();
    private final List<VmTab.Content> contents = new ArrayList<>();
    private final FilteredList<JobRow> ownJobs;
    private final TabPane tabs = new TabPane();
    private final BorderPane root = new BorderPane();
    private final ChangeListener<InventoryImage> onImage = (observable, before, after) -> around(before, after);
    private final ChangeListener<Vm> onVm = (observable, before, after) -> fill(after);

    /**
     * The page of one VM.
     *
     * @param tabs those of all features
     * @param actions those of all features
     */
    public VmPage(VmRow row, ConsoleContext context, List<VmTab> tabs, List<AppAction> actions, Runnable onBack) {
        this.row = row;
        this.context = context;
        this.texts = context.texts();
        this.actions = new VmActionBar(actions, () -> List.of(row.vm()));
        this.ownJobs = new FilteredList<>(context.jobs().rows(), job -> VmJobs.about(job.job(), row.id()));
        root.setId("vm-page");
        root.getStylesheets().add(ContentStyle.sheet());
        root.setTop(header(onBack));
        tabs.stream().sorted(Comparator.comparingInt(VmTab::place)).forEach(this::add);
        // a row moves when its job ends, also one that somebody else asked for
        ownJobs.addListener((InvalidationListener) observable -> contents.forEach(VmTab.Content::jobsChanged));
        this.tabs.setId("vm-tabs");
        this.tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        root.setCenter(this.tabs);
        row.vmProperty().addListener(onVm);
        context.inventory().imageProperty().addListener(onImage);
        this.actions.listenOn(root);
        fill(row.vm());
    }

    private void add(VmTab tab) {
        VmTab.Content content = tab.make().apply(row);
        contents.add(content);
        Tab shown = new Tab(texts.get(tab.titleKey()), content.root());
        shown.setId("tab-" + tab.id());
        shown.selectedProperty().addListener((observable, before, after) -> content.setActive(after));
        tabs.getTabs().add(shown);
    }

    /** The node to be shown. */
    public Parent root() {
        return root;
    }

    /** Lets go of the VM; the page is not shown again. */
    public void deactivate() {
        row.vmProperty().removeListener(onVm);
        context.inventory().imageProperty().removeListener(onImage);
        ownJobs.setPredicate(job -> false);
        contents.forEach(content -> content.setActive(false));
        contents.forEach(VmTab.Content::close);
    }

    /** Takes over a line that a job logged. */
    public void heard(JobId job, LogLine line) {
        contents.forEach(content -> content.heard(job, line));
    }

    /** Shows one of its tabs, by its id without {@code tab-}. */
    public void open(String tab) {
        tabs.getTabs().stream()
                .filter(each -> ("tab-" + tab).equals(each.getId()))
                .forEach(each -> tabs.getSelectionModel().select(each));
    }

    /** Other VMs change all the time; what is around this one seldom does. */
    private void around(InventoryImage before, InventoryImage after) {
        if (!before.networks().equals(after.networks())
                || !before.volumes().equals(after.volumes())
                || !before.pools().equals(after.pools())
                || !before.objects().equals(after.objects())) {
            contents.forEach(content -> content.changed(row.vm(), after));
        }
    }

    private HBox header(Runnable onBack) {
        Button back = new Button("‹ " + texts.get("vm.title"));
        back.setId("vm-back");
        back.getStyleClass().add("flat");
        back.setMinWidth(Region.USE_PREF_SIZE);
        back.setOnAction(event -> onBack.run());
        name.getStyleClass().add("page-title");
        name.setId("vm-name");
        host.getStyleClass().add("text-muted");
        host.setMinWidth(Region.USE_PREF_SIZE);
        state.setId("vm-state");
        state.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox header = new HBox(12, back, name, state, host, gap, actions.bar());
        header.setAlignment(Pos.CENTER_LEFT);
        header.getStyleClass().add("pane-header");
        return header;
    }

    private void fill(Vm vm) {
        name.setText(ShownName.of(vm.name()));
        host.setText(texts.get("vm.on", vm.id().host().text()));
        state.show(VmTones.of(vm), new PowerRules(texts).stateWord(vm));
        contents.forEach(content -> content.changed(vm, context.inventory().image()));
        actions.update();
    }
}

package dev.muster.app.backup;

import dev.muster.app.content.ContentStyle;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.Screen;
import dev.muster.app.i18n.Texts;
import javafx.scene.Parent;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The screen of backups: how the VMs are protected, where their restore points are kept, and when the next are made. F5 asks the bridge again. */
final class BackupsView implements Screen.View {
    private final BackupsViewModel model;
    private final ProtectionView protection;
    private final RepositoriesView repositories;
    private final SchedulesView schedules;
    private final TabPane root = new TabPane();

    BackupsView(ConsoleContext context, BackupsViewModel model, SchedulesViewModel times) {
        this.model = model;
        this.schedules = new SchedulesView(context, times);
        this.protection = new ProtectionView(context, model);
        this.repositories = new RepositoriesView(context, model);
        Texts texts = context.texts();
        root.setId("backups-tabs");
        root.getStylesheets().add(ContentStyle.sheet());
        root.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        Tab vms = new Tab(texts.get("backup.vms"), protection.root());
        vms.setId("backups-tab-vms");
        Tab where = new Tab(texts.get("backup.repositories"), repositories.root());
        where.setId("backups-tab-repositories");
        where.textProperty()
                .bind(model.problemsProperty()
                        .map(count -> count == 0
                                ? texts.get("backup.repositories")
                                : texts.get("backup.repositories.bad", count)));
        Tab when = new Tab(texts.get("backup.schedules"), schedules.root());
        when.setId("backups-tab-schedules");
        when.textProperty()
                .bind(times.problemsProperty()
                        .map(count ->
                                count == 0 ? texts.get("backup.schedules") : texts.get("backup.schedules.bad", count)));
        root.getTabs().addAll(vms, where, when);
        root.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.F5) {
                model.load();
                event.consume();
            }
        });
    }

    @Override
    public Parent root() {
        return root;
    }

    @Override
    public void activate() {
        model.activate();
        protection.activate();
        repositories.look();
        schedules.activate();
    }

    @Override
    public void deactivate() {
        schedules.deactivate();
        protection.deactivate();
        model.deactivate();
    }
}

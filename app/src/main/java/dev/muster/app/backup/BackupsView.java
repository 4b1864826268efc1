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

/** The screen of backups: how the VMs are protected, and where their restore points are kept. F5 asks the bridge again. */
final class BackupsView implements Screen.View {
    private final BackupsViewModel model;
    private final ProtectionView protection;
    private final RepositoriesView repositories;
    private final TabPane root = new TabPane();

    BackupsView(ConsoleContext context, BackupsViewModel model) {
        this.model = model;
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
        root.getTabs().addAll(vms, where);
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
    }

    @Override
    public void deactivate() {
        protection.deactivate();
        model.deactivate();
    }
}

package dev.muster.app.finding;

import dev.muster.app.content.ContentStyle;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.Screen;
import dev.muster.app.i18n.Texts;
import javafx.scene.Parent;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;

/** The screen of findings: their register, and which functions were exercised. */
final class FindingsView implements Screen.View {
    private final RegisterView register;
    private final CoverageView coverage;
    private final TabPane root = new TabPane();

    FindingsView(ConsoleContext context, RegisterViewModel findings, CoverageViewModel exercises) {
        Texts texts = context.texts();
        this.register = new RegisterView(context, findings);
        this.coverage = new CoverageView(texts, exercises);
        root.setId("findings-tabs");
        root.getStylesheets().add(ContentStyle.sheet());
        root.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        Tab first = new Tab(texts.get("finding.register"), register.root());
        first.setId("findings-tab-register");
        Tab second = new Tab(texts.get("finding.coverage"), coverage.root());
        second.setId("findings-tab-coverage");
        root.getTabs().addAll(first, second);
    }

    @Override
    public Parent root() {
        return root;
    }

    @Override
    public void activate() {
        register.activate();
        coverage.activate();
    }

    @Override
    public void deactivate() {
        coverage.deactivate();
        register.deactivate();
    }
}

package dev.muster.app.finding;

import dev.muster.app.i18n.Texts;
import dev.muster.model.finding.CoverageMap.FunctionCoverage;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** How many of a function's VMs were exercised: a bar with its figures. */
final class ShareCell extends HBox {
    private final Texts texts;
    private final ProgressBar bar = new ProgressBar(0);
    private final Label figures = new Label();

    ShareCell(Texts texts) {
        super(8);
        this.texts = texts;
        bar.getStyleClass().add("load-bar");
        bar.setPrefWidth(72);
        bar.setMinWidth(72);
        figures.setMinWidth(Region.USE_PREF_SIZE);
        setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(bar, figures);
    }

    void show(FunctionCoverage function) {
        bar.setProgress(function.vms() == 0 ? 0 : (double) function.exercised() / function.vms());
        figures.setText(texts.get("finding.coverage.share", function.exercised(), function.vms()));
        bar.setAccessibleText(figures.getText());
        setAccessibleText(figures.getText());
    }
}

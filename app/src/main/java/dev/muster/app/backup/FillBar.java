package dev.muster.app.backup;

import dev.muster.app.i18n.Texts;
import dev.muster.model.backup.RepositoryState;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;

/** How full a repository is: a bar with its figures. */
final class FillBar extends HBox {
    private final Texts texts;
    private final BackupWords words;
    private final ProgressBar bar = new ProgressBar(0);
    private final Label figures = new Label();

    FillBar(Texts texts) {
        super(8);
        this.texts = texts;
        this.words = new BackupWords(texts);
        bar.getStyleClass().addAll("backup-fill", "load-bar");
        bar.setPrefWidth(72);
        bar.setMinWidth(72);
        setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(bar, figures);
    }

    /** The part that is used, 0 to 1. */
    static double fraction(RepositoryState state) {
        return state.totalBytes() == 0 ? 0 : 1 - (double) state.freeBytes() / state.totalBytes();
    }

    void show(RepositoryState state) {
        boolean known = state.totalBytes() > 0;
        bar.setVisible(known);
        bar.setManaged(known);
        bar.setProgress(fraction(state));
        bar.getStyleClass().remove("backup-fill-low");
        if (BackupWords.isNearlyFull(state)) {
            bar.getStyleClass().add("backup-fill-low");
        }
        figures.setText(
                known
                        ? texts.get(
                                "backup.fill",
                                words.bytes(state.totalBytes() - state.freeBytes()),
                                words.bytes(state.totalBytes()))
                        : "–");
        setAccessibleText(figures.getText());
    }
}

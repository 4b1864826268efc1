package dev.muster.app.recovery;

import dev.muster.model.recovery.Bar;
import dev.muster.model.recovery.Basis;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** The bar of one item in the forecast: its wait hatched, then until it is started, then until its gates are met. */
final class BarPane extends Pane {
    private static final PseudoClass CRITICAL = PseudoClass.getPseudoClass("critical");
    private static final PseudoClass ASSUMED = PseudoClass.getPseudoClass("assumed");
    private static final double HEIGHT = 12;
    private static final double LEAST = 2;

    private final Region waits = part("plan-bar-wait");
    private final Region restores = part("plan-bar-restore");
    private final Region boots = part("plan-bar-boot");
    private Optional<Bar> bar = Optional.empty();
    private Duration total = Duration.ZERO;

    BarPane() {
        getStyleClass().add("plan-bars");
        setMinWidth(0);
        setMouseTransparent(true);
        getChildren().addAll(waits, restores, boots);
    }

    private static Region part(String style) {
        Region part = new Region();
        part.getStyleClass().add(style);
        part.setManaged(false);
        return part;
    }

    /** Shows a bar on an axis of that length; nothing where it is empty. */
    void show(Optional<Bar> shown, Duration length, boolean critical) {
        bar = shown;
        total = length;
        boolean assumed =
                shown.filter(one -> !(one.basis() instanceof Basis.Measured)).isPresent();
        for (Region part : List.of(waits, restores, boots)) {
            part.setVisible(shown.isPresent());
            part.pseudoClassStateChanged(CRITICAL, critical);
            part.pseudoClassStateChanged(ASSUMED, assumed);
        }
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        bar.ifPresent(one -> {
            place(waits, one.queued(), one.begins(), 0);
            place(restores, one.begins(), one.started(), 0);
            place(boots, one.started(), one.met(), LEAST);
        });
    }

    private void place(Region part, Duration from, Duration to, double least) {
        BarScale scale = new BarScale(total, getWidth());
        double left = Math.min(snapPositionX(scale.x(from)), Math.max(0, getWidth() - least));
        double right = snapPositionX(scale.x(to));
        part.resizeRelocate(left, snapPositionY((getHeight() - HEIGHT) / 2), Math.max(least, right - left), HEIGHT);
    }
}

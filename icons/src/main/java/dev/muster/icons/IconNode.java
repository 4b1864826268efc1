package dev.muster.icons;

import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.FillRule;
import javafx.scene.shape.SVGPath;

/** An icon as a node, 16 by 16 whatever its drawing covers; coloured through the style class {@code icon}. */
public final class IconNode extends StackPane {
    private static final double SIZE = 16;

    private final SVGPath path = new SVGPath();

    /** A node that shows an icon. */
    public IconNode(Icon icon) {
        path.setFillRule(FillRule.EVEN_ODD);
        path.getStyleClass().add("icon");
        path.setManaged(false);
        setMinSize(SIZE, SIZE);
        setPrefSize(SIZE, SIZE);
        setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        getChildren().add(path);
        setMouseTransparent(true);
        show(icon);
    }

    /** Shows another icon. */
    public void show(Icon icon) {
        path.setContent(icon.path());
    }

    /** Gives the drawing a style class of its own, in place of the one it was given before. */
    public void tone(String styleClass) {
        path.getStyleClass().setAll("icon", styleClass);
    }
}

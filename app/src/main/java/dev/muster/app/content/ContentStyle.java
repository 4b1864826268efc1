package dev.muster.app.content;

import java.util.Objects;

/** The style sheet of the screens in the centre; it names colours only by the theme's tokens. */
public final class ContentStyle {
    private ContentStyle() {}

    /** Its address. */
    public static String sheet() {
        return Objects.requireNonNull(ContentStyle.class.getResource("/dev/muster/app/content/content.css"))
                .toExternalForm();
    }
}

/** The icon set and the application's own icons; nothing else. */
@org.jspecify.annotations.NullMarked
module dev.muster.icons {
    requires transitive javafx.graphics;
    requires static transitive org.jspecify;

    exports dev.muster.icons;
}

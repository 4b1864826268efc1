/** The console. Start reading at {@code dev.muster.app.Main} and {@code AppGraph}, the composition root. */
@org.jspecify.annotations.NullMarked
module dev.muster.app {
    requires dev.muster.bridge;
    requires dev.muster.icons;
    requires dev.muster.model;
    requires atlantafx.base;
    requires com.techsenger.jeditermfx.core;
    requires java.desktop;
    requires transitive javafx.controls;
    requires org.controlsfx.controls;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.muster.app;
}

package dev.muster.app.feature;

import dev.muster.icons.Icon;
import java.util.function.Supplier;
import javafx.scene.Parent;

/**
 * A screen that a feature brings.
 *
 * @param id the same in every language; the id of its line in the tree
 * @param titleKey the key of its title
 * @param icon what the tree and the palette show beside the title
 * @param view makes it, when it is first shown
 */
public record Screen(String id, String titleKey, Icon icon, Supplier<View> view) {
    /** What is shown. */
    public interface View {
        /** The node to be shown. */
        Parent root();

        /** It is shown from now on: follows what it shows. */
        default void activate() {}

        /** It is no longer shown: lets go of what it follows. */
        default void deactivate() {}

        /** A view of something that follows and lets go. */
        static View of(Parent root, Runnable activate, Runnable deactivate) {
            return new View() {
                @Override
                public Parent root() {
                    return root;
                }

                @Override
                public void activate() {
                    activate.run();
                }

                @Override
                public void deactivate() {
                    deactivate.run();
                }
            };
        }
    }
}

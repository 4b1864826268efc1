package dev.muster.app.storage;

import dev.muster.app.feature.AppFeature;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.Screen;
import dev.muster.icons.Icon;
import java.util.List;

/** Pools and volumes in the window. */
public final class StorageFeature implements AppFeature {
    @Override
    public List<Screen> screens(ConsoleContext context) {
        return List.of(new Screen("storage", "storage.pool.title", Icon.STORAGE, () -> {
            PoolsView view = new PoolsView(
                    context.inventory().imageProperty(),
                    context.asks(),
                    context.texts(),
                    context.dialogs(),
                    context.onJob(),
                    context.onProblem());
            return Screen.View.of(view.root(), view::activate, view::deactivate);
        }));
    }
}

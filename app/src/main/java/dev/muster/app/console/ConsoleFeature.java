package dev.muster.app.console;

import dev.muster.app.feature.AppFeature;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.VmTab;
import java.util.List;

/** Screen and serial console of a VM, on its page. */
public final class ConsoleFeature implements AppFeature {
    @Override
    public List<VmTab> vmTabs(ConsoleContext context) {
        return List.of(new VmTab("console", "console.tab", 10, row -> {
            ConsoleTab tab = new ConsoleTab(row, context.asks(), context.texts(), context.onProblem());
            return VmTab.Content.of(tab.root(), tab::setActive);
        }));
    }
}

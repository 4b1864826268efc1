package dev.muster.app.network;

import dev.muster.app.feature.AppFeature;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.SampleData;
import dev.muster.app.feature.Screen;
import dev.muster.app.navigation.Place;
import dev.muster.icons.Icon;
import dev.muster.model.network.NetworkQuery;
import java.util.List;

/** Networks in the window. */
public final class NetworkFeature implements AppFeature {
    @Override
    public List<Screen> screens(ConsoleContext context) {
        return List.of(new Screen("networks", "network.title", Icon.NETWORK, () -> {
            NetworksView view = new NetworksView(
                    context.inventory().imageProperty(),
                    context.asks(),
                    context.texts(),
                    context.dialogs(),
                    vm -> context.navigation().go(new Place.OneVm(vm)),
                    context.onProblem());
            return Screen.View.of(view.root(), view::activate, view::deactivate);
        }));
    }

    @Override
    public SampleData samples() {
        return SampleData.answers(SampleData.Answer.of(
                NetworkQuery.Leases.class, (asked, image) -> SampleLeases.of(asked.network(), image)));
    }
}

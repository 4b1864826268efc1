package dev.muster.app.host;

import dev.muster.app.feature.Alert;
import dev.muster.app.feature.AlertSource;
import dev.muster.app.feature.AppAction;
import dev.muster.app.feature.AppFeature;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.app.navigation.Place;
import dev.muster.icons.Icon;
import dev.muster.model.access.Role;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Connecting to hosts, and hosts that are lost. */
public final class HostFeature implements AppFeature {
    @Override
    public List<AppAction> actions(ConsoleContext context) {
        return List.of(AppAction.general(
                "host.connect",
                Icon.ADD,
                context.texts().get("host.connect.title"),
                vms -> context.asks().role().includes(Role.ADMINISTRATOR)
                        ? Optional.empty()
                        : Optional.of(context.texts().get("palette.refused.administrator")),
                () -> connect(context)));
    }

    /** Opens the dialog that connects to a host. */
    public static void connect(ConsoleContext context) {
        new ConnectDialog(
                        context.dialogs(),
                        context.texts(),
                        context.asks(),
                        context.inventory().image().hosts().values().stream()
                                .map(host -> host.connection().text())
                                .collect(Collectors.toSet()))
                .open(context.onJob(), context.onProblem());
    }

    @Override
    public List<AlertSource> alerts(ConsoleContext context) {
        return List.of(lost(context.texts()));
    }

    /** The hosts that are not connected. */
    public static AlertSource lost(Texts texts) {
        return (image, jobs, now) -> image.hosts().values().stream()
                .filter(host -> host.state() != HostState.CONNECTED)
                .flatMap(host -> host.problem().map(problem -> lost(texts, host, problem)).stream())
                .toList();
    }

    private static Alert lost(Texts texts, Host host, Problem problem) {
        return new Alert(
                "host:" + host.id().text(),
                true,
                texts.say(problem.what()),
                texts.say(problem.meaning()),
                texts.say(problem.remedy()),
                Optional.empty(),
                new Alert.Target.OfPlace("alert.jump.host", new Place.OneHost(host.id())));
    }
}

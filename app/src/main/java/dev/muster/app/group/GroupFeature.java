package dev.muster.app.group;

import dev.muster.app.feature.AppAction;
import dev.muster.app.feature.AppFeature;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.SampleData;
import dev.muster.app.feature.Screen;
import dev.muster.icons.Icon;
import dev.muster.model.access.Role;
import dev.muster.model.group.GroupQuery;
import java.util.List;
import java.util.Optional;

/** Consistency groups: a screen with all of them and the sets of each. */
public final class GroupFeature implements AppFeature {
    /** The id of its screen. */
    static final String SCREEN = "groups";

    @Override
    public List<Screen> screens(ConsoleContext context) {
        return List.of(new Screen(
                SCREEN,
                "group.title",
                Icon.GROUP,
                () -> new GroupsView(
                        context,
                        new GroupsViewModel(
                                context.asks(),
                                context.texts(),
                                context.inventory(),
                                new GroupCatalog(context.asks(), context.inventory(), context.jobs()),
                                context.onJob(),
                                context.onProblem()))));
    }

    @Override
    public List<AppAction> actions(ConsoleContext context) {
        return List.of(AppAction.general(
                "group.new",
                Icon.ADD,
                context.texts().get("group.new.title"),
                vms -> context.asks().role().includes(Role.OPERATOR)
                        ? Optional.empty()
                        : Optional.of(context.texts().get("object.refused.role")),
                () -> new GroupDialog(context, Optional.empty()).open()));
    }

    @Override
    public SampleData samples() {
        return new SampleData(
                SampleGroups.objects(),
                List.of(
                        SampleData.Answer.of(GroupQuery.Sets.class, (asked, image) -> SampleGroups.sets(asked.group())),
                        SampleData.Answer.of(
                                GroupQuery.Forecast.class,
                                (asked, image) -> SampleGroups.forecast(asked.spec(), image))));
    }
}

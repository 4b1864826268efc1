package dev.muster.app.backup;

import dev.muster.app.feature.AlertSource;
import dev.muster.app.feature.AppAction;
import dev.muster.app.feature.AppFeature;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.SampleData;
import dev.muster.app.feature.Screen;
import dev.muster.app.feature.VmTab;
import dev.muster.app.i18n.Texts;
import dev.muster.icons.Icon;
import dev.muster.model.access.Role;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.recovery.BootQuery;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Backups: a screen with the protection of all VMs, repositories and schedules, a tab with the restore points of a VM, and actions. */
public final class BackupFeature implements AppFeature {
    /** The id of its screen. */
    static final String SCREEN = "backups";

    /** Behind storage and snapshots. */
    private static final int TAB = 65;

    @Override
    public List<Screen> screens(ConsoleContext context) {
        return List.of(new Screen(SCREEN, "backup.title", Icon.BACKUP, () -> {
            BackupCatalog catalog =
                    new BackupCatalog(context.asks(), context.inventory(), context.jobs(), Optional.empty());
            return new BackupsView(
                    context,
                    new BackupsViewModel(catalog, context.inventory()),
                    new SchedulesViewModel(context.inventory(), Clock.system(ZoneId.systemDefault())));
        }));
    }

    @Override
    public List<VmTab> vmTabs(ConsoleContext context) {
        return List.of(new VmTab(BackupTab.ID, "backup.tab", TAB, row -> new BackupTab(row, context)));
    }

    @Override
    public List<AppAction> actions(ConsoleContext context) {
        List<AppAction> actions = new ArrayList<>(List.of(run(context)));
        actions.addAll(BootActions.of(context));
        actions.addAll(List.of(MoveOutAction.of(context), add(context)));
        return actions;
    }

    private static AppAction run(ConsoleContext context) {
        Texts texts = context.texts();
        BackupNow backups = new BackupNow(context.asks(), texts, context.onJob(), context.onProblem());
        return AppAction.onVms(
                        "backup.run",
                        Icon.BACKUP,
                        vms -> texts.get("backup.run"),
                        vms -> backups.refusal(vms, context.inventory().image()),
                        vms -> {
                            InventoryImage image = context.inventory().image();
                            String title = vms.size() == 1
                                    ? texts.get(
                                            "backup.run.title", vms.getFirst().name())
                                    : texts.get("backup.run.many", vms.size());
                            new RepositoryChoice(context.dialogs(), texts)
                                    .ask(
                                            title,
                                            BackupNow.repositories(image),
                                            Optional.empty(),
                                            repository -> backups.run(
                                                    vms.stream().map(Vm::id).toList(), repository));
                        })
                .withKeys(PointsPane.KEYS);
    }

    private static AppAction add(ConsoleContext context) {
        return AppAction.general(
                "backup.add-repository",
                Icon.ADD,
                context.texts().get("backup.add.action"),
                vms -> context.asks().role().includes(Role.ADMINISTRATOR)
                        ? Optional.empty()
                        : Optional.of(context.texts().get("palette.refused.administrator")),
                () -> new AddRepositoryDialog(context).open());
    }

    @Override
    public List<AlertSource> alerts(ConsoleContext context) {
        return List.of(new ScheduleAlerts(context.texts()));
    }

    @Override
    public SampleData samples() {
        return new SampleData(
                Stream.concat(SampleBackups.objects().stream(), SampleSchedules.objects().stream())
                        .toList(),
                List.of(
                        SampleData.Answer.of(
                                BackupQuery.Repositories.class, (asked, image) -> SampleBackups.repositories()),
                        SampleData.Answer.of(
                                BackupQuery.Points.class, (asked, image) -> SampleBackups.points(asked.vm())),
                        SampleData.Answer.of(
                                BootQuery.Screen.class, (asked, image) -> SampleBoots.screen(asked.point())),
                        SampleData.Answer.of(BootQuery.Good.class, (asked, image) -> SampleBoots.good())));
    }
}

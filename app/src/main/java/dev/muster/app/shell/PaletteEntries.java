package dev.muster.app.shell;

import dev.muster.app.action.PaletteEntry;
import dev.muster.app.feature.AppAction;
import dev.muster.app.feature.Screen;
import dev.muster.app.i18n.Texts;
import dev.muster.app.navigation.Place;
import dev.muster.app.settings.SavedSearches;
import dev.muster.app.theme.Theme;
import dev.muster.app.theme.Themes;
import dev.muster.icons.Icon;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.ShownName;
import dev.muster.model.inventory.Vm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** What the palette offers: made anew each time it opens, since what can be done depends on where one is. */
final class PaletteEntries {
    private final BridgeSession session;
    private final Centre centre;
    private final SavedSearches searches;
    private final Texts texts;
    private final Themes themes;
    private final Runnable onBridge;
    private final Runnable onJobs;
    private final Runnable onPreferences;

    PaletteEntries(
            BridgeSession session,
            Centre centre,
            SavedSearches searches,
            Texts texts,
            Themes themes,
            Runnable onBridge,
            Runnable onJobs,
            Runnable onPreferences) {
        this.session = session;
        this.centre = centre;
        this.searches = searches;
        this.texts = texts;
        this.themes = themes;
        this.onBridge = onBridge;
        this.onJobs = onJobs;
        this.onPreferences = onPreferences;
    }

    /** Actions and places. */
    List<PaletteEntry> actions() {
        List<PaletteEntry> all = new ArrayList<>();
        List<Vm> vms = centre.chosen();
        for (AppAction action : centre.actions()) {
            boolean ofVms = action.about() == AppAction.About.VMS;
            String label = action.label().apply(vms);
            all.add(PaletteEntry.action(
                    ofVms ? about(label, vms) : label,
                    action.icon(),
                    action.shownKeys(),
                    action.refusal().apply(vms),
                    () -> action.run(vms)));
        }
        all.add(action("palette.search", Icon.SEARCH, keys(KeyCode.F), Optional.empty(), centre::search));
        centre.chores()
                .forEach(chore -> all.add(PaletteEntry.action(
                        chore.label(), Icon.MORE, chore.keys().getDisplayText(), Optional.empty(), chore.work())));
        searches.all()
                .forEach(saved -> all.add(PaletteEntry.place(
                        texts.get("table.search.saved", saved.name()),
                        saved.search(),
                        Icon.SEARCH,
                        () -> go(new Place.Vms(saved.search())))));
        place(all, "shell.tree.all", Icon.VM, new Place.Vms(""));
        for (Screen screen : centre.screens()) {
            place(all, screen.titleKey(), screen.icon(), new Place.Screen(screen.id()));
        }
        all.add(action(
                "palette.back",
                Icon.BACK,
                new KeyCodeCombination(KeyCode.LEFT, KeyCombination.ALT_DOWN).getDisplayText(),
                Optional.empty(),
                centre.navigation()::back));
        all.add(action("palette.jobs", Icon.JOBS, keys(KeyCode.J), Optional.empty(), onJobs));
        all.add(action("shell.bridge.open", Icon.USER, "", Optional.empty(), onBridge));
        all.add(action("preferences.title", Icon.PREFERENCES, keys(KeyCode.COMMA), Optional.empty(), onPreferences));
        for (Theme theme : Theme.values()) {
            theme(all, theme.word(), Optional.of(theme));
        }
        theme(all, "system", Optional.empty());
        return all;
    }

    /** Hosts and VMs by their names. */
    List<PaletteEntry> objects() {
        InventoryImage image = session.inventory().image();
        List<PaletteEntry> all = new ArrayList<>();
        image.hosts().values().stream()
                .sorted(Comparator.comparing(host -> host.id().text()))
                .forEach(host -> all.add(PaletteEntry.place(
                        host.id().text(), host.uri(), Icon.HOST, () -> go(new Place.OneHost(host.id())))));
        image.vms().values().stream()
                .sorted(Comparator.comparing(Vm::name, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(vm -> vm.id().host().text()))
                .forEach(vm -> all.add(PaletteEntry.place(
                        ShownName.of(vm.name()),
                        texts.get("vm.on", vm.id().host().text()) + " · "
                                + texts.get("vm.state." + vm.state().word()),
                        Icon.VM,
                        () -> go(new Place.OneVm(vm.id())))));
        return all;
    }

    private String about(String verb, List<Vm> vms) {
        return switch (vms.size()) {
            case 0 -> verb;
            case 1 -> texts.get("palette.vm", verb, vms.getFirst().name());
            default -> texts.get("palette.vms", verb, vms.size());
        };
    }

    private void place(List<PaletteEntry> all, String title, Icon icon, Place to) {
        all.add(PaletteEntry.place(texts.get("palette.go", texts.get(title)), "", icon, () -> go(to)));
    }

    private void theme(List<PaletteEntry> all, String word, Optional<Theme> theme) {
        all.add(PaletteEntry.action(
                texts.get("palette.theme", texts.get("theme." + word)),
                Icon.THEME,
                "",
                Optional.empty(),
                () -> themes.choose(theme)));
    }

    private PaletteEntry action(String title, Icon icon, String keys, Optional<String> refusal, Runnable work) {
        return PaletteEntry.action(texts.get(title), icon, keys, refusal, work);
    }

    private void go(Place to) {
        centre.navigation().go(to);
        centre.focus();
    }

    private static String keys(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN).getDisplayText();
    }
}

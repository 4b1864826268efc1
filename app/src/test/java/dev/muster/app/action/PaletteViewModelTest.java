package dev.muster.app.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.icons.Icon;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaletteViewModelTest {
    private final PaletteViewModel model = new PaletteViewModel(
            List.of(
                    action("Start", Optional.of("Select a VM first.")),
                    action("Create VM", Optional.empty()),
                    action("Go to Storage", Optional.empty())),
            objects());

    @Test
    void nothing_typed_shows_the_actions_and_places_only_those_that_can_be_done_first() {
        assertThat(titles()).containsExactly("Create VM", "Go to Storage", "Start");
    }

    @Test
    void what_begins_with_it_stands_before_what_has_it_inside_and_what_cannot_be_done_last() {
        model.queryProperty().set("sta");
        assertThat(titles()).containsExactly("staging-1", "Start");
    }

    @Test
    void every_word_must_be_found_also_in_the_detail() {
        model.queryProperty().set("WEB h2");
        assertThat(titles()).containsExactly("web-2");
        model.queryProperty().set("web h9");
        assertThat(titles()).isEmpty();
    }

    @Test
    void a_keyboard_shortcut_is_found_too() {
        model.queryProperty().set("ctrl+x");
        assertThat(titles()).containsExactly("Create VM", "Go to Storage", "Start");
    }

    @Test
    void ten_thousand_vms_are_cut_to_what_fits() {
        List<PaletteEntry> many = IntStream.range(0, 10_000)
                .mapToObj(n -> PaletteEntry.place("vm-" + n, "h1", Icon.VM, () -> {}))
                .toList();
        PaletteViewModel big = new PaletteViewModel(List.of(), many);
        big.queryProperty().set("vm-99");
        assertThat(big.found())
                .hasSize(PaletteViewModel.SHOWN)
                .first()
                .satisfies(entry -> assertThat(entry.title()).isEqualTo("vm-99"));
    }

    @Test
    void a_screen_reader_hears_why_it_cannot_be_done() {
        assertThat(model.found().getLast().spoken()).isEqualTo("Start, Ctrl+X, Select a VM first.");
    }

    private List<String> titles() {
        return new ArrayList<>(model.found().stream().map(PaletteEntry::title).toList());
    }

    private static PaletteEntry action(String title, Optional<String> refusal) {
        return PaletteEntry.action(title, Icon.START, "Ctrl+X", refusal, () -> {});
    }

    private static List<PaletteEntry> objects() {
        return List.of(
                PaletteEntry.place("web-1", "on h1", Icon.VM, () -> {}),
                PaletteEntry.place("web-2", "on h2", Icon.VM, () -> {}),
                PaletteEntry.place("staging-1", "on h1", Icon.VM, () -> {}));
    }
}

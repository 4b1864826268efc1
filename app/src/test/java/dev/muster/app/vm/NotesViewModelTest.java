package dev.muster.app.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.i18n.Texts;
import dev.muster.model.inventory.VmState;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class NotesViewModelTest {
    private final NotesViewModel model = new NotesViewModel(
            new Texts(Locale.ENGLISH),
            List.of(Samples.vm("web-01", VmState.RUNNING), Samples.vm("web-02", VmState.OFF)));

    @Test
    void nothing_is_sent_while_nothing_changed() {
        assertThat(model.title()).isEqualTo("Tags and notes of 2 VMs");
        assertThat(model.command()).isEmpty();
        model.moreProperty().set("prod");
        assertThat(model.command()).isEmpty();
    }

    @Test
    void a_tag_taken_off_and_one_typed_go_to_all_of_them() {
        model.tags().getFirst().wanted().set(false);
        model.moreProperty().set("web, eu");
        model.noteProperty().set("The shop");

        assertThat(model.command()).hasValueSatisfying(command -> {
            assertThat(command.vms()).hasSize(2);
            assertThat(command.add()).containsExactly("eu", "web");
            assertThat(command.remove()).containsExactly("prod");
            assertThat(command.note()).contains("The shop");
        });
    }

    @Test
    void what_cannot_be_a_tag_cannot_be_applied() {
        model.moreProperty().set("x".repeat(65));

        assertThat(model.command()).isEmpty();
    }
}

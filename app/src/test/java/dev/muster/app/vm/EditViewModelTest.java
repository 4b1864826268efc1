package dev.muster.app.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.i18n.Texts;
import dev.muster.model.inventory.VmState;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class EditViewModelTest {
    private final EditViewModel model = new EditViewModel(new Texts(Locale.ENGLISH), Samples.vm("web-01", VmState.OFF));

    @Test
    void nothing_changed_is_nothing_to_apply() {
        assertThat(model.review()).isEmpty();
        assertThat(model.problem()).isEmpty();
    }

    @Test
    void only_what_differs_is_changed_and_against_the_definition_that_was_read() {
        model.vcpusProperty().set("4");
        model.tagsProperty().set("prod, db");
        assertThat(model.review()).containsExactly("vCPU: 2 → 4", "Tags: prod → db, prod");
        assertThat(model.command().changes().memoryBytes()).isEmpty();
        assertThat(model.command().definition()).contains("digest-1");
    }

    @Test
    void what_makes_no_sense_is_not_applied() {
        model.vcpusProperty().set("0");
        assertThat(model.problem()).isNotEmpty();
    }
}

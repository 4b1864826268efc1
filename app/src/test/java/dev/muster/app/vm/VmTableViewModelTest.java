package dev.muster.app.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.VmRow;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.junit.jupiter.api.Test;

class VmTableViewModelTest {
    private final ObservableList<VmRow> all = FXCollections.observableArrayList(
            new VmRow(Samples.vm("web-01", VmState.RUNNING)),
            new VmRow(Samples.vm("web-02", VmState.OFF)),
            new VmRow(Samples.vm("db-01", VmState.RUNNING)));
    private final VmTableViewModel model = new VmTableViewModel(new Texts(Locale.ENGLISH), all);

    @Test
    void a_search_finds_what_all_of_its_words_fit() {
        model.searchProperty().set("web state:running");
        assertThat(model.rows()).extracting(row -> row.vm().name()).containsExactly("web-01");
        assertThat(model.footerProperty().get()).isEqualTo("1 of 3 VMs");
    }

    @Test
    void a_search_that_finds_nothing_is_told_from_having_no_vms() {
        model.searchProperty().set("nothing-like-this");
        assertThat(model.isNoMatch()).isTrue();
        all.clear();
        assertThat(model.isNoMatch()).isFalse();
    }

    @Test
    void the_selection_stays_on_the_same_vms_while_others_come_and_go() {
        VmRow chosen = all.get(1);
        model.select(List.of(chosen.id()));
        all.addFirst(new VmRow(Samples.vm("aaa", VmState.OFF)));
        all.removeLast();
        assertThat(model.selection()).extracting(Vm::name).containsExactly("web-02");
        assertThat(model.footerProperty().get()).isEqualTo("3 VMs · 1 selected");
    }

    @Test
    void what_the_search_hides_is_not_acted_upon_but_comes_back_selected() {
        model.select(List.of(all.get(1).id()));
        model.searchProperty().set("db");
        assertThat(model.selection()).isEmpty();
        model.searchProperty().set("");
        assertThat(model.selection()).extracting(Vm::name).containsExactly("web-02");
    }

    @Test
    void ten_thousand_vms_are_searched_within_the_time_of_a_few_frames() {
        List<VmRow> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            many.add(new VmRow(Samples.vm("vm-" + i, i % 2 == 0 ? VmState.RUNNING : VmState.OFF)));
        }
        all.setAll(many);
        Duration best = Duration.ofDays(1);
        for (int round = 0; round < 20; round++) {
            long began = System.nanoTime();
            model.searchProperty().set("vm-99 state:running r" + round);
            model.searchProperty().set("vm-99 state:running");
            Duration took = Duration.ofNanos((System.nanoTime() - began) / 2);
            best = took.compareTo(best) < 0 ? took : best;
        }
        assertThat(model.rows()).hasSize(55);
        assertThat(best).isLessThan(Duration.ofMillis(50));
    }
}

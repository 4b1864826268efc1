package dev.muster.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.vm.Firmware;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScaleViewModelTest {
    private final ScaleViewModel model = new ScaleViewModel(function(2));

    @Test
    void steps_stay_between_the_minimum_and_the_most_there_can_be() {
        model.step(-5);
        assertThat(model.wanted()).isEqualTo(1);
        model.textProperty().set("999");
        model.step(1);
        model.step(1);
        assertThat(model.wanted()).isEqualTo(1000);
    }

    @Test
    void only_another_allowed_number_can_be_asked_for() {
        assertThat(model.possibleProperty().get()).isFalse();
        model.step(1);
        assertThat(model.possibleProperty().get()).isTrue();
        model.textProperty().set("0");
        assertThat(model.possibleProperty().get()).isFalse();
        model.textProperty().set("");
        assertThat(model.possibleProperty().get()).isFalse();
        assertThat(model.wanted()).isEqualTo(2);
    }

    @Test
    void the_number_follows_the_function_until_another_is_entered() {
        model.show(function(3));
        assertThat(model.textProperty().get()).isEqualTo("3");
        model.step(2);
        model.show(function(4));
        assertThat(model.textProperty().get()).isEqualTo("5");
        model.show(function(5));
        assertThat(model.possibleProperty().get()).isFalse();
    }

    private static ClusterFunction function(int count) {
        return new ClusterFunction("db", count, 1, 1, 512, List.of(), 0, "disk", Firmware.USUAL, false, Map.of());
    }
}

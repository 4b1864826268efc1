package dev.muster.app.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.i18n.Texts;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectionNamesTest {
    @Test
    void a_name_tells_what_is_connected_to() {
        assertThat(ConnectionNames.suggest("qemu:///system", Set.of())).isEqualTo("local");
        assertThat(ConnectionNames.suggest("qemu:///session", Set.of())).isEqualTo("session");
        assertThat(ConnectionNames.suggest("qemu+ssh://root@Node-7.example/system", Set.of()))
                .isEqualTo("node-7.example");
        assertThat(ConnectionNames.suggest("test:///default", Set.of())).isEqualTo("test");
        assertThat(ConnectionNames.suggest("sim:///?hosts=2&vms=4&seed=1", Set.of()))
                .isEqualTo("sim");
    }

    @Test
    void a_name_that_is_taken_is_numbered() {
        assertThat(ConnectionNames.suggest("qemu:///system", Set.of("local", "local-2")))
                .isEqualTo("local-3");
    }

    @Test
    void the_name_follows_the_fields_until_it_is_typed() {
        ConnectViewModel model = new ConnectViewModel(new Texts(Locale.ENGLISH), Set.of("local"));
        assertThat(model.nameProperty().get()).isEqualTo("local-2");
        model.targetProperty().set(ConnectViewModel.Target.SSH);
        model.hostProperty().set("node-7");
        assertThat(model.nameProperty().get()).isEqualTo("node-7");
        model.nameProperty().set("mine");
        model.hostProperty().set("node-8");
        assertThat(model.nameProperty().get()).isEqualTo("mine");
        assertThat(model.problemProperty().get()).isEmpty();
    }

    @Test
    void a_name_another_connection_has_is_refused_before_it_is_sent() {
        ConnectViewModel model = new ConnectViewModel(new Texts(Locale.ENGLISH), Set.of("node-7"));
        model.nameProperty().set("node-7");
        assertThat(model.problemProperty().get()).isEqualTo("There is already a connection called node-7.");
    }
}

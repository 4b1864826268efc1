package dev.muster.app.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectViewModelTest {
    private final ConnectViewModel model =
            new ConnectViewModel(new dev.muster.app.i18n.Texts(java.util.Locale.ENGLISH));

    @Test
    void the_uri_follows_the_fields() {
        assertThat(model.uriProperty().get()).isEqualTo("qemu:///system");
        model.targetProperty().set(ConnectViewModel.Target.SSH);
        model.hostProperty().set("h1.example");
        model.portProperty().set("2222");
        assertThat(model.uriProperty().get()).isEqualTo("qemu+ssh://root@h1.example:2222/system");
        assertThat(model.command().uri()).isEqualTo("qemu+ssh://root@h1.example:2222/system");
    }

    @Test
    void a_missing_host_and_a_port_that_is_no_number_are_said_and_make_no_uri() {
        model.targetProperty().set(ConnectViewModel.Target.TLS);
        assertThat(model.problemProperty().get()).contains("names a host");
        model.hostProperty().set("h1");
        assertThat(model.problemProperty().get()).isEmpty();
        model.portProperty().set("x");
        assertThat(model.problemProperty().get()).isNotEmpty();
        assertThat(model.uriProperty().get()).isEmpty();
    }
}

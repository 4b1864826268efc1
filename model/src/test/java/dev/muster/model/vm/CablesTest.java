package dev.muster.model.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CablesTest {
    private static final DomainDocument TWO = DomainDocument.parse("""
            <domain type='qemu'><name>db</name><devices>
              <interface type='network'><mac address='52:54:00:00:00:01'/><source network='a'/></interface>
              <interface type='network'><mac address='52:54:00:00:00:02'/><source network='b'/><link state='down'/></interface>
            </devices></domain>
            """);

    @Test
    void what_was_disconnected_is_connected_again_and_what_was_not_stays_out() {
        List<String> in = Cables.in(TWO);
        assertThat(in).containsExactly("52:54:00:00:00:01");
        DomainDocument out = Cables.plug(TWO, in, false);
        assertThat(Cables.in(out)).isEmpty();
        assertThat(Cables.in(Cables.plug(out, in, true))).containsExactly("52:54:00:00:00:01");
    }

    @Test
    void without_cables_nothing_changes() {
        assertThat(Cables.plug(TWO, List.of(), false)).isSameAs(TWO);
    }
}

package dev.muster.app.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.shots.SampleBridge;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Network;
import org.junit.jupiter.api.Test;

class NetworkUserTest {
    private final InventoryImage image = new SampleBridge().inventory();

    @Test
    void the_users_of_a_network_are_the_interfaces_on_its_own_host_by_name() {
        for (NetworkLine line : NetworkLine.of(image)) {
            Network network = line.network();
            assertThat(NetworkUser.of(image, network))
                    .hasSize(line.usedBy())
                    .allMatch(user -> user.vm().id().host().equals(network.id().host()))
                    .isSortedAccordingTo((a, b) -> a.vm().name().compareToIgnoreCase(b.vm().name()));
        }
    }
}

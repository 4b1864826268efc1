package dev.muster.app.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.shots.SampleBridge;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Network;
import dev.muster.model.network.Lease;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkUserTest {
    private final InventoryImage image = new SampleBridge().inventory();

    @Test
    void the_users_of_a_network_are_the_interfaces_on_its_own_host_by_name() {
        for (NetworkLine line : NetworkLine.of(image)) {
            Network network = line.network();
            assertThat(NetworkUser.of(image, network, Map.of()))
                    .hasSize(line.usedBy())
                    .allMatch(user -> user.vm().id().host().equals(network.id().host()))
                    .isSortedAccordingTo((a, b) -> a.vm().name().compareToIgnoreCase(b.vm().name()));
        }
    }

    @Test
    void an_interface_has_the_address_given_to_its_mac() {
        NetworkLine used = NetworkLine.of(image).stream()
                .filter(line -> line.usedBy() > 0)
                .findFirst()
                .orElseThrow();
        String mac =
                NetworkUser.of(image, used.network(), Map.of()).getFirst().nic().mac();
        Lease lease = new Lease("10.7.0.23/24", mac, "web", Instant.EPOCH);

        assertThat(NetworkUser.of(image, used.network(), Map.of(mac, lease)))
                .filteredOn(user -> user.nic().mac().equals(mac))
                .allSatisfy(user -> assertThat(user.lease()).contains(lease));
    }
}

package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.i18n.Texts;
import dev.muster.app.shots.SampleBridge;
import dev.muster.model.inventory.InventoryImage;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TreeGroupsTest {
    private final InventoryImage image = new SampleBridge().inventory();
    private final TreeGroups groups = new TreeGroups(new Texts(Locale.ENGLISH));

    @Test
    void every_host_is_there_with_its_vms_and_a_lost_one_says_why() {
        var found = groups.of(image, TreeGroups.Mode.HOST);
        assertThat(found).extracting(group -> group.vms().size()).containsExactly(16, 16, 16);
        assertThat(found.getLast().node().tone()).isEqualTo(Tone.BAD);
        assertThat(found.getLast().node().tooltip()).contains("h3 does not answer.");
    }

    @Test
    void a_group_of_a_state_leads_to_the_search_for_it() {
        assertThat(groups.of(image, TreeGroups.Mode.STATE))
                .anySatisfy(group -> assertThat(group.node().place()).isEqualTo(new Place.Vms("state:running")));
    }
}

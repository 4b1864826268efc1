package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.LiveInventory.Change;
import dev.muster.app.navigation.Place;
import dev.muster.app.shell.TreeGroups.Member;
import dev.muster.app.shell.TreeGroups.Mode;
import dev.muster.app.shots.SampleBridge;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.InventoryChange.HostGone;
import dev.muster.model.inventory.InventoryChange.VmGone;
import dev.muster.model.inventory.InventoryChange.VmPut;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TreeGroupsTest {
    private final InventoryImage image = new SampleBridge().inventory();
    private final Texts texts = new Texts(Locale.ENGLISH);
    private final TreeGroups groups = new TreeGroups(texts);

    @Test
    void every_host_is_there_with_its_vms_and_a_lost_one_says_why() {
        groups.group(image, Mode.HOST);
        assertThat(groups.keys().stream().map(key -> groups.members(key).size()))
                .containsExactly(16, 16, 16);
        TreeNode last = groups.node(List.copyOf(groups.keys()).getLast());
        assertThat(last.tone()).isEqualTo(Tone.BAD);
        assertThat(last.tooltip()).contains("h3 does not answer.");
    }

    @Test
    void a_group_of_a_state_leads_to_the_search_for_it() {
        groups.group(image, Mode.STATE);
        assertThat(groups.node("running").place()).isEqualTo(new Place.Vms("state:running"));
        assertThat(groups.node("running").tone()).isEqualTo(Tone.GOOD);
    }

    @Test
    void a_change_of_state_touches_no_group_of_a_host() {
        groups.group(image, Mode.HOST);
        Vm vm = image.vms().values().iterator().next();
        assertThat(groups.apply(change(image, List.of(new VmPut(paused(vm)))))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void after_many_changes_the_groups_are_those_of_the_image(Mode mode) {
        groups.group(image, mode);
        InventoryImage now = image;
        Random random = new Random(7);
        for (int round = 0; round < 60; round++) {
            Change change = change(now, changes(now, random, round));
            groups.apply(change);
            now = change.after();
            TreeGroups fresh = new TreeGroups(texts);
            fresh.group(now, mode);
            assertThat(seen(groups)).isEqualTo(seen(fresh));
        }
    }

    private static List<InventoryChange> changes(InventoryImage now, Random random, int round) {
        List<InventoryChange> changes = new ArrayList<>();
        List<Vm> vms = List.copyOf(now.vms().values());
        for (Vm vm : vms) {
            switch (random.nextInt(24)) {
                case 0 -> changes.add(new VmGone(vm.id()));
                case 1, 2 -> changes.add(new VmPut(paused(vm)));
                case 3 -> changes.add(new VmPut(vm.in(VmState.CRASHED, "failed", Optional.of(Instant.EPOCH))));
                default -> {}
            }
        }
        if (round == 40) {
            changes.add(new HostGone(now.hosts().keySet().iterator().next()));
        }
        return changes;
    }

    private static Vm paused(Vm vm) {
        return vm.in(
                vm.state() == VmState.PAUSED ? VmState.RUNNING : VmState.PAUSED, "user", Optional.of(Instant.EPOCH));
    }

    private static Change change(InventoryImage before, List<InventoryChange> changes) {
        InventoryImage after = before;
        for (InventoryChange change : changes) {
            after = after.with(change);
        }
        Set<VmId> vms = new HashSet<>(before.vms().keySet());
        vms.addAll(after.vms().keySet());
        return new Change(before, after, vms);
    }

    private static Map<TreeNode, List<Member>> seen(TreeGroups groups) {
        Map<TreeNode, List<Member>> seen = new LinkedHashMap<>();
        groups.keys().forEach(key -> seen.put(groups.node(key), List.copyOf(groups.members(key))));
        return seen;
    }
}

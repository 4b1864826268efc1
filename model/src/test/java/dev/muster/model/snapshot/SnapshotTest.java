package dev.muster.model.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.snapshot.Snapshot.Place;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {
    private static final VmId ID = new VmId(HostId.of("h1"), new UUID(1, 2));
    private static final String PLAIN = "<domain><devices/></domain>";

    @Test
    void internal_and_external_are_told_apart() {
        Snapshot internal =
                SnapshotDocument.parse(snapshot("one", "", "internal", "<memory snapshot='internal'/>"), true);
        Snapshot external =
                SnapshotDocument.parse(snapshot("two", "one", "external", "<memory snapshot='no'/>"), false);

        assertThat(internal.place()).isEqualTo(Place.INTERNAL);
        assertThat(internal.memory()).isTrue();
        assertThat(internal.parent()).isEmpty();
        assertThat(external.place()).isEqualTo(Place.EXTERNAL);
        assertThat(external.memory()).isFalse();
        assertThat(external.parent()).contains("one");
        assertThat(external.disks()).containsExactly(new Snapshot.SnapshotDisk("vda", "/vms/web.two", ""));
        assertThat(external.created().getEpochSecond()).isEqualTo(1_700_000_000L);
    }

    @Test
    void a_tree_knows_parents_children_and_depth_whatever_order_they_came_in() {
        SnapshotTree tree = tree(internal("c", "b"), internal("b", "a"), internal("a", ""), internal("d", "gone"));

        assertThat(tree.snapshots()).extracting(Snapshot::name).containsExactly("a", "b", "c", "d");
        assertThat(tree.descendants("a")).extracting(Snapshot::name).containsExactly("b", "c");
        assertThat(tree.children("a")).extracting(Snapshot::name).containsExactly("b");
        assertThat(tree.depth(tree.snapshot("c").orElseThrow())).isEqualTo(2);
        assertThat(tree.depth(tree.snapshot("d").orElseThrow())).isZero();
    }

    @Test
    void what_an_internal_snapshot_cannot_hold_is_said() {
        assertThat(refusal(vm("qcow2", VmState.RUNNING), PLAIN)).isEmpty();
        assertThat(refusal(vm("raw", VmState.OFF), PLAIN)).get().asString().contains("vda is raw");
        assertThat(refusal(vm("qcow2", VmState.OFF), "<domain><os><nvram>/n</nvram></os></domain>"))
                .get()
                .asString()
                .contains("UEFI");
        String passed = "<domain><devices><hostdev mode='subsystem'/></devices></domain>";
        assertThat(refusal(vm("qcow2", VmState.RUNNING), passed))
                .get()
                .asString()
                .contains("passed through");
        assertThat(refusal(vm("qcow2", VmState.OFF), passed)).isEmpty();
        assertThat(new SnapshotRules(vm("raw", VmState.OFF), PLAIN, List.of()).createRefusal(Place.EXTERNAL))
                .isEmpty();
    }

    @Test
    void deleting_an_external_one_lists_what_is_merged_and_what_goes() {
        SnapshotTree tree = tree(internal("one", ""), external("two", "one"));
        String live =
                "<domain><devices><disk><source file='/vms/web.two'/><backingStore><source file='/vms/web.qcow2'/>"
                        + "</backingStore><target dev='vda'/></disk></devices></domain>";
        SnapshotRules rules = new SnapshotRules(vm("qcow2", VmState.RUNNING), live, List.of());
        Snapshot two = tree.snapshot("two").orElseThrow();

        SnapshotDeletion plan = rules.deletion(tree, two, false);
        assertThat(plan.refused()).isEmpty();
        assertThat(plan.merges()).containsExactly(new SnapshotDeletion.Merge("vda", "/vms/web.two", "/vms/web.qcow2"));
        assertThat(plan.files()).containsExactly("/vms/web.two");
        Snapshot one = tree.snapshot("one").orElseThrow();
        assertThat(rules.deletion(tree, one, true).refused()).isPresent();
        assertThat(rules.revertRefusal(tree, one)).isPresent();
        assertThat(rules.revertRefusal(tree, two)).isPresent();
        assertThat(new SnapshotRules(vm("qcow2", VmState.OFF), live, List.of())
                        .deletion(tree, two, false)
                        .refused())
                .isPresent();
    }

    @Test
    void the_overlay_of_one_that_no_disk_lies_upon_any_more_goes_without_a_merge() {
        SnapshotTree tree = tree(internal("one", ""), external("two", "one"));
        SnapshotDeletion plan = new SnapshotRules(vm("qcow2", VmState.OFF), PLAIN, List.of())
                .deletion(tree, tree.snapshot("two").orElseThrow(), false);

        assertThat(plan.refused()).isEmpty();
        assertThat(plan.merges()).isEmpty();
        assertThat(plan.files()).containsExactly("/vms/web.two");
    }

    @Test
    void while_a_backup_program_keeps_checkpoints_there_are_no_new_snapshots() {
        SnapshotRules rules = new SnapshotRules(vm("qcow2", VmState.OFF), PLAIN, List.of("backup.0"));

        assertThat(rules.createRefusal(Place.INTERNAL)).get().asString().contains("backup.0");
        assertThat(rules.createRefusal(Place.EXTERNAL)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "../up", "a/b", "-x", "a\nb", "a,b", "x "})
    void a_name_that_cannot_be_part_of_a_file_name_is_refused(String name) {
        assertThatThrownBy(() -> new SnapshotCommand.Create(ID, name, "", Place.INTERNAL))
                .isInstanceOf(MusterException.class);
    }

    private static Optional<Problem> refusal(Vm vm, String xml) {
        return new SnapshotRules(vm, xml, List.of()).createRefusal(Place.INTERNAL);
    }

    private static SnapshotTree tree(Snapshot... snapshots) {
        return new SnapshotTree(ID, List.of(snapshots), Optional.empty(), Optional.empty());
    }

    private static Snapshot internal(String name, String parent) {
        return SnapshotDocument.parse(snapshot(name, parent, "internal", ""), false);
    }

    private static Snapshot external(String name, String parent) {
        return SnapshotDocument.parse(snapshot(name, parent, "external", ""), false);
    }

    private static String snapshot(String name, String parent, String how, String memory) {
        return "<domainsnapshot><name>" + name + "</name>"
                + (parent.isEmpty() ? "" : "<parent><name>" + parent + "</name></parent>")
                + "<creationTime>1700000000</creationTime><state>running</state>" + memory + "<disks><disk name='vda'"
                + " snapshot='" + how + "'>"
                + (how.equals("external") ? "<source file='/vms/web." + name + "'/>" : "")
                + "</disk><disk name='sda' snapshot='no'/></disks></domainsnapshot>";
    }

    private static Vm vm(String format, VmState state) {
        return new Vm(
                ID,
                "web",
                "",
                "",
                state,
                "",
                Optional.empty(),
                1,
                1,
                1,
                true,
                false,
                false,
                "x86_64",
                "q35",
                "qemu",
                List.of(
                        new Disk("vda", "disk", "virtio", "/vms/web.qcow2", format, false),
                        new Disk("sda", "cdrom", "sata", "", "raw", true)),
                List.of(),
                new TreeSet<>(),
                "");
    }
}

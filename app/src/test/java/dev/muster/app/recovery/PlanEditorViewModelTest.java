package dev.muster.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.i18n.Texts;
import dev.muster.model.access.Role;
import dev.muster.model.inventory.HostId;
import dev.muster.model.recovery.FirewallRule;
import dev.muster.model.recovery.FirewallRule.Peer;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.HardwareOverride;
import dev.muster.model.recovery.Measures;
import dev.muster.model.recovery.Place;
import dev.muster.model.recovery.PlanCommand;
import dev.muster.model.recovery.PlanEdit;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RecoveryNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class PlanEditorViewModelTest {
    private static final PlanId SHOP = new PlanId("shop");

    private final PlanSpec shop = SamplePlans.show(SHOP, 0).spec();
    private final PlanEditorViewModel model = editor(Role.OPERATOR);

    private PlanEditorViewModel editor(Role role) {
        return editor(shop, role, Runnable::run, Runnable::run);
    }

    private static PlanEditorViewModel editor(PlanSpec saved, Role role, Executor background, Executor ui) {
        return new PlanEditorViewModel(SHOP, 4, saved, Measures.NONE, new Texts(Locale.ENGLISH), role, background, ui);
    }

    private List<String> keys(int tier) {
        return model.spec().tiers().get(tier).items().stream()
                .map(PlanItem::key)
                .toList();
    }

    @Test
    void items_that_are_dropped_keep_their_order() {
        model.move(List.of("db-replica", "ldap"), new DropPlace(2, 1));
        assertThat(keys(0)).containsExactly("db");
        assertThat(keys(2)).containsExactly("web-1", "ldap", "db-replica", "web-2", "lb", "build");
    }

    @Test
    void a_change_is_undone_and_made_again() {
        model.move(List.of("ldap"), new DropPlace(0, 3));
        PlanSpec moved = model.spec();
        model.undo();
        assertThat(model.spec()).isEqualTo(shop);
        assertThat(model.isDirty()).isFalse();
        model.redo();
        assertThat(model.spec()).isEqualTo(moved);
        assertThat(model.canRedo()).isFalse();
    }

    @Test
    void by_keyboard_an_item_goes_into_the_tier_beside_its_own() {
        model.moveBy(List.of("db-replica"), true);
        assertThat(keys(1)).startsWith("db-replica", "accept-orders");
        model.moveBy(List.of("db-replica"), false);
        assertThat(keys(0)).containsExactly("ldap", "db", "db-replica");
        model.moveBy(List.of("db-replica"), false);
        assertThat(keys(0)).containsExactly("ldap", "db-replica", "db");
        model.moveBy(List.of("ldap"), false);
        assertThat(keys(0)).containsExactly("ldap", "db-replica", "db");
    }

    @Test
    void a_need_that_would_make_a_cycle_is_not_kept() {
        model.addNeed("db", "db-replica");
        assertThat(model.refused()).contains("db → db-replica → db");
        assertThat(model.spec()).isEqualTo(shop);
        model.addNeed("db", "ldap");
        assertThat(model.refused()).isEmpty();
        assertThat(model.spec().item("db").orElseThrow().needs()).containsExactly("ldap");
    }

    @Test
    void a_draft_with_faults_is_not_saved() {
        assertThat(model.saveRefusal()).contains("Nothing was changed.");
        model.edit(plan -> PlanEdit.setTierLimit(plan, 1, 0));
        assertThat(model.faults()).hasSize(1);
        assertThat(model.saveRefusal()).contains("Correct the fault first.");
        assertThat(model.save("", false)).isEmpty();
        PlanLine tier = model.lines().stream()
                .filter(line -> line.id().equals("tier-1"))
                .findFirst()
                .orElseThrow();
        assertThat(model.faults(tier)).hasSize(1);
        model.edit(plan -> PlanEdit.setTierLimit(plan, 1, 3));
        assertThat(model.save("Three", false)).contains(new RecoveryCommand.Set(SHOP, model.spec(), 4, "Three"));
        assertThat(model.save("Three", true)).contains(new RecoveryCommand.Set(SHOP, model.spec(), 0, "Three"));
    }

    @Test
    void a_newer_version_takes_the_place_of_a_draft_only_where_nothing_is_lost() {
        PlanSpec other = PlanEdit.setTierLimit(shop, 0, 1);
        model.offer(5, other);
        assertThat(model.version()).isEqualTo(5);
        assertThat(model.spec()).isEqualTo(other);
        model.move(List.of("ldap"), new DropPlace(0, 3));
        PlanSpec draft = model.spec();
        model.offer(6, shop);
        assertThat(model.version()).isEqualTo(5);
        assertThat(model.spec()).isEqualTo(draft);
        model.offer(7, draft);
        assertThat(model.version()).isEqualTo(7);
        assertThat(model.isDirty()).isFalse();
    }

    @Test
    void the_forecast_follows_what_is_dragged() {
        Duration before = model.forecast().total();
        model.preview(List.of("db"), Optional.of(new DropPlace(2, 0)));
        assertThat(model.forecast().total()).isNotEqualTo(before);
        assertThat(model.spec()).isEqualTo(shop);
        model.preview(List.of("db"), Optional.empty());
        assertThat(model.forecast().total()).isEqualTo(before);
    }

    @Test
    void only_the_newest_forecast_counts_and_nobody_waits_for_one() {
        Deque<Runnable> background = new ArrayDeque<>();
        Deque<Runnable> ui = new ArrayDeque<>();
        PlanEditorViewModel busy = editor(shop, Role.OPERATOR, background::add, ui::add);
        List<Duration> seen = new ArrayList<>();
        busy.foreseenProperty()
                .addListener(observable -> seen.add(busy.forecast().total()));
        busy.preview(List.of("db"), Optional.of(new DropPlace(2, 0)));
        busy.preview(List.of("db"), Optional.of(new DropPlace(1, 0)));
        busy.preview(List.of("db"), Optional.empty());
        assertThat(busy.foreseenProperty().get()).isZero();
        while (!background.isEmpty() || !ui.isEmpty()) {
            (background.isEmpty() ? ui : background).remove().run();
        }
        assertThat(seen).isNotEmpty().containsOnly(model.forecast().total());
        assertThat(busy.advice()).isEqualTo(model.advice());
    }

    @Test
    void a_forecast_that_fails_leaves_the_one_before() {
        List<Integer> answers = new ArrayList<>();
        NewestWork<Integer> work = new NewestWork<>(Runnable::run, Runnable::run, answers::add);
        work.ask(() -> 1);
        work.ask(() -> {
            throw new IllegalStateException("no forecast");
        });
        work.ask(() -> 2);
        assertThat(answers).containsExactly(1, 2);
    }

    @Test
    void a_viewer_changes_nothing() {
        PlanEditorViewModel viewer = editor(Role.VIEWER);
        viewer.move(List.of("ldap"), new DropPlace(0, 3));
        assertThat(viewer.spec()).isEqualTo(shop);
        assertThat(viewer.saveRefusal()).isPresent();
    }

    @Test
    void between_two_lines_there_is_one_place() {
        List<PlanLine> lines = model.lines();
        assertThat(DropPlace.at(lines, 0, false)).contains(new DropPlace(0, 0));
        assertThat(DropPlace.at(lines, 1, true)).contains(new DropPlace(0, 1));
        assertThat(DropPlace.at(lines, 2, false)).contains(new DropPlace(0, 1));
        assertThat(DropPlace.at(lines, 4, false)).contains(new DropPlace(0, 3));
        assertThat(DropPlace.at(lines, 4, true)).contains(new DropPlace(1, 0));
        assertThat(DropPlace.at(lines, 99, true)).contains(new DropPlace(2, 4));
        assertThat(new DropPlace(0, 3).line(lines)).isEqualTo(4);
    }

    @Test
    void gates_and_times_are_read_as_they_are_typed() {
        assertThat(GateText.read(GateText.Kind.TCP, "5432")).contains(new Gate.TcpPort(5432));
        assertThat(GateText.read(GateText.Kind.TCP, "70000")).isEmpty();
        assertThat(GateText.read(GateText.Kind.HTTPS, "443 /health 204"))
                .contains(new Gate.Http(443, true, "/health", 204, Optional.empty()));
        assertThat(GateText.read(GateText.Kind.SCRIPT, "check-db shop"))
                .contains(new Gate.Script("check-db", List.of("shop")));
        assertThat(Durations.read("10 min")).contains(Duration.ofMinutes(10));
        assertThat(Durations.read("90")).contains(Duration.ofSeconds(90));
        assertThat(Durations.read("soon")).isEmpty();
        assertThat(Durations.write(Duration.ofDays(90))).isEqualTo("90 d");
        assertThat(Durations.write(Duration.ofSeconds(90))).isEqualTo("90 s");
    }

    private PlanMachine machine(String key) {
        return (PlanMachine) model.spec().item(key).orElseThrow();
    }

    private PlanLine line(String id) {
        return model.lines().stream()
                .filter(line -> line.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void each_change_of_a_machine_is_made_to_it_as_it_is_then_and_undone_alone() {
        model.machine("db", one -> one.withHardware(one.hardware().withVcpus(Optional.of(8))));
        model.machine("db", one -> one.withHardware(one.hardware().withMemoryMib(Optional.of(4096L))));
        model.machine("db", one -> one.withPlace(Place.on(new HostId("h2"))));
        assertThat(machine("db").hardware())
                .isEqualTo(HardwareOverride.NONE.withVcpus(Optional.of(8)).withMemoryMib(Optional.of(4096L)));
        model.undo();
        assertThat(machine("db").place()).isEqualTo(Place.ANY);
        assertThat(machine("db").hardware().memoryMib()).contains(4096L);
        model.undo();
        model.undo();
        assertThat(model.isDirty()).isFalse();
    }

    @Test
    void a_change_of_an_item_that_is_gone_changes_nothing() {
        model.edit(plan -> PlanEdit.remove(plan, List.of("mail")).plan());
        PlanSpec before = model.spec();
        model.machine("mail", one -> one.withDelay(Duration.ofSeconds(1)));
        assertThat(model.spec()).isEqualTo(before);
        assertThat(model.refused()).isEmpty();
    }

    @Test
    void a_fault_is_told_once_at_its_field_and_the_rest_below_the_title() {
        model.machine(
                "db",
                one -> one.withCommands(
                                List.of(),
                                List.of(new PlanCommand.OnBridge("", List.of(), Duration.ofMinutes(1), true)))
                        .withDelay(Duration.ofSeconds(-1)));
        PlanLine db = line("item-db");
        FieldFaults faults = new FieldFaults(PlanEditorViewModel.path(db), model.faults(db), new Texts(Locale.ENGLISH));
        assertThat(faults.take("after[0].program")).hasSize(1);
        assertThat(faults.take("after")).isEmpty();
        assertThat(faults.take("hardware")).isEmpty();
        assertThat(faults.rest()).hasSize(1);
        assertThat(model.saveRefusal()).isPresent();
    }

    @Test
    void the_networks_of_a_plan_are_changed_one_by_one() {
        model.network(0, one -> one.withDns(new RecoveryNetwork.DnsRule("test.example", false)));
        model.network(0, one -> one.withReservations(List.of(new RecoveryNetwork.Reservation("db", 1, "10.9.0.1"))));
        assertThat(model.spec().networks().getFirst().dns().domain()).isEqualTo("test.example");
        PlanLine front = line("network-0");
        FieldFaults faults =
                new FieldFaults(PlanEditorViewModel.path(front), model.faults(front), new Texts(Locale.ENGLISH));
        assertThat(faults.take("reservations[0].address")).hasSize(1);
        assertThat(model.saveRefusal()).isPresent();
        model.undo();
        assertThat(model.faults()).isEmpty();
        model.undo();
        assertThat(model.isDirty()).isFalse();
    }

    @Test
    void ends_of_traffic_are_read_as_they_are_written() {
        for (Peer peer : List.of(
                new Peer.Anywhere(),
                new Peer.Machine("web-1"),
                new Peer.InNetwork("front"),
                new Peer.Addresses("192.0.2.0/24"))) {
            assertThat(PeerText.read(peer.text())).isEqualTo(peer);
        }
        assertThat(PeerText.meant(shop, "web")).containsExactly("web-1", "web-2");
        assertThat(PeerText.meant(shop, "net")).containsExactly("network:front");
    }

    @Test
    void what_is_typed_is_a_value_or_says_why_not() {
        FieldReader read = new FieldReader(new Texts(Locale.ENGLISH));
        assertThat(read.number(1, 512).apply("0")).isEqualTo(new Typed.Wrong<>("Enter a whole number from 1 to 512."));
        assertThat(FieldReader.orNone(read.number(1, 512)).apply(" ")).isEqualTo(new Typed.Value<>(Optional.empty()));
        assertThat(read.time("soon")).isInstanceOf(Typed.Wrong.class);
        Instant moment = Instant.parse("2027-03-31T18:00:00Z");
        assertThat(read.moment(FieldReader.write(moment))).isEqualTo(new Typed.Value<>(moment));
        assertThat(read.moment("2027-02-30")).isInstanceOf(Typed.Wrong.class);
        assertThat(read.range("10.7.0.100 - 10.7.0.199"))
                .isEqualTo(new Typed.Value<>(new RecoveryNetwork.AddressRange("10.7.0.100", "10.7.0.199")));
        assertThat(read.ports("80, 8000-8099"))
                .isEqualTo(new Typed.Value<>(
                        List.of(new FirewallRule.PortRange(80, 80), new FirewallRule.PortRange(8000, 8099))));
        assertThat(read.ports("http")).isInstanceOf(Typed.Wrong.class);
        List<String> arguments = List.of("--all", "two words", "", "a\"b", "C:\\temp", "d\\ e");
        assertThat(read.arguments(Arguments.write(arguments))).isEqualTo(new Typed.Value<>(arguments));
        assertThat(read.arguments("\"open")).isInstanceOf(Typed.Wrong.class);
    }

    @Test
    void the_nics_go_along_with_their_network() {
        PlanSpec renamed = PlanNetworks.rename(shop, 0, "edge");
        assertThat(renamed.networks().getFirst().name()).isEqualTo("edge");
        assertThat(editor(renamed, Role.OPERATOR, Runnable::run, Runnable::run).faults())
                .isEmpty();
        PlanSpec added = PlanNetworks.add(PlanNetworks.add(shop));
        assertThat(added.networks()).hasSize(3);
        assertThat(editor(added, Role.OPERATOR, Runnable::run, Runnable::run).faults())
                .isEmpty();
    }
}

package dev.muster.bridge.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.bridge.hypervisor.BackupOperations;
import dev.muster.bridge.hypervisor.BackupOperations.Freeze;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.backup.BackupOptions;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FreezingTest {
    private static final Vm VM = new Vm(
            new VmId(HostId.of("here"), new UUID(1, 2)),
            "web",
            "",
            "",
            VmState.RUNNING,
            "booted",
            Optional.empty(),
            1,
            1 << 20,
            1 << 20,
            true,
            false,
            false,
            "x86_64",
            "pc",
            "qemu",
            List.of(),
            List.of(),
            new TreeSet<>(),
            "");

    /** What was asked of the guest, and what was journaled, one after the other. */
    private final List<String> asked = new ArrayList<>();

    private final Map<String, String> facts = new HashMap<>();
    private final Deque<Boolean> thaws = new ArrayDeque<>();

    @Test
    void what_is_frozen_is_thawed_once_and_it_is_journaled_before() throws Exception {
        thaws.add(true);
        Freezing freezing = Freezing.of(guest(new Freeze.Still(2)), VM, BackupOptions.Freeze.REQUIRED, context());
        assertThat(freezing.isFrozen()).isTrue();
        freezing.end();
        freezing.end();
        assertThat(freezing.isFrozen()).isTrue();
        assertThat(asked).containsExactly("fact asked", "freeze", "thaw", "fact ");
    }

    @Test
    void an_agent_that_was_not_told_is_not_waited_for() throws Exception {
        Freezing freezing =
                Freezing.of(guest(new Freeze.Silent("none")), VM, BackupOptions.Freeze.IF_POSSIBLE, context());
        freezing.end();
        assertThat(freezing.isFrozen()).isFalse();
        assertThat(asked).containsExactly("fact asked", "freeze", "fact ", "log");
    }

    @Test
    void one_that_is_late_is_waited_for() throws Exception {
        thaws.addAll(List.of(false, true));
        BackupOperations late = guest(new Freeze.Late("late"));
        assertThatThrownBy(() -> Freezing.of(late, VM, BackupOptions.Freeze.REQUIRED, context()))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("could not be frozen");
        assertThat(asked).containsExactly("fact asked", "freeze", "thaw", "thaw", "fact ");
    }

    @Test
    void where_nothing_can_be_frozen_the_point_is_not_called_frozen() throws Exception {
        thaws.add(true);
        Freezing freezing = Freezing.of(guest(new Freeze.Still(0)), VM, BackupOptions.Freeze.IF_POSSIBLE, context());
        assertThat(freezing.isFrozen()).isFalse();
        assertThat(asked).contains("thaw", "log");
    }

    @Test
    void after_a_restart_only_a_guest_that_was_asked_is_thawed() throws Exception {
        BackupOperations guest = guest(new Freeze.Still(1));
        Freezing.settle(guest, VM.id(), context());
        assertThat(asked).isEmpty();
        facts.put("freezing." + VM.id().uuid(), "asked");
        thaws.add(true);
        Freezing.settle(guest, VM.id(), context());
        assertThat(asked).containsExactly("thaw", "fact ");
    }

    private BackupOperations guest(Freeze answer) {
        return (BackupOperations) Proxy.newProxyInstance(
                BackupOperations.class.getClassLoader(), new Class<?>[] {BackupOperations.class}, (_, method, _) -> {
                    asked.add(method.getName());
                    return method.getName().equals("freeze") ? answer : thaws.remove();
                });
    }

    private StepContext context() {
        return (StepContext) Proxy.newProxyInstance(
                StepContext.class.getClassLoader(),
                new Class<?>[] {StepContext.class},
                (_, method, arguments) -> switch (method.getName()) {
                    case "fact" -> Optional.ofNullable(facts.get(arguments[0].toString()));
                    case "putFact" -> {
                        asked.add("fact " + arguments[1]);
                        yield facts.put(arguments[0].toString(), arguments[1].toString());
                    }
                    default -> {
                        asked.add(method.getName());
                        yield null;
                    }
                });
    }
}

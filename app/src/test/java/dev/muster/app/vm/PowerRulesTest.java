package dev.muster.app.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.confirm.Confirmation;
import dev.muster.app.i18n.Texts;
import dev.muster.model.access.Role;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.PowerAction;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PowerRulesTest {
    private final PowerRules rules = new PowerRules(new Texts(Locale.ENGLISH));
    private final Vm running = Samples.vm("web-01", VmState.RUNNING);
    private final Vm off = Samples.vm("web-02", VmState.OFF);

    @Test
    void what_is_offered_is_also_possible() {
        for (PowerAction action : PowerAction.values()) {
            for (VmState state : VmState.values()) {
                if (PowerRules.useful(action, state)) {
                    assertThat(action.possibleIn(state))
                            .as("%s while %s", action, state)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void an_action_that_changes_nothing_says_why_it_is_not_offered() {
        assertThat(rules.refusal(PowerAction.START, List.of(running), Role.OPERATOR))
                .contains("web-01 is running.");
        assertThat(rules.refusal(PowerAction.START, List.of(), Role.OPERATOR)).isPresent();
        assertThat(rules.refusal(PowerAction.START, List.of(off), Role.OPERATOR))
                .isEmpty();
    }

    @Test
    void a_viewer_is_told_that_the_role_is_what_stands_in_the_way() {
        assertThat(rules.refusal(PowerAction.START, List.of(off), Role.VIEWER))
                .contains("Your role may look, but not change VMs.");
    }

    @Test
    void one_command_carries_all_those_it_changes_and_no_other() {
        Vm third = Samples.vm("web-03", VmState.OFF);
        Vm crashed = Samples.vm("web-04", VmState.CRASHED);
        assertThat(PowerRules.command(PowerAction.START, List.of(running, off, third, crashed))
                        .vms())
                .containsExactly(off.id(), third.id());
    }

    @Test
    void only_pulling_the_plug_asks_for_the_name() {
        assertThat(rules.confirmation(PowerAction.SHUT_DOWN, List.of(running))).isEmpty();
        Confirmation asked =
                rules.confirmation(PowerAction.FORCE_OFF, List.of(running)).orElseThrow();
        assertThat(asked.accepts("")).isFalse();
        assertThat(asked.accepts("web-0")).isFalse();
        assertThat(asked.accepts("WEB-01")).isFalse();
        assertThat(asked.accepts(" web-01 ")).isTrue();
    }

    @Test
    void what_reaches_many_is_asked_about_with_their_names_and_answered_with_a_key() {
        List<Vm> six = IntStream.range(0, 6)
                .mapToObj(at -> Samples.vm("web-" + at, VmState.RUNNING))
                .toList();
        for (PowerAction action : PowerAction.values()) {
            List<Vm> reached = PowerRules.affected(action, six);
            if (!reached.isEmpty() && !action.isDestructive()) {
                Confirmation asked = rules.confirmation(action, six).orElseThrow();
                assertThat(asked.typed()).as(action.word()).isFalse();
                assertThat(asked.names()).hasSize(6).first().asString().contains("web-0");
                assertThat(asked.title()).contains("6 VMs");
                assertThat(rules.confirmation(action, six.subList(0, 5))).isEmpty();
            }
        }
        assertThat(rules.confirmation(PowerAction.FORCE_OFF, six).orElseThrow().typed())
                .isTrue();
    }

    @Test
    void a_vm_whose_host_cannot_be_asked_is_refused_with_the_host() {
        Vm lost = Samples.vm("web-09", VmState.UNKNOWN);
        assertThat(rules.refusal(PowerAction.START, List.of(lost), Role.OPERATOR))
                .contains("The host " + lost.id().host() + " cannot be asked now.");
        assertThat(rules.refusal(PowerAction.START, List.of(lost, off), Role.OPERATOR))
                .isEmpty();
    }

    @Test
    void several_are_confirmed_by_a_phrase_with_their_number() {
        Vm other = Samples.vm("web-03", VmState.PAUSED);
        Confirmation asked = rules.confirmation(PowerAction.FORCE_OFF, List.of(running, off, other))
                .orElseThrow();
        String host = running.id().host().text();
        assertThat(asked.names()).containsExactly("web-01 · " + host, "web-03 · " + host);
        assertThat(asked.accepts("force off 2 vms")).isTrue();
        assertThat(asked.accepts("force off 3 vms")).isFalse();
    }
}

package dev.muster.bridge.cli;

import dev.muster.model.inventory.ShownName;
import dev.muster.model.recovery.FirewallRule;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.HardwareOverride;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.PlanCommand;
import dev.muster.model.recovery.PlanFault;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanNic;
import dev.muster.model.recovery.PlanPrompt;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryNetwork;
import dev.muster.model.recovery.RecoveryQuery.SavedPlan;
import dev.muster.model.recovery.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A plan as readable text. */
final class PlanText {
    private final StringBuilder text = new StringBuilder();

    private PlanText() {}

    static String of(SavedPlan saved) {
        PlanText all = new PlanText();
        all.line(
                0,
                saved.plan() + ", version " + saved.version() + ", saved " + Table.moment(saved.saved()) + " by "
                        + saved.by() + (saved.comment().isEmpty() ? "" : ": " + saved.comment()));
        all.plan(saved.spec());
        all.faults(saved.faults());
        return all.text.toString();
    }

    private void line(int depth, String line) {
        if (!line.isBlank()) {
            text.repeat("  ", depth).append(ShownName.text(line)).append('\n');
        }
    }

    private void plan(PlanSpec spec) {
        line(0, spec.description());
        List<String> limits = new ArrayList<>();
        spec.objective().ifPresent(time -> limits.add("recovery time objective " + JobProgress.duration(time)));
        spec.ageObjective().ifPresent(time -> limits.add("recovery point objective " + JobProgress.duration(time)));
        limits.add("a test counts " + time(spec.testValidity()));
        limits.add(spec.hostLimit() + " at a time on a host");
        line(0, String.join(", ", limits));
        for (Tier tier : spec.tiers()) {
            line(0, "Tier " + tier.name() + ", " + tier.limit() + " at a time");
            tier.items().forEach(this::item);
        }
        spec.networks().forEach(this::network);
    }

    private static String time(Duration time) {
        return time.toDays() > 2 && time.toSecondsPart() == 0 ? time.toDays() + " days" : JobProgress.duration(time);
    }

    private void item(PlanItem item) {
        switch (item) {
            case PlanMachine machine -> machine(machine);
            case PlanPrompt prompt -> {
                line(1, prompt.key() + "  asks: " + prompt.text());
                line(
                        2,
                        "choices " + String.join(", ", prompt.choices()) + "; " + prompt.defaultChoice() + " after "
                                + JobProgress.duration(prompt.timeLimit()));
                order(prompt);
            }
        }
    }

    private void machine(PlanMachine machine) {
        line(
                1,
                machine.key() + "  " + source(machine.source()) + ", "
                        + machine.point().rule().text()
                        + (machine.point().earlierAllowed() ? " or earlier" : "")
                        + machine.point()
                                .repository()
                                .map(one -> " from " + one)
                                .orElse(""));
        order(machine);
        line(2, hardware(machine.hardware()));
        line(
                2,
                machine.place()
                        .pool()
                        .map(pool -> "in pool " + pool)
                        .orElseGet(() -> machine.place()
                                .host()
                                .map(host -> "on host " + host)
                                .orElse("")));
        line(2, list("NICs ", machine.nics(), PlanNic::text));
        if (!machine.readiness().gates().isEmpty()) {
            line(
                    2,
                    list("ready when ", machine.readiness().gates(), Gate::text) + ", within "
                            + JobProgress.duration(machine.readiness().timeout()));
        }
        line(2, "on failure " + machine.onFailure().text());
        line(2, list("before ", machine.before(), PlanText::command));
        line(2, list("after ", machine.after(), PlanText::command));
        line(
                2,
                machine.estimate()
                        .map(time -> "estimated at " + JobProgress.duration(time))
                        .orElse(""));
    }

    private static String source(MachineSource source) {
        return switch (source) {
            case MachineSource.OfVm vm -> "VM " + vm.name();
            case MachineSource.OfGroup group -> "VM " + group.name() + " of group " + group.group();
            case MachineSource.OfImage image -> "image " + image.name();
        };
    }

    private void order(PlanItem item) {
        List<String> parts = new ArrayList<>();
        item.onlyIf().ifPresent(choice -> parts.add("only if " + choice.text()));
        if (!item.needs().isEmpty()) {
            parts.add("needs " + String.join(", ", item.needs()));
        }
        if (!item.delay().isZero()) {
            parts.add("waits " + JobProgress.duration(item.delay()));
        }
        line(2, String.join(", ", parts));
    }

    private static String hardware(HardwareOverride hardware) {
        List<String> parts = new ArrayList<>();
        hardware.vcpus().ifPresent(number -> parts.add(number + " CPUs"));
        hardware.memoryMib().ifPresent(mib -> parts.add(mib + " MiB"));
        hardware.firmware().ifPresent(firmware -> parts.add(firmware.name().toLowerCase(Locale.ROOT) + " firmware"));
        hardware.nicModel().ifPresent(model -> parts.add("NICs " + model));
        hardware.diskBus().ifPresent(bus -> parts.add("disks on " + bus));
        return String.join(", ", parts);
    }

    private static String command(PlanCommand command) {
        return command.text() + " (" + JobProgress.duration(command.timeLimit())
                + (command.required() ? ")" : ", may fail)");
    }

    private void network(RecoveryNetwork network) {
        List<String> parts = new ArrayList<>(List.of(network.subnet()));
        network.gateway().ifPresent(gateway -> parts.add("gateway " + gateway));
        network.dhcp().ifPresent(range -> parts.add("DHCP " + range.text()));
        parts.add(network.reach().name().toLowerCase(Locale.ROOT));
        if (network.nat()) {
            parts.add("NAT");
        }
        line(0, "Network " + network.name() + ", " + String.join(", ", parts));
        line(1, list("stands for ", network.standsFor(), Function.identity()));
        line(
                1,
                network.dns().domain().isEmpty()
                        ? ""
                        : "domain " + network.dns().domain());
        line(1, network.dns().oldNames() ? "answers the old names" : "");
        line(1, list("reserved ", network.reservations(), RecoveryNetwork.Reservation::text));
        line(1, list("forwards ", network.forwards(), RecoveryNetwork.PortForward::text));
        line(1, list("firewall ", network.firewall(), FirewallRule::text));
        network.vpn().ifPresent(vpn -> {
            line(1, "VPN " + vpn.text());
            vpn.peers().forEach(peer -> line(2, peer.text() + " " + peer.key()));
        });
    }

    private static <T> String list(String before, List<T> values, Function<T, String> word) {
        return values.isEmpty() ? "" : values.stream().map(word).collect(Collectors.joining(", ", before, ""));
    }

    private void faults(List<PlanFault> faults) {
        if (!faults.isEmpty()) {
            line(0, "Faults");
            faults.forEach(fault -> line(1, fault.path() + ": " + fault.text()));
        }
    }
}

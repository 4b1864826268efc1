package dev.muster.app.recovery;

import dev.muster.model.recovery.RecoveryNetwork;
import dev.muster.model.recovery.RecoveryNetwork.AddressRange;
import dev.muster.model.recovery.RecoveryNetwork.Reach;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The fields of a network. What is typed may be wrong; its faults are told below. */
final class NetworkForm {
    private NetworkForm() {}

    static void fill(DetailForm form, PlanLine.OfNetwork of, PlanEditorViewModel model, RecoveryWords words) {
        RecoveryNetwork now = of.value();
        form.title(now.name());
        form.field(
                "recovery.field.name",
                "plan-network-name",
                now.name(),
                typed -> !typed.isBlank(),
                typed -> rename(model, of, typed.strip()));
        form.field(
                "recovery.field.subnet",
                "plan-network-subnet",
                now.subnet(),
                typed -> !typed.isBlank(),
                typed -> put(
                        model,
                        of,
                        copy(now, typed.strip(), now.gateway(), now.dhcp(), now.standsFor(), now.nat(), now.reach())));
        form.field(
                "recovery.field.gateway",
                "plan-network-gateway",
                now.gateway().orElse(""),
                typed -> true,
                typed -> put(
                        model,
                        of,
                        copy(now, now.subnet(), filled(typed), now.dhcp(), now.standsFor(), now.nat(), now.reach())));
        form.field(
                "recovery.field.dhcp",
                "plan-network-dhcp",
                now.dhcp().map(AddressRange::text).orElse(""),
                typed -> typed.isBlank() || typed.strip().split("-", -1).length == 2,
                typed -> put(
                        model,
                        of,
                        copy(now, now.subnet(), now.gateway(), range(typed), now.standsFor(), now.nat(), now.reach())));
        form.field(
                "recovery.field.stands-for",
                "plan-network-stands-for",
                String.join(", ", now.standsFor()),
                typed -> true,
                typed -> put(
                        model,
                        of,
                        copy(now, now.subnet(), now.gateway(), now.dhcp(), list(typed), now.nat(), now.reach())));
        form.choice(
                "recovery.field.reach",
                "plan-network-reach",
                List.of(Reach.values()),
                now.reach(),
                words::reach,
                reach -> put(
                        model,
                        of,
                        copy(now, now.subnet(), now.gateway(), now.dhcp(), now.standsFor(), now.nat(), reach)));
        form.check(
                "recovery.field.nat",
                "plan-network-nat",
                now.nat(),
                nat -> put(
                        model,
                        of,
                        copy(now, now.subnet(), now.gateway(), now.dhcp(), now.standsFor(), nat, now.reach())));
    }

    private static List<String> list(String typed) {
        return Arrays.stream(typed.split(",", -1))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    private static Optional<String> filled(String typed) {
        return typed.isBlank() ? Optional.empty() : Optional.of(typed.strip());
    }

    private static Optional<AddressRange> range(String typed) {
        String[] ends = typed.strip().split("-", -1);
        return ends.length == 2 ? Optional.of(new AddressRange(ends[0].strip(), ends[1].strip())) : Optional.empty();
    }

    private static RecoveryNetwork copy(
            RecoveryNetwork now,
            String subnet,
            Optional<String> gateway,
            Optional<AddressRange> dhcp,
            List<String> standsFor,
            boolean nat,
            Reach reach) {
        return new RecoveryNetwork(
                now.name(),
                standsFor,
                subnet,
                gateway,
                dhcp,
                now.reservations(),
                now.dns(),
                nat,
                now.forwards(),
                now.firewall(),
                reach);
    }

    private static void put(PlanEditorViewModel model, PlanLine.OfNetwork of, RecoveryNetwork network) {
        model.edit(plan -> {
            List<RecoveryNetwork> networks = new ArrayList<>(plan.networks());
            networks.set(of.number(), network);
            return plan.withNetworks(networks);
        });
    }

    /** The NICs of machines go along with the name of their network. */
    private static void rename(PlanEditorViewModel model, PlanLine.OfNetwork of, String name) {
        model.edit(plan -> PlanNetworks.rename(plan, of.number(), name));
    }
}

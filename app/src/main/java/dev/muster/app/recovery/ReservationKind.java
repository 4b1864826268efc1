package dev.muster.app.recovery;

import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanNic;
import dev.muster.model.recovery.RecoveryNetwork.Reservation;
import java.util.List;
import java.util.Optional;

/**
 * The fields of an address that DHCP hands out to one NIC.
 *
 * @param network the network's name
 */
record ReservationKind(DetailContext context, String network) implements EntryKind<Reservation> {
    private static final int MOST_NICS = 64;

    @Override
    public String id() {
        return "plan-reservations";
    }

    @Override
    public String path() {
        return "reservations";
    }

    @Override
    public String addKey() {
        return "recovery.reservations.add";
    }

    @Override
    public boolean isOrdered() {
        return false;
    }

    @Override
    public String text(Reservation reservation) {
        return context.texts()
                .get("recovery.reservation", reservation.machine(), reservation.nic(), reservation.address());
    }

    @Override
    public Reservation fresh() {
        List<Reservation> taken = context.model().spec().networks().stream()
                .filter(one -> one.name().equals(network))
                .flatMap(one -> one.reservations().stream())
                .toList();
        for (PlanMachine machine : NetworkMachines.in(context.model().spec(), network)) {
            Optional<PlanNic> free = machine.nics().stream()
                    .filter(nic -> nic.network().equals(network))
                    .filter(nic -> taken.stream()
                            .noneMatch(one -> one.machine().equals(machine.key()) && one.nic() == nic.nic()))
                    .findFirst();
            if (free.isPresent()) {
                return new Reservation(machine.key(), free.get().nic(), "");
            }
        }
        return new Reservation("", 1, "");
    }

    @Override
    public void fields(DetailForm form, Spot at, Reservation reservation, Change<Reservation> change) {
        form.choice(
                at.field("recovery.field.machine", "machine"),
                NetworkMachines.keys(context.model().spec(), network, reservation.machine()),
                reservation.machine(),
                key -> key,
                key -> change.to(now -> new Reservation(key, now.nic(), now.address())));
        form.entry(
                at.field("recovery.field.nic", "nic"),
                "" + reservation.nic(),
                form.read().number(1, MOST_NICS),
                nic -> change.to(now -> new Reservation(now.machine(), nic, now.address())));
        form.entry(
                at.field("recovery.field.address", "address"),
                reservation.address(),
                form.read()::any,
                address -> change.to(now -> new Reservation(now.machine(), now.nic(), address)));
    }
}

package dev.muster.model.recovery;

import dev.muster.model.recovery.PlanFault.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Who has which address in the networks of a plan: NICs, by what guests have themselves and by reservations. */
final class AddressBook {
    private record Holder(PlanMachine machine, int nic) {
        private boolean clashes(Holder other) {
            boolean same = machine.key().equals(other.machine.key()) && nic == other.nic;
            return !same && !PlanIndex.exclusive(machine, other.machine);
        }
    }

    private final PlanIndex index;
    private final Map<String, Map<Long, List<Holder>>> holders = new HashMap<>();

    AddressBook(PlanIndex index) {
        this.index = index;
    }

    /** Enters the address a guest has itself. In the DHCP range it must be reserved for that NIC. */
    void fixed(PlanMachine machine, PlanNic nic, String address, FaultList faults) {
        OptionalLong number = Ipv4.address(address);
        Optional<RecoveryNetwork> network = index.network(nic.network());
        if (number.isEmpty()) {
            faults.add(Kind.ADDRESS_INVALID, Words.quoted(address) + " is not an IPv4 address.");
        } else if (network.isPresent()) {
            boolean reserved = network.get().reservations().stream()
                    .anyMatch(one -> one.machine().equals(machine.key())
                            && one.nic() == nic.nic()
                            && one.address().equals(address));
            faults.require(
                    reserved
                            || dhcp(network.get())
                                    .filter(range -> range.holds(number.getAsLong()))
                                    .isEmpty(),
                    Kind.ADDRESS_IN_DHCP,
                    address + " is in the DHCP range of " + Words.quoted(nic.network())
                            + " and could be handed out to another machine; reserve it or take one outside the range.");
            enter(network.get(), new Holder(machine, nic.nic()), address, number.getAsLong(), faults);
        }
    }

    /** Enters the address that is reserved for a NIC. */
    void reserved(RecoveryNetwork network, RecoveryNetwork.Reservation reservation, FaultList faults) {
        OptionalLong number = Ipv4.address(reservation.address());
        if (number.isEmpty()) {
            faults.add(Kind.ADDRESS_INVALID, Words.quoted(reservation.address()) + " is not an IPv4 address.");
            return;
        }
        index.machine(reservation.machine())
                .ifPresent(machine -> enter(
                        network,
                        new Holder(machine, reservation.nic()),
                        reservation.address(),
                        number.getAsLong(),
                        faults));
    }

    private void enter(RecoveryNetwork network, Holder holder, String address, long number, FaultList faults) {
        Ipv4.block(network.subnet())
                .ifPresent(subnet -> faults.require(
                        subnet.usable(number),
                        Kind.ADDRESS_OUTSIDE,
                        address + " is not an address of a machine in the subnet " + network.subnet() + "."));
        faults.require(
                !network.gateway().equals(Optional.of(address)),
                Kind.DUPLICATE_ADDRESS,
                address + " is the address of the gateway.");
        List<Holder> others = holders.computeIfAbsent(network.name(), _ -> new HashMap<>())
                .computeIfAbsent(number, _ -> new ArrayList<>());
        others.stream()
                .filter(holder::clashes)
                .findFirst()
                .ifPresent(other -> faults.add(
                        Kind.DUPLICATE_ADDRESS,
                        address + " is given twice, to NIC " + other.nic + " of "
                                + Words.quoted(other.machine.key()) + " and to NIC " + holder.nic + " of "
                                + Words.quoted(holder.machine.key()) + "."));
        others.add(holder);
    }

    /** The DHCP range of a network where it is one. */
    static Optional<Ipv4> dhcp(RecoveryNetwork network) {
        return network.dhcp().flatMap(range -> {
            OptionalLong first = Ipv4.address(range.first());
            OptionalLong last = Ipv4.address(range.last());
            return first.isPresent() && last.isPresent() && first.getAsLong() <= last.getAsLong()
                    ? Optional.of(new Ipv4(first.getAsLong(), last.getAsLong()))
                    : Optional.empty();
        });
    }
}

package dev.muster.model.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cables of a VM's NICs: in or out, whatever they lead to. */
public final class Cables {
    private static final String NIC = "nic:";

    private Cables() {}

    /** The NICs whose cable is in, as {@link HardwareChange.ChangeNic} names them. */
    public static List<String> in(DomainDocument document) {
        return Devices.of(document).stream()
                .filter(device -> device.key().startsWith(NIC) && device.connected())
                .map(device -> device.key().substring(NIC.length()))
                .toList();
    }

    /**
     * The same definition with those cables in or out.
     *
     * @param nics as {@link #in} names them
     */
    public static DomainDocument plug(DomainDocument document, List<String> nics, boolean in) {
        List<HardwareChange> changes = new ArrayList<>();
        for (String nic : nics) {
            changes.add(new HardwareChange.ChangeNic(
                    nic, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(in)));
        }
        return changes.isEmpty() ? document : HardwareEdit.apply(document, changes);
    }
}

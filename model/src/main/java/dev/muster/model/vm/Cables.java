package dev.muster.model.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cables of a VM's NICs: in or out, whatever they lead to. */
public final class Cables {
    private static final String NIC = "nic:";

    private Cables() {}

    private static HardwareChange change(String nic, boolean in) {
        return new HardwareChange.ChangeNic(nic, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(in));
    }

    /** What is to be told a VM that runs so that those cables are in or out; none for what is so already. */
    public static List<String> updates(DomainDocument live, List<String> nics, boolean in) {
        List<String> updates = new ArrayList<>();
        for (String nic : nics) {
            if (LiveChange.of(change(nic, in), live) instanceof LiveChange.Update update) {
                updates.add(update.device());
            }
        }
        return updates;
    }

    /** The NICs whose cable is in, as {@link HardwareChange.ChangeNic} names them. */
    public static List<String> in(DomainDocument document) {
        return Devices.of(document).stream()
                .filter(device -> device.key().startsWith(NIC) && !device.key().startsWith(NIC + "#"))
                .filter(HardwareDevice::connected)
                .map(device -> device.key().substring(NIC.length()))
                .toList();
    }

    /**
     * The same definition with those cables in or out.
     *
     * @param nics as {@link #in} names them
     */
    public static DomainDocument plug(DomainDocument document, List<String> nics, boolean in) {
        List<HardwareChange> changes = nics.stream().map(nic -> change(nic, in)).toList();
        return changes.isEmpty() ? document : HardwareEdit.apply(document, changes);
    }
}

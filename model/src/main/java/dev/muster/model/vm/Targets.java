package dev.muster.model.vm;

import dev.muster.model.error.ErrorCode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The names libvirt knows disks by: a prefix for the bus, and letters that count on. */
final class Targets {
    private static final int MOST = 26 * 27;

    private Targets() {}

    /** The first name of that bus that none of these documents has. */
    static String free(String bus, List<DomainDocument> documents) {
        Set<String> taken = new TreeSet<>();
        documents.forEach(document -> document.disks().forEach(disk -> taken.add(disk.target())));
        return free(bus, taken);
    }

    static String free(String bus, Set<String> taken) {
        for (int number = 0; number < MOST; number++) {
            String name = prefix(bus) + letters(number);
            if (!taken.contains(name)) {
                return name;
            }
        }
        throw HardwareEdit.refused(
                ErrorCode.NOT_SUPPORTED, "The VM has no room for one more " + bus + " disk.", "Remove one first.");
    }

    private static String prefix(String bus) {
        return switch (bus) {
            case "virtio" -> "vd";
            case "ide" -> "hd";
            default -> "sd";
        };
    }

    private static String letters(int number) {
        String last = String.valueOf((char) ('a' + number % 26));
        return number < 26 ? last : (char) ('a' + number / 26 - 1) + last;
    }
}

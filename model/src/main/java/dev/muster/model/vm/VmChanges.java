package dev.muster.model.vm;

import java.util.Optional;
import java.util.SortedSet;

/**
 * What to change of a VM's definition; what is empty stays as it is. It takes effect at the next start.
 *
 * @param vcpus virtual processors
 * @param memoryBytes RAM, both current and maximum
 * @param title libvirt's short free title
 * @param description libvirt's free description
 * @param autostart whether the host starts it at boot; takes effect at once
 * @param tags Muster's tags
 */
public record VmChanges(
        Optional<Integer> vcpus,
        Optional<Long> memoryBytes,
        Optional<String> title,
        Optional<String> description,
        Optional<Boolean> autostart,
        Optional<SortedSet<String>> tags) {}

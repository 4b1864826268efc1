package dev.muster.model.cluster;

import dev.muster.model.vm.Firmware;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The role of some VMs of a cluster.
 *
 * @param name unique in its cluster, such as {@code db}
 * @param count how many VMs it has
 * @param minimum how many it may not go below
 * @param vcpus virtual processors of each
 * @param memoryMib RAM of each, MiB
 * @param disks new disks of each, in order
 * @param startOrder functions of a lower number are started first
 * @param profile the name of what they boot
 * @param firmware what starts them
 * @param apart whether its VMs go on different hosts where there are enough
 * @param labels for templates, {@code {{label.KEY}}}
 */
public record ClusterFunction(
        String name,
        int count,
        int minimum,
        int vcpus,
        long memoryMib,
        List<NewDisk> disks,
        int startOrder,
        String profile,
        Firmware firmware,
        boolean apart,
        Map<String, String> labels) {
    /** More VMs than this are another cluster. */
    public static final int MOST = 1000;

    public ClusterFunction {
        Refusals.requireLabel("function", name);
        disks = List.copyOf(disks);
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        if (minimum < 0 || count < minimum || count > MOST) {
            throw Refusals.refused(
                    "Function " + name + " is to have " + count + " VMs, but at least " + minimum + " and at most "
                            + MOST + " are allowed.",
                    "Correct the count or the minimum.");
        }
        if (vcpus < 1 || vcpus > 512 || memoryMib < 16 || memoryMib > 16L << 20) {
            throw Refusals.refused(
                    "The VMs of function " + name + " are to have " + vcpus + " vCPU and " + memoryMib
                            + " MiB of memory.",
                    "Give 1 to 512 vCPU and at least 16 MiB.");
        }
        if (disks.size() > 16) {
            throw Refusals.refused(
                    "A VM of function " + name + " is to have " + disks.size() + " disks.", "Give at most 16.");
        }
        if (startOrder < 0 || startOrder > 1000) {
            throw Refusals.refused(
                    "The start order of function " + name + " is " + startOrder + ".", "Give a number from 0 to 1000.");
        }
        labels.forEach((key, value) -> {
            Refusals.requireLabel("label", key);
            if (value.length() > 500 || value.chars().anyMatch(c -> c < ' ' || c > '~')) {
                throw Refusals.refused(
                        "The label " + key + " of function " + name + " cannot be put into a command line.",
                        "Use up to 500 ASCII characters on one line.");
            }
        });
    }

    /**
     * An empty disk made with a VM.
     *
     * @param pool the pool it is made in
     * @param gib its size, GiB
     */
    public record NewDisk(String pool, int gib) {
        public NewDisk {
            if (pool.isBlank() || gib < 1 || gib > 65_536) {
                throw Refusals.refused(
                        "A disk of " + gib + " GiB in pool \"" + pool + "\" cannot be made.",
                        "Name a pool and a size from 1 GiB.");
            }
        }
    }

    /** The same with another number of VMs. */
    public ClusterFunction withCount(int vms) {
        return new ClusterFunction(
                name, vms, minimum, vcpus, memoryMib, disks, startOrder, profile, firmware, apart, labels);
    }

    /** The same that boots something else. */
    public ClusterFunction withProfile(String boots) {
        return new ClusterFunction(
                name, count, minimum, vcpus, memoryMib, disks, startOrder, boots, firmware, apart, labels);
    }
}

package dev.muster.model.cluster;

import dev.muster.model.inventory.HostId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A cluster as it is described, in a file too.
 *
 * @param name its name
 * @param network the libvirt network its VMs boot from, by name, on each of its hosts; with DHCP
 * @param hosts where its VMs may go; none for all hosts that have the network
 * @param profiles what its functions boot
 * @param functions its functions
 * @param defaultFunction what a VM gets of which nothing is known and nobody outside answers; empty refuses it
 * @param outside who is asked about VMs of which nothing is known
 */
public record ClusterSpec(
        ClusterId name,
        String network,
        List<HostId> hosts,
        List<BootProfile> profiles,
        List<ClusterFunction> functions,
        String defaultFunction,
        Optional<OutsideQuery> outside) {
    public ClusterSpec {
        hosts = List.copyOf(hosts);
        profiles = List.copyOf(profiles);
        functions = List.copyOf(functions);
        if (network.isBlank()) {
            throw Refusals.refused("Cluster " + name + " has no network.", "Name a libvirt network with DHCP.");
        }
        requireDifferent("hosts", hosts.stream().map(HostId::text).toList());
        requireDifferent(
                "boot profiles", profiles.stream().map(BootProfile::name).toList());
        requireDifferent(
                "functions", functions.stream().map(ClusterFunction::name).toList());
        if (functions.isEmpty()) {
            throw Refusals.refused("Cluster " + name + " has no function.", "Describe at least one.");
        }
        Set<String> names = functions.stream().map(ClusterFunction::name).collect(Collectors.toSet());
        if (!defaultFunction.isEmpty() && !names.contains(defaultFunction)) {
            throw Refusals.refused(
                    "The default function \"" + defaultFunction + "\" is not a function of cluster " + name + ".",
                    "Name one of its functions, or none.");
        }
        for (ClusterFunction function : functions) {
            BootProfile profile = profiles.stream()
                    .filter(one -> one.name().equals(function.profile()))
                    .findFirst()
                    .orElseThrow(() -> Refusals.refused(
                            "Function " + function.name() + " boots \"" + function.profile()
                                    + "\", which is not a boot profile of cluster " + name + ".",
                            "Name one of its boot profiles."));
            BootTemplate.requireKnown(profile, function, names);
        }
    }

    private static void requireDifferent(String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw Refusals.refused("Two " + what + " are called \"" + name + "\".", "Give each a name of its own.");
            }
        }
    }

    /** The function of that name. */
    public Optional<ClusterFunction> function(String function) {
        return functions.stream().filter(one -> one.name().equals(function)).findFirst();
    }

    /** What the VMs of a function boot. */
    public BootProfile profileOf(ClusterFunction function) {
        return profiles.stream()
                .filter(one -> one.name().equals(function.profile()))
                .findFirst()
                .orElseThrow();
    }

    /** The same with another number of VMs of one function. */
    public ClusterSpec withCount(String function, int count) {
        return with(function, one -> one.withCount(count));
    }

    /** The same with a function that boots something else. */
    public ClusterSpec withProfile(String function, String profile) {
        return with(function, one -> one.withProfile(profile));
    }

    private ClusterSpec with(String function, UnaryOperator<ClusterFunction> change) {
        return new ClusterSpec(
                name,
                network,
                hosts,
                profiles,
                functions.stream()
                        .map(one -> one.name().equals(function) ? change.apply(one) : one)
                        .toList(),
                defaultFunction,
                outside);
    }

    /** The name of the VM of that number. */
    public String vmName(String function, int number) {
        return name + "-" + function + "-" + number;
    }
}

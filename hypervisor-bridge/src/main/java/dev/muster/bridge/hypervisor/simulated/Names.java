package dev.muster.bridge.hypervisor.simulated;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Names VMs as people do: by function, stage and number. No name is given twice. */
final class Names {
    private static final List<String> FUNCTIONS = List.of(
            "web", "app", "db", "lb", "cache", "mq", "mail", "dns", "ci", "mon", "backup", "vpn", "ldap", "git", "wiki",
            "shop", "erp", "desktop");
    private static final List<String> STAGES = List.of("", "prod", "prod", "prod", "stage", "test");
    private static final List<String> LONG = List.of(
            "customer-portal-frontend-legacy-migration-rehearsal-eu-central",
            "Finance_Quarterly-Reporting.Warehouse+Archive-2019",
            "tenant-4711-kubernetes-worker-pool-memory-optimised");

    private final Map<String, Integer> given = new HashMap<>();

    /**
     * A VM's name and what it says of the VM.
     *
     * @param name unique in its world
     * @param function such as {@code db}
     * @param tags stage, function and a few more
     */
    record Name(String name, String function, SortedSet<String> tags) {}

    /** The first VMs are {@code web-01}, {@code app-01}, {@code db-01} and so on, whatever the seed. */
    Name next(int index, SplittableRandom random) {
        boolean first = index < FUNCTIONS.size();
        String function = first ? FUNCTIONS.get(index) : FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
        String stage = first ? "" : STAGES.get(random.nextInt(STAGES.size()));
        boolean isLong = !first && random.nextInt(50) == 0;
        String base =
                isLong ? LONG.get(random.nextInt(LONG.size())) : stage.isEmpty() ? function : function + "-" + stage;
        int number = given.merge(base, 1, Integer::sum);
        SortedSet<String> tags = new TreeSet<>();
        tags.add(function);
        tags.add(stage.isEmpty() ? "prod" : stage);
        if (random.nextInt(10) == 0) {
            tags.add("critical");
        }
        return new Name(base + (number < 10 ? "-0" : "-") + number, function, tags);
    }
}

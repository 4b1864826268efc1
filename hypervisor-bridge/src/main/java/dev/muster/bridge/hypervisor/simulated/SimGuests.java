package dev.muster.bridge.hypervisor.simulated;

import dev.muster.bridge.hypervisor.GuestProblems;
import dev.muster.bridge.hypervisor.GuestProgram;
import dev.muster.bridge.hypervisor.GuestRun;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What the agents of simulated guests run. A guest has {@code true}, {@code false}, {@code echo}, {@code sleep}, {@code tail -f}, {@code pidof}
 * and {@code kill -KILL}, each in {@code /bin} and {@code /usr/bin}.
 */
final class SimGuests {
    private static final int KILLED = 128 + 9;

    private final InstantSource clock;
    private final Map<UUID, Map<Long, Task>> tasks = new HashMap<>();
    private long last = 100;

    SimGuests(InstantSource clock) {
        this.clock = clock;
    }

    /** One that ends at that time. */
    private record Task(String name, Instant end, GuestRun.Ended how) {
        boolean runs(Instant now) {
            return end.isAfter(now);
        }
    }

    long begin(UUID vm, GuestProgram program) {
        Map<Long, Task> own = tasks.computeIfAbsent(vm, _ -> new HashMap<>());
        Task task = task(own, program);
        own.put(++last, task);
        return last;
    }

    private Task task(Map<Long, Task> own, GuestProgram program) {
        Instant now = clock.instant();
        String name = program.path().replaceFirst("^(/usr)?/bin/", "");
        GuestRun.Ended how = switch (name) {
            case "true", "sleep", "tail" -> new GuestRun.Ended(0, "");
            case "false" -> new GuestRun.Ended(1, "");
            case "echo" -> new GuestRun.Ended(0, String.join(" ", program.arguments()));
            case "pidof" -> find(own, program.arguments().getLast(), now);
            case "kill" -> kill(own, Long.parseLong(program.arguments().getLast()), now);
            default -> throw GuestProblems.missing(program, "");
        };
        Instant end = switch (name) {
            case "sleep" -> now.plusSeconds(Long.parseLong(program.arguments().getFirst()));
            case "tail" -> Instant.MAX;
            default -> now;
        };
        return new Task(name, end, how);
    }

    private static GuestRun.Ended find(Map<Long, Task> own, String wanted, Instant now) {
        String found = own.entrySet().stream()
                .filter(one -> one.getValue().runs(now) && one.getValue().name().equals(wanted))
                .map(one -> one.getKey().toString())
                .collect(Collectors.joining(" "));
        return new GuestRun.Ended(found.isEmpty() ? 1 : 0, found);
    }

    private static GuestRun.Ended kill(Map<Long, Task> own, long pid, Instant now) {
        Task killed = own.get(pid);
        if (killed == null || !killed.runs(now)) {
            return new GuestRun.Ended(1, "");
        }
        own.put(pid, new Task(killed.name(), now, new GuestRun.Ended(KILLED, "")));
        return new GuestRun.Ended(0, "");
    }

    /** How one stands; empty where there is none. */
    Optional<GuestRun> look(UUID vm, long pid) {
        Map<Long, Task> own = tasks.getOrDefault(vm, Map.of());
        Task task = own.get(pid);
        if (task == null) {
            return Optional.empty();
        }
        if (task.runs(clock.instant())) {
            return Optional.of(new GuestRun.Running());
        }
        own.remove(pid);
        return Optional.of(task.how());
    }
}

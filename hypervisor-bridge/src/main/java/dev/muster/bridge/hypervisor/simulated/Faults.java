package dev.muster.bridge.hypervisor.simulated;

import dev.muster.model.error.ErrorCode;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What goes wrong on purpose, from {@code faults=kind:target,kind:target}. A VM is named by its name, a host by its short
 * name ({@code h003}).
 *
 * <table>
 * <caption>Kinds</caption>
 * <tr><td>{@code vanish:VM}</td><td>takes the next power action, then is gone instead of getting where that leads</td></tr>
 * <tr><td>{@code hang:HOST}</td><td>every call about that host waits 30 s and fails with {@code HYPERVISOR_TIMEOUT}</td></tr>
 * <tr><td>{@code fail-start:VM}</td><td>refuses to start with {@code HYPERVISOR_REFUSED}</td></tr>
 * <tr><td>{@code crash:VM}</td><td>crashes 200 ms after each start</td></tr>
 * <tr><td>{@code disk-full:HOST}</td><td>every new file there fails with {@code DISK_FULL}</td></tr>
 * <tr><td>{@code slow-shutdown:VM}</td><td>its guest takes 20 s to shut down</td></tr>
 * <tr><td>{@code ignore-shutdown:VM}</td><td>its guest does not listen when asked to shut down or restart</td></tr>
 * <tr><td>{@code lose:MS}</td><td>each connection is lost after so many milliseconds</td></tr>
 * <tr><td>{@code unreachable:N}</td><td>the first N attempts to connect fail with {@code HOST_UNREACHABLE}</td></tr>
 * </table>
 */
record Faults(Map<Kind, Set<String>> targets) {
    /** What can go wrong. */
    enum Kind {
        VANISH,
        HANG,
        FAIL_START,
        CRASH,
        DISK_FULL,
        SLOW_SHUTDOWN,
        IGNORE_SHUTDOWN,
        LOSE,
        UNREACHABLE;

        private boolean takesNumber() {
            return this == LOSE || this == UNREACHABLE;
        }
    }

    Faults {
        targets = Map.copyOf(targets);
    }

    static Faults parse(String text) {
        Map<Kind, Set<String>> targets = new EnumMap<>(Kind.class);
        for (String fault : text.split(",", -1)) {
            if (!fault.isBlank()) {
                int colon = fault.indexOf(':');
                Kind kind = kind(colon < 0 ? fault : fault.substring(0, colon));
                String target = colon < 0 ? "" : fault.substring(colon + 1).strip();
                if (target.isEmpty() || (kind.takesNumber() && !target.matches("\\d{1,9}"))) {
                    throw invalid("The fault \"" + fault + "\" needs a target, as in vanish:web-01 or lose:2000.");
                }
                targets.computeIfAbsent(kind, key -> new HashSet<>()).add(target);
            }
        }
        return new Faults(targets);
    }

    boolean hits(Kind kind, String target) {
        return targets.getOrDefault(kind, Set.of()).contains(target);
    }

    OptionalLong number(Kind kind) {
        return targets.getOrDefault(kind, Set.of()).stream()
                .mapToLong(Long::parseLong)
                .max();
    }

    private static Kind kind(String word) {
        for (Kind kind : Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word.strip())) {
                return kind;
            }
        }
        throw invalid("\"" + word + "\" is not a fault the simulated hypervisor knows.");
    }

    private static RuntimeException invalid(String what) {
        return Problems.invalid(ErrorCode.URI_INVALID, what);
    }
}

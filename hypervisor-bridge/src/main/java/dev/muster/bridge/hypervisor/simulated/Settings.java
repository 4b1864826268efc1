package dev.muster.bridge.hypervisor.simulated;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.host.ConnectionUri;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a {@code sim:} URI asks for.
 *
 * @param hosts how many, 1 to 1000
 * @param vms how many on all of them together, 0 to 100 000
 * @param seed decides everything that looks like chance
 * @param rate background state changes a second, 0 to 100 000
 * @param latency what each call takes
 * @param faults what goes wrong on purpose
 * @param state where the world is kept over restarts; empty to keep it in memory alone
 */
record Settings(int hosts, int vms, long seed, int rate, Duration latency, Faults faults, Optional<Path> state) {
    static Settings of(ConnectionUri uri) {
        String state = uri.parameters().getOrDefault("state", "");
        return new Settings(
                (int) number(uri, "hosts", 1, 1, 1000),
                (int) number(uri, "vms", 10, 0, 100_000),
                number(uri, "seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
                (int) number(uri, "rate", 0, 0, 100_000),
                Duration.ofMillis(number(uri, "latency", 0, 0, 60_000)),
                Faults.parse(uri.parameters().getOrDefault("faults", "")),
                state.isEmpty() ? Optional.empty() : Optional.of(path(state)));
    }

    private static Path path(String state) {
        if (!state.startsWith("/") || state.indexOf('\0') >= 0) {
            throw Problems.invalid(ErrorCode.URI_INVALID, "state=" + state + " is not an absolute path.");
        }
        return Path.of(state);
    }

    private static long number(ConnectionUri uri, String name, long otherwise, long least, long most) {
        String text = uri.parameters().getOrDefault(name, "");
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.matches("-?\\d{1,18}")) {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw Problems.invalid(
                ErrorCode.URI_INVALID,
                name + "=" + text + " in a sim URI is not a whole number from " + least + " to " + most + ".");
    }
}

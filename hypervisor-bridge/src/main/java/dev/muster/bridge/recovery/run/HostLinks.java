package dev.muster.bridge.recovery.run;

import dev.muster.bridge.json.Json;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The links of the bridge's machine. */
final class HostLinks {
    /** Networks of recoveries and their ports; a link of another name that only begins so is listened on. */
    private static final Pattern OURS = Pattern.compile("mr[a-z2-7]{5}[a-z]?");

    private HostLinks() {}

    /**
     * A link, as {@code ip -json -details link} tells it.
     *
     * @param ifname its name
     * @param master the bridge it is a port of
     * @param linkinfo what it is
     * @param flags such as {@code UP}
     */
    record Link(String ifname, Optional<String> master, Optional<Kind> linkinfo, List<String> flags) {
        Link {
            flags = List.copyOf(flags);
        }
    }

    /** What a link is. */
    record Kind(Optional<String> info_kind) {}

    /**
     * Those by which a frame could leave, or reach something else: all that are up but the loopback, networks of recoveries with their
     * ports, the ports of other bridges, whose frames are seen on those, and devices of VMs that are ports of nothing.
     *
     * @throws MusterException {@code RECOVERY_NETWORK_FAILED}
     */
    static List<String> outside() throws InterruptedException {
        return all().stream()
                .filter(HostLinks::isOutside)
                .map(Link::ifname)
                .sorted()
                .toList();
    }

    private static boolean isOutside(Link link) {
        return link.flags().contains("UP")
                && !link.flags().contains("LOOPBACK")
                && !OURS.matcher(link.ifname()).matches()
                && link.master().isEmpty()
                && link.linkinfo()
                        .flatMap(Kind::info_kind)
                        .filter("tun"::equals)
                        .isEmpty();
    }

    private static List<Link> all() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("ip", "-json", "-details", "link", "show")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw failed(said);
            }
            return Arrays.asList(Json.read(said, Link[].class));
        } catch (IOException e) {
            throw failed(e.toString());
        }
    }

    private static MusterException failed(String details) {
        return Problem.of(
                        ErrorCode.RECOVERY_NETWORK_FAILED,
                        "The links of the bridge's machine could not be listed.",
                        "Whether frames of the test reach production would not be known, so it was not begun.",
                        "Look at the details; iproute2 has to be installed.")
                .withDetails(details)
                .toException();
    }
}

package dev.muster.bridge.hypervisor.simulated;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;

/** What the simulated hypervisor says when it cannot. */
final class Problems {
    private static final String UNCHANGED = "Nothing was changed.";
    private static final String LIST = "List what is there and try again.";

    private Problems() {}

    static MusterException notFound(ErrorCode code, String what, String id) {
        return Problem.of(code, "There is no " + what + " " + id + ".", UNCHANGED, LIST)
                .toException();
    }

    static MusterException exists(ErrorCode code, String what, String name) {
        return Problem.of(
                        code,
                        "There is already another " + what + " named " + name + ".",
                        UNCHANGED,
                        "Use another name, or delete the other first.")
                .toException();
    }

    static MusterException state(ErrorCode code, String what) {
        return Problem.of(code, what, UNCHANGED, "Bring it into the state the action needs first.")
                .toException();
    }

    static MusterException invalid(ErrorCode code, String what) {
        return Problem.of(code, what, UNCHANGED, "Correct it and try again.").toException();
    }

    static MusterException diskFull(String host, String path) {
        return Problem.of(
                        ErrorCode.DISK_FULL,
                        "The disk of " + host + " is full: " + path + " was not written.",
                        "VMs that write to that disk may pause.",
                        "Make room on the host and try again.")
                .withDetails("No space left on device")
                .toException();
    }

    static Problem unreachable(String connection, String details) {
        return Problem.of(
                        ErrorCode.HOST_UNREACHABLE,
                        "The simulated hypervisor " + connection + " does not answer.",
                        "Its VMs go on running, unseen.",
                        "It is tried again by itself.")
                .withDetails(details);
    }

    static MusterException timeout(String host) {
        return Problem.of(
                        ErrorCode.HYPERVISOR_TIMEOUT,
                        host + " did not answer in time.",
                        "Its VMs go on as they are; what was asked may still happen.",
                        "Look at the host, then try again.")
                .toException();
    }

    static MusterException refused(String what, String details) {
        return Problem.of(ErrorCode.HYPERVISOR_REFUSED, what, UNCHANGED, "Look at the details.")
                .withDetails(details)
                .toException();
    }
}

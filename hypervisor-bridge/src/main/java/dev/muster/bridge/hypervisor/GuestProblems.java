package dev.muster.bridge.hypervisor;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import java.time.Duration;

/** What keeps a program from being run in a guest, in the same words for every hypervisor. */
public final class GuestProblems {
    private static final String NOT_RUN = "The program was not run; the VM runs on as it is.";

    private GuestProblems() {}

    /** The VM is off, has no channel to an agent, or its hypervisor knows none. */
    public static MusterException noAgent(VmId vm, String details) {
        return failed(
                "The VM " + vm + " has no guest agent that could run a program.",
                NOT_RUN,
                "Add the channel org.qemu.guest_agent.0 to the VM, and the package qemu-guest-agent to its guest.",
                details);
    }

    /** The agent did not answer a request, so that it may have taken it. */
    public static MusterException silent(VmId vm, String details) {
        return failed(
                "The guest agent of the VM " + vm + " does not answer.",
                "It is not known whether the program was run; the VM runs on as it is.",
                "Look whether qemu-guest-agent runs in the guest.",
                details);
    }

    /** The agent was not there before the time limit was over. */
    public static MusterException late(VmId vm, Duration limit) {
        return failed(
                "The guest agent of the VM " + vm + " did not answer within " + limit.toSeconds() + " s.",
                NOT_RUN,
                "Look whether qemu-guest-agent runs in the guest, or allow more time.",
                "");
    }

    /** The agent is set up not to run programs. */
    public static MusterException forbidden(VmId vm, String details) {
        return failed(
                "The guest agent of the VM " + vm + " is not allowed to run programs.",
                NOT_RUN,
                "Allow guest-exec and guest-exec-status in the settings of qemu-guest-agent in the guest.",
                details);
    }

    /** There is no such file, or it cannot be executed. */
    public static MusterException missing(GuestProgram program, String details) {
        return failed(
                "\"" + program.path() + "\" cannot be run in the guest: there is no such program.",
                NOT_RUN,
                "Correct its path, or install it in the guest.",
                details);
    }

    /** It has ended, and what it wrote is too long for the hypervisor, which keeps its status back with it. */
    public static MusterException tooLong(VmId vm, String details) {
        return failed(
                "A program in the guest of the VM " + vm + " wrote more than can be read.",
                "It has ended; its exit status is not known.",
                "Let it write into a file in the guest.",
                details);
    }

    /** The agent refused for another reason. */
    public static MusterException refused(VmId vm, String details) {
        return failed(
                "The guest agent of the VM " + vm + " refused to run a program.",
                "The VM runs on as it is.",
                "Look at the details and at the log of qemu-guest-agent in the guest.",
                details);
    }

    private static MusterException failed(String what, String meaning, String remedy, String details) {
        return Problem.of(ErrorCode.PROGRAM_FAILED, what, meaning, remedy)
                .withDetails(details)
                .toException();
    }
}

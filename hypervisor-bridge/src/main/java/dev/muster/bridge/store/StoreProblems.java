package dev.muster.bridge.store;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;

/** The words for what can go wrong with a store. */
final class StoreProblems {
    private StoreProblems() {}

    static RuntimeException full(String name, Throwable cause) {
        return new Problem(
                        ErrorCode.STORE_FULL,
                        "There is no space left for the bridge's state in " + name + ".",
                        "VMs keep running. Running jobs wait where they are; new ones are refused. Nothing recorded was lost.",
                        "Free some space there; the bridge goes on by itself.",
                        words(cause))
                .toException(cause);
    }

    static RuntimeException unreadable(String name, Throwable cause) {
        return new Problem(
                        ErrorCode.STORE_UNREADABLE,
                        "The bridge's state in " + name + " cannot be read.",
                        "VMs keep running; this bridge does not know its connections, jobs and audit.",
                        "Check the permissions and the disk, restore the state from a backup, or name another state directory (--state DIR).",
                        words(cause))
                .toException(cause);
    }

    static RuntimeException unreachable(String name, Throwable cause) {
        return new Problem(
                        ErrorCode.STORE_UNREADABLE,
                        "The database " + name + " does not answer.",
                        "VMs keep running; this bridge can neither begin nor finish jobs until it answers.",
                        "Check that the database runs and that its address, user and password are right.",
                        words(cause))
                .toException(cause);
    }

    static RuntimeException newer(String name, int found, int known) {
        return Problem.of(
                        ErrorCode.STORE_NEWER,
                        "The bridge's state in " + name + " was written by a newer Muster (version " + found
                                + " of its form; this one knows " + known + ").",
                        "Nothing was changed; VMs keep running.",
                        "Start the newer Muster, or name another state directory (--state DIR).")
                .toException();
    }

    static RuntimeException closed() {
        return Problem.of(
                        ErrorCode.BRIDGE_STOPPING,
                        "The bridge is stopping.",
                        "VMs keep running; jobs in flight go on when it starts again.",
                        "Start the bridge again.")
                .toException();
    }

    private static String words(Throwable cause) {
        return String.valueOf(cause.getMessage());
    }
}

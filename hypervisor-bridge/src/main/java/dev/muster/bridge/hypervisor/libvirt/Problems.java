package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;

/** Says in Muster's codes what libvirt's error codes mean. */
final class Problems {
    private Problems() {}

    /** What the failed call was about; the same code of libvirt means another of ours for each. */
    enum Subject {
        HOST(ErrorCode.HYPERVISOR_REFUSED, ErrorCode.HYPERVISOR_REFUSED, ErrorCode.HYPERVISOR_REFUSED, "The host"),
        VM(ErrorCode.VM_STATE, ErrorCode.VM_EXISTS, ErrorCode.VM_NOT_FOUND, "The VM"),
        NETWORK(ErrorCode.NETWORK_STATE, ErrorCode.NETWORK_EXISTS, ErrorCode.NETWORK_NOT_FOUND, "The network"),
        POOL(ErrorCode.POOL_STATE, ErrorCode.POOL_EXISTS, ErrorCode.POOL_NOT_FOUND, "The pool"),
        VOLUME(ErrorCode.POOL_STATE, ErrorCode.VOLUME_EXISTS, ErrorCode.VOLUME_NOT_FOUND, "The volume");

        private final ErrorCode state;
        private final ErrorCode exists;
        private final ErrorCode missing;
        private final String words;

        Subject(ErrorCode state, ErrorCode exists, ErrorCode missing, String words) {
            this.state = state;
            this.exists = exists;
            this.missing = missing;
            this.words = words;
        }

        /** Such as {@code The VM}. */
        String words() {
            return words;
        }
    }

    /** The problem behind an error. */
    static Problem of(LibvirtError error, Subject subject, String name) {
        ErrorCode code = code(error, subject);
        String who = subject.words() + (name.isEmpty() ? "" : " " + name);
        return switch (code) {
            case VM_NOT_FOUND, NETWORK_NOT_FOUND, POOL_NOT_FOUND, VOLUME_NOT_FOUND ->
                code == subject.missing
                        ? problem(
                                code, who + " is not there.", "Nothing was changed.", "Look at the list again.", error)
                        : problem(
                                code,
                                who + " needs something that is not there: " + error.message(),
                                "It stays as it is.",
                                "Make or start that, or take it out of the definition.",
                                error);
            case SNAPSHOT_NOT_FOUND ->
                problem(
                        code,
                        who + " has no such snapshot.",
                        "Nothing was changed.",
                        "Read the list of its snapshots again.",
                        error);
            case VM_EXISTS, NETWORK_EXISTS, POOL_EXISTS, VOLUME_EXISTS ->
                problem(
                        code,
                        "There is one of that name or UUID already.",
                        "Nothing was changed.",
                        "Choose another name, or remove the other one first.",
                        error);
            case VM_STATE, NETWORK_STATE, POOL_STATE ->
                problem(
                        code,
                        who + " is not in a state for that.",
                        "Nothing was changed.",
                        "Look at its state, and start or stop it first.",
                        error);
            case XML_INVALID ->
                problem(
                        code,
                        "libvirt does not accept the XML: " + error.message(),
                        "Nothing was changed.",
                        "Correct the XML and try again.",
                        error);
            case DISK_FULL ->
                problem(
                        code,
                        "A file system of the host is full.",
                        "A VM that writes there may pause until there is room.",
                        "Make room on the host, then try again.",
                        error);
            case HOST_UNREACHABLE -> lost(error);
            case HYPERVISOR_TIMEOUT ->
                problem(
                        code,
                        who + " does not answer: another action or a stopped QEMU process is in its way.",
                        "It is not known whether the action will still take place.",
                        "Look at the state of the VM's process on the host, then try again.",
                        error);
            case PERMISSION_DENIED ->
                problem(
                        code,
                        "libvirt does not allow that to this user.",
                        "Nothing was changed.",
                        "Connect as a user with the right to manage VMs.",
                        error);
            case NOT_SUPPORTED ->
                problem(
                        code,
                        "This hypervisor cannot do that: " + error.message(),
                        "Nothing was changed.",
                        noFirmware(error)
                                ? "Install UEFI firmware on the host (Debian, Ubuntu: ovmf; Fedora: edk2-ovmf), or use BIOS."
                                : "Do it another way, or on another host.",
                        error);
            case VM_BUSY ->
                problem(
                        code,
                        who + " is busy with something else.",
                        "Nothing was changed.",
                        "Wait until it is done, then try again.",
                        error);
            case GUEST_SILENT ->
                problem(
                        code,
                        "The guest agent of the VM does not answer.",
                        "The VM goes on as it is.",
                        "Look at the agent in the guest, or force the VM off.",
                        error);
            // every code that has no sentences of its own here
            default ->
                problem(
                        code,
                        "libvirt refused: " + error.message(),
                        "What was asked did not take place.",
                        "Look at libvirt's words and at the host's log.",
                        error);
        };
    }

    static ErrorCode code(LibvirtError error, Subject subject) {
        if (error.diskFull()) {
            return ErrorCode.DISK_FULL;
        }
        return switch (error.code()) {
            case LibvirtError.NO_DOMAIN -> ErrorCode.VM_NOT_FOUND;
            case LibvirtError.NO_NETWORK -> ErrorCode.NETWORK_NOT_FOUND;
            case LibvirtError.NO_STORAGE_POOL -> ErrorCode.POOL_NOT_FOUND;
            case LibvirtError.NO_STORAGE_VOL -> ErrorCode.VOLUME_NOT_FOUND;
            case LibvirtError.NO_DOMAIN_SNAPSHOT -> ErrorCode.SNAPSHOT_NOT_FOUND;
            case LibvirtError.DOM_EXIST -> ErrorCode.VM_EXISTS;
            case LibvirtError.NETWORK_EXIST -> ErrorCode.NETWORK_EXISTS;
            case LibvirtError.STORAGE_VOL_EXIST -> ErrorCode.VOLUME_EXISTS;
            case LibvirtError.XML_ERROR,
                    LibvirtError.XML_DETAIL,
                    LibvirtError.XML_INVALID_SCHEMA,
                    LibvirtError.PARSE_FAILED,
                    LibvirtError.OS_TYPE,
                    LibvirtError.NO_NAME,
                    LibvirtError.NO_OS,
                    LibvirtError.NO_DEVICE,
                    LibvirtError.INVALID_MAC -> ErrorCode.XML_INVALID;
            case LibvirtError.OPERATION_INVALID -> subject.state;
            case LibvirtError.OPERATION_TIMEOUT -> ErrorCode.HYPERVISOR_TIMEOUT;
            case LibvirtError.AGENT_UNRESPONSIVE, LibvirtError.AGENT_UNSYNCED, LibvirtError.AGENT_COMMAND_TIMEOUT ->
                ErrorCode.GUEST_SILENT;
            case LibvirtError.NO_SUPPORT,
                    LibvirtError.CONFIG_UNSUPPORTED,
                    LibvirtError.ARGUMENT_UNSUPPORTED,
                    LibvirtError.OPERATION_UNSUPPORTED -> ErrorCode.NOT_SUPPORTED;
            case LibvirtError.OPERATION_DENIED,
                    LibvirtError.ACCESS_DENIED,
                    LibvirtError.AUTH_FAILED,
                    LibvirtError.AUTH_CANCELLED,
                    LibvirtError.AUTH_UNAVAILABLE -> ErrorCode.PERMISSION_DENIED;
            case LibvirtError.MIGRATE_UNSAFE -> ErrorCode.MIGRATION_REFUSED;
            case LibvirtError.RESOURCE_BUSY -> subject == Subject.VM ? ErrorCode.VM_BUSY : subject.state;
            default -> byWords(error, subject);
        };
    }

    /** A host that was connected and cannot be reached any more, whatever libvirt calls the reason. */
    static Problem lost(LibvirtError error) {
        return problem(
                ErrorCode.HOST_UNREACHABLE,
                "The connection to the host is lost.",
                "Its VMs go on running; they cannot be managed until it is back.",
                "Muster connects again by itself; look at the host if it does not.",
                error);
    }

    /** libvirt has no code of their own for these. */
    private static ErrorCode byWords(LibvirtError error, Subject subject) {
        if (error.connectionGone()) {
            return ErrorCode.HOST_UNREACHABLE;
        }
        if (noFirmware(error)) {
            return ErrorCode.NOT_SUPPORTED;
        }
        String words = error.message();
        boolean there = words.contains("already exists")
                || words.contains("already defined")
                || words.contains("is already in use by");
        return there ? subject.exists : ErrorCode.HYPERVISOR_REFUSED;
    }

    private static boolean noFirmware(LibvirtError error) {
        return error.message().contains("Unable to find") && error.message().contains("firmware");
    }

    private static Problem problem(ErrorCode code, String what, String meaning, String remedy, LibvirtError error) {
        return Problem.of(code, what, meaning, remedy).withDetails(error.message());
    }
}

package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Pointer;

/**
 * What libvirt says of a call that failed.
 *
 * @param code {@code virErrorNumber}
 * @param domain {@code virErrorDomain}: the part of libvirt that failed
 * @param message its words
 * @param number for system errors, {@code errno}
 */
record LibvirtError(int code, int domain, String message, int number) {
    // virErrorNumber, from libvirt's virterror.h
    static final int INTERNAL_ERROR = 1;
    static final int NO_SUPPORT = 3;
    static final int NO_CONNECT = 5;
    static final int INVALID_CONN = 6;
    static final int INVALID_ARG = 8;
    static final int OS_TYPE = 16;
    static final int NO_NAME = 21;
    static final int NO_OS = 22;
    static final int NO_DEVICE = 23;
    static final int XML_ERROR = 27;
    static final int DOM_EXIST = 28;
    static final int OPERATION_DENIED = 29;
    static final int PARSE_FAILED = 32;
    static final int XML_DETAIL = 35;
    static final int NETWORK_EXIST = 37;
    static final int SYSTEM_ERROR = 38;
    static final int RPC = 39;
    static final int GNUTLS_ERROR = 40;
    static final int NO_DOMAIN = 42;
    static final int NO_NETWORK = 43;
    static final int INVALID_MAC = 44;
    static final int AUTH_FAILED = 45;
    static final int NO_STORAGE_POOL = 49;
    static final int NO_STORAGE_VOL = 50;
    static final int NO_DOMAIN_SNAPSHOT = 72;
    static final int OPERATION_INVALID = 55;
    static final int CONFIG_UNSUPPORTED = 67;
    static final int OPERATION_TIMEOUT = 68;
    static final int ARGUMENT_UNSUPPORTED = 74;
    static final int AUTH_CANCELLED = 79;
    static final int MIGRATE_UNSAFE = 81;
    static final int OPERATION_UNSUPPORTED = 84;
    static final int AGENT_UNRESPONSIVE = 86;
    static final int RESOURCE_BUSY = 87;
    static final int ACCESS_DENIED = 88;
    static final int STORAGE_VOL_EXIST = 90;
    static final int XML_INVALID_SCHEMA = 92;
    static final int AUTH_UNAVAILABLE = 94;
    static final int AGENT_UNSYNCED = 97;
    /** From libvirt 11.2 on; before, it is {@link #AGENT_UNRESPONSIVE}. */
    static final int AGENT_COMMAND_TIMEOUT = 110;

    /** ENOSPC and EDQUOT of Linux. */
    private static final int NO_SPACE = 28;

    private static final int OVER_QUOTA = 122;

    /** The error of the call that failed last on this very thread. */
    static LibvirtError last() {
        Pointer error = Virt.virGetLastError();
        if (error == null) {
            return new LibvirtError(INTERNAL_ERROR, 0, "libvirt gave no reason", 0);
        }
        // struct _virError of virterror.h: int code, int domain, char *message, int level, five pointers, int1
        Pointer message = error.getPointer(8);
        return new LibvirtError(
                error.getInt(0),
                error.getInt(4),
                message == null ? "" : message.getString(0, "UTF-8"),
                error.getInt(64));
    }

    /** Whether it says that a file system is full. */
    boolean diskFull() {
        return message.contains("No space left on device")
                || message.contains("Disk quota exceeded")
                || (code == SYSTEM_ERROR && (number == NO_SPACE || number == OVER_QUOTA));
    }

    /** Whether it says that the connection is gone. */
    boolean connectionGone() {
        return code == RPC
                || code == INVALID_CONN
                || code == NO_CONNECT
                || code == GNUTLS_ERROR
                || message.contains("client socket is closed")
                || message.contains("End of file while reading data")
                || message.contains("received hangup event on socket")
                || message.contains("Cannot recv data")
                || message.contains("Cannot write data")
                || message.contains("keepalive timeout");
    }
}

package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;

/** The few calls of the C library for a socket that libvirt opened: Java has no way to take one by its number. */
// the names are those of POSIX
@SuppressWarnings({"MethodName", "checkstyle:MethodName"})
final class Libc {
    static final int SHUT_RDWR = 2;
    static final int EINTR = 4;
    /** No signal where nobody reads any more. */
    static final int MSG_NOSIGNAL = 0x4000;

    static {
        Native.register(Libc.class, "c");
    }

    private Libc() {}

    static native long recv(int socket, byte[] into, long length, int flags) throws LastErrorException;

    static native long send(int socket, byte[] bytes, long length, int flags) throws LastErrorException;

    static native int shutdown(int socket, int how);

    static native int close(int descriptor);
}

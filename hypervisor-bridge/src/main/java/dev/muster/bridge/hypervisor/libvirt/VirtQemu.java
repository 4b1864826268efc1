package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What libvirt offers of QEMU alone, in a library beside {@link Virt}'s; bound when it is needed first. */
// the names are libvirt's, so that its reference can be searched for them
@SuppressWarnings({"MethodName", "checkstyle:MethodName"})
final class VirtQemu {
    static {
        Native.register(
                VirtQemu.class,
                NativeLibrary.getInstance(libraryName(), Map.of(Library.OPTION_STRING_ENCODING, "UTF-8")));
    }

    private VirtQemu() {}

    /** It comes with libvirt's client library, in the same package. */
    private static String libraryName() {
        if (Platform.isWindows()) {
            return "libvirt-qemu-0";
        }
        return Platform.isMac() ? "virt-qemu" : "libvirt-qemu.so.0";
    }

    /** Asks the agent in a guest; {@code timeout} in seconds. The caller frees the text. */
    static native @Nullable Pointer virDomainQemuAgentCommand(Pointer domain, String command, int timeout, int flags);
}

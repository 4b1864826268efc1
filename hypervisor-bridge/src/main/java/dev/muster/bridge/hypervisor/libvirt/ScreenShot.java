package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Takes a picture of a domain's first screen. */
final class ScreenShot {
    private static final int PART = 1 << 16;

    /** A screen of 8K has less. */
    private static final int MOST = 256 << 20;

    private ScreenShot() {}

    /** The picture as libvirt gives it; empty where the domain has no screen. */
    static Optional<byte[]> of(Pointer connection, Pointer domain) {
        try (Handle stream = Handle.stream(Virt.virStreamNew(connection, 0))) {
            Pointer type = Virt.virDomainScreenshot(domain, stream.pointer(), 0, 0);
            if (type == null) {
                return Optional.empty();
            }
            Native.free(Pointer.nativeValue(type));
            ByteArrayOutputStream picture = new ByteArrayOutputStream();
            byte[] part = new byte[PART];
            int got = Handle.require(Virt.virStreamRecv(stream.pointer(), part, part.length));
            while (got > 0 && picture.size() < MOST) {
                picture.write(part, 0, got);
                got = Handle.require(Virt.virStreamRecv(stream.pointer(), part, part.length));
            }
            Handle.require(Virt.virStreamFinish(stream.pointer()));
            return Optional.of(picture.toByteArray());
        }
    }
}

package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import dev.muster.bridge.hypervisor.VolumeSource;
import dev.muster.model.inventory.VolumeId;
import java.nio.ByteBuffer;

/** A stream of libvirt out of a volume, which tells of the holes of a file. */
final class VolumeDownload implements VolumeSource {
    private static final int SPARSE = 1;
    private static final int STOP_AT_HOLE = 1;

    /** What libvirt answers where a hole begins. */
    private static final int AT_HOLE = -3;

    private final VolumeStream stream;

    private VolumeDownload(VolumeStream stream) {
        this.stream = stream;
    }

    static VolumeDownload open(Connection connection, VolumeId id, long offset, long bytes) {
        return new VolumeDownload(VolumeStream.open(
                connection,
                id,
                true,
                (volume, stream, sparse) ->
                        Virt.virStorageVolDownload(volume, stream, offset, bytes, sparse ? SPARSE : 0)));
    }

    @Override
    public Part next() {
        byte[] bytes = new byte[VolumeStream.PART];
        Part part = stream.call(pointer -> received(pointer, bytes));
        if (part instanceof End) {
            stream.finish();
        }
        return part;
    }

    private Part received(Pointer pointer, byte[] bytes) {
        int got = stream.hasHoles()
                ? Virt.virStreamRecvFlags(pointer, bytes, bytes.length, STOP_AT_HOLE)
                : Virt.virStreamRecv(pointer, bytes, bytes.length);
        if (got == AT_HOLE) {
            LongByReference length = new LongByReference();
            Handle.require(Virt.virStreamRecvHole(pointer, length, 0));
            return new Hole(length.getValue());
        }
        return Handle.require(got) == 0 ? new End() : new Data(ByteBuffer.wrap(bytes, 0, got));
    }

    @Override
    public void close() {
        stream.close();
    }
}

package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Pointer;
import dev.muster.bridge.hypervisor.VolumeSink;
import dev.muster.model.inventory.VolumeId;
import java.util.Arrays;

/** A stream of libvirt into a volume. The remote protocol takes only so much at once, so more is sent in parts. */
final class VolumeUpload implements VolumeSink {
    private static final int SPARSE = 1;
    private static final byte[] ZEROS = new byte[VolumeStream.PART];

    private final VolumeStream stream;
    private final Runnable changed;

    private VolumeUpload(VolumeStream stream, Runnable changed) {
        this.stream = stream;
        this.changed = changed;
    }

    /** @param changed run when the volume may be other than it was */
    static VolumeUpload open(Connection connection, VolumeId id, long offset, long bytes, Runnable changed) {
        return open(connection, id, offset, bytes, false, changed);
    }

    /** One for all of a volume. libvirt cuts a file off where it is told of a hole, so nothing may lie behind already. */
    static VolumeUpload whole(Connection connection, VolumeId id, long bytes, Runnable changed) {
        return open(connection, id, 0, bytes, true, changed);
    }

    private static VolumeUpload open(
            Connection connection, VolumeId id, long offset, long bytes, boolean holes, Runnable changed) {
        return new VolumeUpload(
                VolumeStream.open(
                        connection,
                        id,
                        holes,
                        (volume, stream, sparse) ->
                                Virt.virStorageVolUpload(volume, stream, offset, bytes, sparse ? SPARSE : 0)),
                changed);
    }

    @Override
    public void write(byte[] bytes) {
        for (int at = 0; at < bytes.length; at += VolumeStream.PART) {
            byte[] part = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + VolumeStream.PART));
            stream.call(pointer -> send(pointer, part));
        }
    }

    private static boolean send(Pointer stream, byte[] part) {
        byte[] left = part;
        while (left.length > 0) {
            int sent = Handle.require(Virt.virStreamSend(stream, left, left.length));
            left = Arrays.copyOfRange(left, sent, left.length);
        }
        return true;
    }

    @Override
    public void skip(long bytes) {
        if (stream.hasHoles()) {
            stream.call(pointer -> Handle.require(Virt.virStreamSendHole(pointer, bytes, 0)));
            return;
        }
        for (long left = bytes; left > 0; left -= ZEROS.length) {
            write(left >= ZEROS.length ? ZEROS : new byte[(int) left]);
        }
    }

    @Override
    public void finish() {
        stream.finish();
        changed.run();
    }

    @Override
    public void close() {
        stream.close();
        changed.run();
    }
}

package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Pointer;
import dev.muster.bridge.hypervisor.VolumeSink;
import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.inventory.VolumeId;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/** A stream of libvirt into a volume, on a connection of its own. The remote protocol takes at most 256 KiB at once, so more is sent in parts. */
final class VolumeUpload implements VolumeSink {
    private static final int PART = 256 << 10;

    private final Connection connection;
    private final String name;
    private final Pointer own;
    private final Handle stream;
    private final Runnable changed;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean freed = new AtomicBoolean();

    private VolumeUpload(Connection connection, String name, Pointer own, Handle stream, Runnable changed) {
        this.connection = connection;
        this.name = name;
        this.own = own;
        this.stream = stream;
        this.changed = changed;
    }

    /** @param changed run when the volume may be other than it was */
    static VolumeUpload open(Connection connection, VolumeId id, long offset, long bytes, Runnable changed) {
        String uuid = id.pool().uuid().toString();
        return connection.owned(
                Subject.VOLUME,
                id.name(),
                own -> {
                    try (Handle pool = Handle.pool(Virt.virStoragePoolLookupByUUIDString(own, uuid));
                            Handle volume = Handle.volume(Virt.virStorageVolLookupByName(pool.pointer(), id.name()))) {
                        Handle stream = opened(own, volume.pointer(), offset, bytes);
                        return new VolumeUpload(connection, id.name(), own, stream, changed);
                    }
                },
                VolumeUpload::close);
    }

    private static Handle opened(Pointer connection, Pointer volume, long offset, long bytes) {
        Handle stream = Handle.stream(Virt.virStreamNew(connection, 0));
        if (Virt.virStorageVolUpload(volume, stream.pointer(), offset, bytes, 0) < 0) {
            LibvirtError error = LibvirtError.last();
            stream.close();
            throw new LibvirtException(error);
        }
        return stream;
    }

    @Override
    public void write(byte[] bytes) {
        for (int at = 0; at < bytes.length; at += PART) {
            byte[] part = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + PART));
            act(() -> send(part));
        }
    }

    private void send(byte[] part) {
        byte[] left = part;
        while (left.length > 0) {
            int sent = Handle.require(Virt.virStreamSend(stream.pointer(), left, left.length));
            left = Arrays.copyOfRange(left, sent, left.length);
        }
    }

    @Override
    public void finish() {
        ended.set(true);
        act(() -> Handle.require(Virt.virStreamFinish(stream.pointer())));
        changed.run();
    }

    @Override
    public void close() {
        if (!freed.compareAndSet(false, true)) {
            return;
        }
        if (connection.isClosed()) {
            end();
            return;
        }
        act(this::end);
        changed.run();
    }

    private void end() {
        if (!ended.get()) {
            // it may have failed already, which is an end as well
            var _ = Virt.virStreamAbort(stream.pointer());
        }
        stream.close();
        Virt.virConnectClose(own);
    }

    private void act(Runnable call) {
        connection.aside(Subject.VOLUME, name, () -> {
            call.run();
            return true;
        });
    }
}

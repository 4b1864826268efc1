package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.inventory.VolumeId;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** A stream of libvirt into or out of a volume, on a connection of its own. */
final class VolumeStream implements AutoCloseable {
    /** The remote protocol takes at most so many bytes at once. */
    static final int PART = 256 << 10;

    /** {@code struct _virStorageVolInfo}: int type, unsigned long long capacity and allocation. */
    static final int VOLUME_INFO_BYTES = 24;

    private static final int FILE = 0;

    private final Connection connection;
    private final String name;
    private final Pointer own;
    private final Handle stream;
    private final boolean holes;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicBoolean freed = new AtomicBoolean();

    private VolumeStream(Connection connection, String name, Pointer own, Handle stream, boolean holes) {
        this.connection = connection;
        this.name = name;
        this.own = own;
        this.stream = stream;
        this.holes = holes;
    }

    /** The function of libvirt that connects a new stream with a volume. */
    @FunctionalInterface
    interface Begin {
        /** Below 0 where it fails. */
        int begin(Pointer volume, Pointer stream, boolean holes);
    }

    /** @param holes whether the stream shall know of holes; where the volume is no file, it does not */
    static VolumeStream open(Connection connection, VolumeId id, boolean holes, Begin begin) {
        String uuid = id.pool().uuid().toString();
        return connection.owned(
                Subject.VOLUME,
                id.name(),
                own -> {
                    try (Handle pool = Handle.pool(Virt.virStoragePoolLookupByUUIDString(own, uuid));
                            Handle volume = Handle.volume(Virt.virStorageVolLookupByName(pool.pointer(), id.name()))) {
                        boolean both = holes && isFile(volume.pointer());
                        Handle stream = opened(own, volume.pointer(), both, begin);
                        return new VolumeStream(connection, id.name(), own, stream, both);
                    }
                },
                VolumeStream::close);
    }

    private static boolean isFile(Pointer volume) {
        try (Memory info = new Memory(VOLUME_INFO_BYTES)) {
            Handle.require(Virt.virStorageVolGetInfo(volume, info));
            return info.getInt(0) == FILE;
        }
    }

    private static Handle opened(Pointer connection, Pointer volume, boolean holes, Begin begin) {
        Handle stream = Handle.stream(Virt.virStreamNew(connection, 0));
        if (begin.begin(volume, stream.pointer(), holes) < 0) {
            LibvirtError error = LibvirtError.last();
            stream.close();
            throw new LibvirtException(error);
        }
        return stream;
    }

    /** Whether it knows of holes. */
    boolean hasHoles() {
        return holes;
    }

    /** Calls libvirt about the stream. */
    <T> T call(Function<Pointer, T> call) {
        return connection.aside(Subject.VOLUME, name, () -> inTurn(() -> call.apply(stream.pointer())));
    }

    private <T> T inTurn(Supplier<T> call) {
        turn.lock();
        try {
            return call.get();
        } finally {
            turn.unlock();
        }
    }

    /** Returns when libvirt is done with it. To be called once. */
    void finish() {
        ended.set(true);
        call(pointer -> Handle.require(Virt.virStreamFinish(pointer)));
    }

    /** Frees it, once, broken off where it was not finished. */
    @Override
    public void close() {
        if (!freed.compareAndSet(false, true)) {
            return;
        }
        if (connection.isClosed()) {
            if (turn.tryLock()) {
                end();
                turn.unlock();
            }
            return;
        }
        // a call that was left when its job was cancelled may still be under way, and hangs for none but its own name
        connection.aside(Subject.VOLUME, name + ":end", () -> inTurn(this::end));
    }

    private boolean end() {
        if (!ended.get()) {
            // it may have failed already, which is an end as well
            var _ = Virt.virStreamAbort(stream.pointer());
        }
        stream.close();
        Virt.virConnectClose(own);
        return true;
    }
}

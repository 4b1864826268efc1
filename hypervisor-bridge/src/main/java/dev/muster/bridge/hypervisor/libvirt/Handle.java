package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A libvirt object of ours, freed when it is closed and not by the garbage collector. */
final class Handle implements AutoCloseable {
    private static final LongAdder OPEN = new LongAdder();
    private static final int UUID_TEXT = 37;

    private final Pointer pointer;
    private final ToIntFunction<Pointer> free;
    private final AtomicBoolean freed = new AtomicBoolean();

    private Handle(Pointer pointer, ToIntFunction<Pointer> free) {
        this.pointer = pointer;
        this.free = free;
        OPEN.increment();
    }

    /** How many are open in this process. */
    static long open() {
        return OPEN.sum();
    }

    static Handle domain(@Nullable Pointer pointer) {
        return new Handle(require(pointer), Virt::virDomainFree);
    }

    static Handle network(@Nullable Pointer pointer) {
        return new Handle(require(pointer), Virt::virNetworkFree);
    }

    static Handle pool(@Nullable Pointer pointer) {
        return new Handle(require(pointer), Virt::virStoragePoolFree);
    }

    static Handle volume(@Nullable Pointer pointer) {
        return new Handle(require(pointer), Virt::virStorageVolFree);
    }

    static Handle snapshot(@Nullable Pointer pointer) {
        return new Handle(require(pointer), Virt::virDomainSnapshotFree);
    }

    static Handle checkpoint(@Nullable Pointer pointer) {
        return new Handle(require(pointer), Virt::virDomainCheckpointFree);
    }

    static Handle stream(@Nullable Pointer pointer) {
        return new Handle(require(pointer), Virt::virStreamFree);
    }

    /** The objects of a list that libvirt allocated; the list itself is freed here. */
    static List<Handle> list(int count, PointerByReference list, ToIntFunction<Pointer> free) {
        List<Handle> handles = new ArrayList<>();
        require(count);
        Pointer array = list.getValue();
        if (array != null) {
            for (Pointer one : array.getPointerArray(0, count)) {
                handles.add(new Handle(one, free));
            }
            Native.free(Pointer.nativeValue(array));
        }
        return handles;
    }

    Pointer pointer() {
        return pointer;
    }

    @Override
    public void close() {
        if (freed.compareAndSet(false, true)) {
            OPEN.decrement();
            // the only failure is a pointer that is no object, which cannot be here
            var _ = free.applyAsInt(pointer);
        }
    }

    /** The UUID of an object, which it carries in itself. */
    static UUID uuid(Pointer object, ToIntBiFunction<Pointer, Pointer> read) {
        try (Memory text = new Memory(UUID_TEXT)) {
            require(read.applyAsInt(object, text));
            return UUID.fromString(text.getString(0, StandardCharsets.US_ASCII.name()));
        }
    }

    /** Text that libvirt allocated; it is freed here. */
    static String text(@Nullable Pointer text) {
        Pointer there = require(text);
        try {
            return there.getString(0, "UTF-8");
        } finally {
            Native.free(Pointer.nativeValue(there));
        }
    }

    /** What a call returned, or its error where it returned nothing. */
    static Pointer require(@Nullable Pointer returned) {
        if (returned == null) {
            throw new LibvirtException(LibvirtError.last());
        }
        return returned;
    }

    /** What a call returned, or its error where it returned less than zero. */
    static int require(int returned) {
        if (returned < 0) {
            throw new LibvirtException(LibvirtError.last());
        }
        return returned;
    }
}

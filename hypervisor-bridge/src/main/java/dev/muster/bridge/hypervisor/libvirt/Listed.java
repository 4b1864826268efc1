package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What was read of a list of libvirt's objects.
 *
 * @param read those that could be read
 * @param unreadable the keys of those that are there but could not be read just now; they are not gone
 */
record Listed<K, T>(List<T> read, Set<K> unreadable) {
    /** Returns the list of a driver that has no such objects. */
    static <K, T> Listed<K, T> none() {
        return new Listed<>(List.of(), Set.of());
    }

    /**
     * Reads each object of a list; one that cannot be read keeps none of the others from it. All are freed, whatever happens.
     *
     * @param gone libvirt's code for an object that went while the list was read, which is left out
     * @param log says which could not be read
     * @throws LibvirtException when the connection is gone: then nothing can be said of any object
     */
    static <K, T> Listed<K, T> of(
            List<Handle> handles, int gone, Function<Pointer, K> key, Function<Pointer, T> reading, ReadFailures log) {
        List<T> read = new ArrayList<>();
        Set<K> unreadable = new HashSet<>();
        try {
            for (Handle handle : handles) {
                K id = key.apply(handle.pointer());
                try {
                    read.add(reading.apply(handle.pointer()));
                    log.readable(id);
                } catch (LibvirtException e) {
                    if (e.error().connectionGone()) {
                        throw e;
                    }
                    if (e.error().code() != gone) {
                        unreadable.add(id);
                        log.failed(id, e);
                    }
                } catch (RuntimeException e) {
                    // such as XML that is none: it says nothing about the objects beside it
                    unreadable.add(id);
                    log.failed(id, e);
                } finally {
                    handle.close();
                }
            }
        } finally {
            handles.forEach(Handle::close);
        }
        return new Listed<>(List.copyOf(read), Set.copyOf(unreadable));
    }
}

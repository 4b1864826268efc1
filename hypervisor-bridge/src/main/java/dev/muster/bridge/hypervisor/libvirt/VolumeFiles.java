package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Pointer;
import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.xml.SafeXml;
import dev.muster.model.xml.XmlBuilder;
import dev.muster.model.xml.XmlElement;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** Files of a host by path, through the volumes of its active pools. */
final class VolumeFiles {
    private static final int CHUNK = 64 << 10;

    private final HostConnection host;
    private final Known known;
    private final VolumeWork volumes;
    private final Watcher watcher;

    VolumeFiles(HostConnection host, Known known, VolumeWork volumes, Watcher watcher) {
        this.host = host;
        this.known = known;
        this.volumes = volumes;
        this.watcher = watcher;
    }

    /** The active pool in whose directory the file lies or would lie. */
    Optional<PoolId> poolOf(String path) {
        String directory = path.substring(0, path.lastIndexOf('/'));
        return known.pools().stream()
                .filter(pool -> pool.active() && pool.path().equals(directory))
                .map(Pool::id)
                .findFirst();
    }

    /** Size of the file itself; empty where there is no such volume. */
    Optional<Long> size(String path) {
        return described(path).map(volume -> {
            long physical = PoolReader.bytes(volume, "physical");
            return physical >= 0 ? physical : PoolReader.bytes(volume, "capacity");
        });
    }

    /** The size a guest sees; empty where there is no such volume. */
    Optional<Long> capacity(String path) {
        return described(path).map(volume -> PoolReader.bytes(volume, "capacity"));
    }

    void create(String path, long bytes, String format) {
        XmlBuilder xml = XmlBuilder.element("volume")
                .child(XmlBuilder.element("name").text(path.substring(path.lastIndexOf('/') + 1)))
                .child(XmlBuilder.element("allocation").text("0"))
                .child(XmlBuilder.element("capacity").attribute("unit", "bytes").text(Long.toString(bytes)))
                .child(XmlBuilder.element("target")
                        .child(XmlBuilder.element("format").attribute("type", format)));
        volumes.create(poolOf(path).orElseThrow(), xml.xml());
    }

    /** Deletes the volume; whether there was one. */
    boolean delete(String path) {
        return volume(path, volume -> {
                    Handle.require(Virt.virStorageVolDelete(volume, 0));
                    poolOf(path).ifPresent(pool -> watcher.signal(Signal.pool(pool.uuid())));
                    return true;
                })
                .orElse(false);
    }

    byte[] read(String path, long offset, int limit) {
        long size = size(path).orElseThrow(() -> HostFiles.missing(path));
        int length = Math.clamp(size - offset, 0, limit);
        if (length == 0) {
            return new byte[0];
        }
        return host.at(host.host()).call(Subject.VOLUME, path, pointer -> {
            try (Handle volume = Handle.volume(Virt.virStorageVolLookupByPath(pointer, path));
                    Handle stream = Handle.stream(Virt.virStreamNew(pointer, 0))) {
                Handle.require(Virt.virStorageVolDownload(volume.pointer(), stream.pointer(), offset, length, 0));
                return received(stream.pointer());
            }
        });
    }

    private static byte[] received(Pointer stream) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        while (true) {
            int got = Virt.virStreamRecv(stream, chunk, chunk.length);
            if (got < 0) {
                LibvirtError error = LibvirtError.last();
                Virt.virStreamAbort(stream);
                throw new LibvirtException(error);
            }
            if (got == 0) {
                Handle.require(Virt.virStreamFinish(stream));
                return out.toByteArray();
            }
            out.writeBytes(Arrays.copyOf(chunk, got));
        }
    }

    private Optional<XmlElement> described(String path) {
        return volume(path, volume -> Handle.text(Virt.virStorageVolGetXMLDesc(volume, 0)))
                .map(xml -> SafeXml.parse(xml, "volume"));
    }

    private <T> Optional<T> volume(String path, Function<Pointer, T> work) {
        try {
            return Optional.of(host.at(host.host()).call(Subject.VOLUME, path, pointer -> {
                try (Handle volume = Handle.volume(Virt.virStorageVolLookupByPath(pointer, path))) {
                    return work.apply(volume.pointer());
                }
            }));
        } catch (MusterException e) {
            ErrorCode code = e.problem().code();
            if (code == ErrorCode.VOLUME_NOT_FOUND || code == ErrorCode.NOT_SUPPORTED) {
                return Optional.empty();
            }
            throw e;
        }
    }
}

package dev.muster.bridge.hypervisor.simulated;

import dev.muster.bridge.hypervisor.VolumeOperations;
import dev.muster.bridge.hypervisor.VolumeSink;
import dev.muster.bridge.hypervisor.VolumeSource;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.xml.XmlElement;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What can be done with the volumes of simulated pools. */
final class VolumeWork implements VolumeOperations {
    private static final int PART = 256 << 10;

    private final World world;
    private final Calls calls;
    private final FileWork files;

    VolumeWork(World world, Calls calls, FileWork files) {
        this.world = world;
        this.calls = calls;
        this.files = files;
    }

    @Override
    public VolumeId create(PoolId id, String xml) {
        XmlElement volume = Xml.parse("volume", xml);
        String name = Xml.name(volume);
        long capacity = volume.child("capacity").map(Xml::bytes).orElse(0L);
        if (capacity < 1) {
            throw Problems.invalid(ErrorCode.XML_INVALID, "The <volume> has no <capacity>.");
        }
        String format = volume.attributeOf("type", "target", "format");
        return calls.change(id.host(), () -> {
            SimHost host = world.host(id.host());
            SimPool pool = host.poolThatIsUp(id);
            String path = pool.pool().path() + "/" + name;
            if (host.files.containsKey(path)) {
                throw Problems.exists(ErrorCode.VOLUME_EXISTS, "volume", name);
            }
            files.put(host, SimFile.image(path, format.isEmpty() ? "raw" : format, capacity, 0));
            return new VolumeId(id, name);
        });
    }

    @Override
    public void delete(VolumeId id) {
        calls.change(id.pool().host(), () -> {
            SimHost host = world.host(id.pool().host());
            SimPool pool = host.poolThatIsUp(id.pool());
            String path = pool.pool().path() + "/" + id.name();
            if (!host.files.containsKey(path)) {
                throw Problems.notFound(ErrorCode.VOLUME_NOT_FOUND, "volume", id.text());
            }
            return files.remove(host, path);
        });
    }

    @Override
    public void resize(VolumeId id, long bytes) {
        change(id, file -> {
            if (bytes < file.capacity()) {
                throw Problems.invalid(ErrorCode.USAGE_INVALID, "The volume " + id.name() + " is larger than that.");
            }
            return file.resized(bytes);
        });
    }

    @Override
    public VolumeId copy(VolumeId source, String xml) {
        String name = Xml.name(Xml.parse("volume", xml));
        return calls.change(source.pool().host(), () -> {
            SimHost host = world.host(source.pool().host());
            SimPool pool = host.poolThatIsUp(source.pool());
            String path = pool.pool().path() + "/" + name;
            if (host.files.containsKey(path)) {
                throw Problems.exists(ErrorCode.VOLUME_EXISTS, "volume", name);
            }
            files.put(host, file(host, source).at(path));
            return new VolumeId(source.pool(), name);
        });
    }

    @Override
    public Optional<Long> allocation(VolumeId id) {
        return calls.read(id.pool().host(), () -> {
            SimHost host = world.host(id.pool().host());
            return Optional.ofNullable(
                            host.files.get(host.pool(id.pool()).pool().path() + "/" + id.name()))
                    .map(SimFile::size);
        });
    }

    @Override
    public void wipe(VolumeId id) {
        change(id, SimFile::wiped);
    }

    @Override
    public VolumeSink write(VolumeId id, long offset, long bytes) {
        calls.read(id.pool().host(), () -> file(world.host(id.pool().host()), id));
        return new VolumeSink() {
            private long next = offset;

            @Override
            public void write(byte[] part) {
                if (next + part.length > offset + bytes) {
                    throw Problems.invalid(ErrorCode.USAGE_INVALID, "More is written than was said.");
                }
                change(id, file -> file.written(next, part));
                next += part.length;
            }

            @Override
            public void skip(long left) {
                change(id, file -> file.zeroed(next, left));
                next += left;
            }

            @Override
            public void finish() {}

            @Override
            public void close() {}
        };
    }

    @Override
    public VolumeSink fill(VolumeId id, long bytes) {
        return write(id, 0, bytes);
    }

    @Override
    public VolumeSource read(VolumeId id, long offset, long bytes) {
        SimFile read =
                calls.read(id.pool().host(), () -> file(world.host(id.pool().host()), id));
        return new VolumeSource() {
            private long next = offset;

            @Override
            public Part next() {
                byte[] part = read.read(next, Math.clamp(offset + bytes - next, 0, PART));
                next += part.length;
                return part.length == 0 ? new End() : new Data(ByteBuffer.wrap(part));
            }

            @Override
            public void close() {}
        };
    }

    private void change(VolumeId id, UnaryOperator<SimFile> how) {
        calls.change(id.pool().host(), () -> {
            SimHost host = world.host(id.pool().host());
            return files.put(host, how.apply(file(host, id)));
        });
    }

    private static SimFile file(SimHost host, VolumeId id) {
        SimPool pool = host.poolThatIsUp(id.pool());
        return Optional.ofNullable(host.files.get(pool.pool().path() + "/" + id.name()))
                .orElseThrow(() -> Problems.notFound(ErrorCode.VOLUME_NOT_FOUND, "volume", id.text()));
    }
}

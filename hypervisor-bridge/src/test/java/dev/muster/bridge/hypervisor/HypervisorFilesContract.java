package dev.muster.bridge.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VolumeId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link Hypervisor} whose host's files can be reached must do, beside {@link HypervisorContract}. */
public abstract class HypervisorFilesContract extends HypervisorContract {
    /** Absolute path of a file in a place that exists on the host; the file does not. */
    protected abstract String path(String fileName);

    @AfterEach
    final void deleteImages() {
        hypervisor().files().delete(host(), path(name + ".raw"));
        hypervisor().files().delete(host(), path(name + ".qcow2"));
    }

    @Test
    void a_volume_is_written_in_parts_grows_is_copied_and_wiped() {
        PoolId pool = hypervisor().pools().define(host(), pool());
        hypervisor().pools().build(pool);
        hypervisor().pools().start(pool, true);
        try {
            VolumeId volume = hypervisor().volumes().create(pool, volume("written.raw"));
            byte[] first = "first ".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
            byte[] second = "second".getBytes(StandardCharsets.US_ASCII);
            write(volume, 0, first);
            write(volume, first.length, second);
            hypervisor().volumes().resize(volume, 9 << 20);
            VolumeId copy = hypervisor().volumes().copy(volume, volume("copy.raw"));
            assertProblem(ErrorCode.VOLUME_EXISTS, () -> hypervisor().volumes().copy(volume, volume("copy.raw")));
            awaitImage(image -> image.volumes().containsKey(copy)
                    && Optional.ofNullable(image.volumes().get(volume))
                            .filter(grown -> grown.capacityBytes() == 9 << 20)
                            .isPresent());
            String path = Optional.ofNullable(listener.image().volumes().get(copy))
                    .orElseThrow()
                    .path();

            assertThat(hypervisor().files().read(host(), path, first.length - 6, 12))
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("first second");
            hypervisor().volumes().wipe(copy);
            assertThat(hypervisor().files().read(host(), path, 0, 6)).containsOnly(0);
            assertProblem(
                    ErrorCode.VOLUME_NOT_FOUND,
                    () -> hypervisor()
                            .volumes()
                            .write(new VolumeId(pool, "none"), 0, 1)
                            .close());

            hypervisor().volumes().delete(copy);
            hypervisor().volumes().delete(volume);
        } finally {
            hypervisor().pools().stop(pool);
            hypervisor().pools().undefine(pool);
        }
    }

    @Test
    void a_volume_is_filled_with_parts_left_out_and_read_back() {
        PoolId pool = hypervisor().pools().define(host(), pool());
        hypervisor().pools().build(pool);
        hypervisor().pools().start(pool, true);
        try {
            VolumeId volume = hypervisor().volumes().create(pool, volume("holes.raw"));
            byte[] content = "content ".repeat(40_000).getBytes(StandardCharsets.US_ASCII);
            try (VolumeSink sink = hypervisor().volumes().fill(volume, 8 << 20)) {
                sink.skip(1 << 20);
                sink.write(content);
                sink.skip((7 << 20) - content.length);
                sink.finish();
            }

            byte[] all = read(volume, 0, 8 << 20);
            assertThat(all).hasSize(8 << 20);
            assertThat(Arrays.copyOfRange(all, 1 << 20, (1 << 20) + content.length))
                    .isEqualTo(content);
            assertThat(Arrays.copyOf(all, 1 << 20)).containsOnly(0);
            assertThat(Arrays.copyOfRange(all, (1 << 20) + content.length, all.length))
                    .containsOnly(0);
            assertThat(read(volume, (1 << 20) + 8, 16))
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("content content ");
            try (VolumeSink sink = hypervisor().volumes().write(volume, 1 << 20, 16)) {
                sink.skip(8);
                sink.write("written ".getBytes(StandardCharsets.US_ASCII));
                sink.finish();
            }
            assertThat(read(volume, 1 << 20, 24))
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("\0".repeat(8) + "written content ");
            assertProblem(
                    ErrorCode.VOLUME_NOT_FOUND,
                    () -> hypervisor()
                            .volumes()
                            .read(new VolumeId(pool, "none"), 0, 1)
                            .close());
            // one that is broken off is let go of
            hypervisor().volumes().read(volume, 0, 8 << 20).close();
            hypervisor().volumes().fill(volume, 8 << 20).close();
            hypervisor().volumes().delete(volume);
        } finally {
            hypervisor().pools().stop(pool);
            hypervisor().pools().undefine(pool);
        }
    }

    private byte[] read(VolumeId volume, long offset, long bytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (VolumeSource source = hypervisor().volumes().read(volume, offset, bytes)) {
            for (VolumeSource.Part part = source.next(); !(part instanceof VolumeSource.End); part = source.next()) {
                switch (part) {
                    case VolumeSource.Data data -> {
                        byte[] some = new byte[data.bytes().remaining()];
                        data.bytes().get(some);
                        all.writeBytes(some);
                    }
                    case VolumeSource.Hole hole -> all.writeBytes(new byte[(int) hole.bytes()]);
                    case VolumeSource.End _ -> {}
                }
            }
        }
        return all.toByteArray();
    }

    private void write(VolumeId volume, long offset, byte[] bytes) {
        try (VolumeSink sink = hypervisor().volumes().write(volume, offset, bytes.length)) {
            sink.write(bytes);
            sink.finish();
        }
    }

    @Test
    void an_image_is_made_once_and_deleted_once() {
        String path = path(name + ".raw");
        assertThat(hypervisor().files().size(host(), path)).isEmpty();

        hypervisor().files().createImage(host(), path, 1L << 20, "raw");
        hypervisor().files().createImage(host(), path, 1L << 20, "raw");

        assertThat(hypervisor().files().size(host(), path)).hasValue(1L << 20);
        assertProblem(ErrorCode.VOLUME_EXISTS, () -> hypervisor().files().createImage(host(), path, 2L << 20, "raw"));

        hypervisor().files().delete(host(), path);
        hypervisor().files().delete(host(), path);
        assertThat(hypervisor().files().size(host(), path)).isEmpty();
    }

    @Test
    void a_qcow2_image_is_sparse() {
        String path = path(name + ".qcow2");

        hypervisor().files().createImage(host(), path, 1L << 30, "qcow2");
        assertThatCode(() -> hypervisor().files().createImage(host(), path, 1L << 30, "qcow2"))
                .doesNotThrowAnyException();

        assertThat(hypervisor().files().size(host(), path))
                .hasValueSatisfying(size -> assertThat(size).isLessThan(16L << 20));
        byte[] head = hypervisor().files().read(host(), path, 0, 4);
        assertThat(head).containsExactly('Q', 'F', 'I', 0xfb);
    }

    @Test
    void a_file_is_read_in_parts_and_is_empty_at_its_end() {
        String path = path(name + ".raw");
        hypervisor().files().createImage(host(), path, 1L << 20, "raw");

        assertThat(hypervisor().files().read(host(), path, 0, 100)).hasSize(100).containsOnly(0);
        assertThat(hypervisor().files().read(host(), path, (1L << 20) - 10, 100))
                .hasSize(10);
        assertThat(hypervisor().files().read(host(), path, 1L << 20, 100)).isEmpty();
    }

    @Test
    void a_file_that_is_not_there_cannot_be_read() {
        assertProblem(ErrorCode.FILE_MISSING, () -> hypervisor().files().read(host(), path(name + ".none"), 0, 10));
    }
}

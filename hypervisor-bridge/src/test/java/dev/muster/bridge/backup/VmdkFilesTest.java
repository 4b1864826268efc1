package dev.muster.bridge.backup;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.backup.DiskImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a VMDK may be made of. */
class VmdkFilesTest {
    private static final int SPARSE = 0x564d444b;

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void extents() throws IOException {
        Files.writeString(directory.resolve("disk-flat.vmdk"), "content");
        Files.writeString(directory.resolve("my disk-f001.vmdk"), "content");
    }

    @Test
    void extents_beside_the_descriptor_are_taken() {
        assertThatCode(() -> require("""
                # Disk DescriptorFile
                version=1
                CID=fffffffe
                parentCID=ffffffff
                createType="twoGbMaxExtentFlat"
                RW 2048 FLAT "disk-flat.vmdk" 0
                RW 2048 FLAT "my disk-f001.vmdk" 0
                ddb.virtualHWVersion = "4"
                ddb.geometry.cylinders = "20"
                """)).doesNotThrowAnyException();
    }

    @Test
    void what_leads_elsewhere_is_refused() {
        for (String name :
                new String[] {"/etc/shadow", "../disk-flat.vmdk", "nbd:unix:/run/x", "absent.vmdk", ".", "sub/disk.vmdk"
                }) {
            assertThatThrownBy(() -> require("# Disk DescriptorFile\nRW 2048 FLAT \"" + name + "\" 0\n"))
                    .as(name)
                    .hasMessageContaining(name);
        }
    }

    @Test
    void an_extent_is_found_however_it_is_written() {
        for (String line : new String[] {
            "RW 1 FLAT \"/etc/shadow\"",
            "RW\n1\nFLAT\n\"/etc/shadow\" 0",
            "RW\t1FLAT\"/etc/shadow",
            "x=\"\nRW -1 SPARSE \"/etc/shadow\" 0"
        }) {
            assertThatThrownBy(() -> require(line)).as(line).hasMessageContaining("/etc/shadow");
        }
    }

    @Test
    void a_sparse_image_that_hides_a_descriptor_is_refused() throws Exception {
        Path file = directory.resolve("hidden.vmdk");
        ByteBuffer header = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, header.putInt(0, SPARSE).array());
        assertThatThrownBy(() -> VmdkFiles.require(image(file), file)).hasMessageContaining("descriptor");
        assertThatThrownBy(() -> require("RW 2048 SPARSE \"hidden.vmdk\"")).hasMessageContaining("descriptor");
        Files.write(file, header.putLong(12, 2048).array());
        assertThatCode(() -> VmdkFiles.require(image(file), file)).doesNotThrowAnyException();
    }

    private void require(String descriptor) throws IOException {
        Path file = Files.writeString(directory.resolve("disk.vmdk"), descriptor);
        VmdkFiles.require(image(file), file);
    }

    private static DiskImage image(Path file) {
        return new DiskImage(file.toString(), DiskImage.Format.VMDK);
    }
}

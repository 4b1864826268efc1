package dev.muster.bridge.cli;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** A disk whose first sector is a guest of a few bytes of 16-bit code. */
enum BootDisk {
    /** Stands still. */
    HALT("f4ebfd"),
    /** Writes one sector into each 64 KiB for ever, so that its image grows. */
    WRITE("31c08ed88ec0be207cb80043b280cd136681440880000000ebef"),
    /** Tells the pvpanic device that the guest has crashed. */
    PANIC("ba0505b001eefaf4ebfd"),
    /** Asks ACPI to be switched off. */
    OFF("ba0406b80020effaf4ebfd");

    /** What {@link #WRITE} hands the BIOS: one sector from 0x7c00 to sector 2048. */
    private static final byte[] PACKET = HexFormat.of().parseHex("10000100007c00000008000000000000");

    private static final int PACKET_AT = 32;
    private static final int MARK_AT = 510;
    private static final short MARK = 0x55aa;
    private static final int SECTOR = 512;

    private final String code;

    BootDisk(String code) {
        this.code = code;
    }

    /** Makes a qcow2 image of 64 MiB that anybody may write. */
    Path make(Path image) throws Exception {
        ByteBuffer sector = ByteBuffer.allocate(SECTOR);
        sector.put(0, HexFormat.of().parseHex(code)).put(PACKET_AT, PACKET).putShort(MARK_AT, MARK);
        CaseGround.must("qemu-img", "create", "-q", "-f", "qcow2", image.toString(), "64M");
        Path raw = Files.write(Files.createTempFile("boot", ".raw"), sector.array());
        try {
            CaseGround.must("qemu-io", "-f", "qcow2", "-c", "write -q -s " + raw + " 0 512", image.toString());
        } finally {
            Files.delete(raw);
        }
        CaseGround.must("chmod", "666", image.toString());
        return image;
    }

    /** A domain that boots from it; {@code more} goes into {@code devices}. */
    static String domain(String name, Path image, String driver, String more) {
        return """
                <domain type='qemu'><name>%s</name><memory unit='MiB'>64</memory>
                  <os><type arch='x86_64' machine='pc'>hvm</type></os>
                  <features><acpi/></features>
                  <on_crash>preserve</on_crash>
                  <devices>
                    <disk type='file' device='disk'><driver name='qemu' type='qcow2' %s/>
                      <source file='%s'/><target dev='vda' bus='virtio'/></disk>
                    <memballoon model='none'/>%s
                  </devices></domain>
                """.formatted(name, driver, image, more);
    }
}

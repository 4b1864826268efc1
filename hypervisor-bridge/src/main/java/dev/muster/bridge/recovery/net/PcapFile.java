package dev.muster.bridge.recovery.net;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is in a file of captured Ethernet frames (draft-ietf-opsawg-pcap).
 *
 * @param frames how many
 * @param sources the MACs that sent them
 * @param whole whether it ends with a whole frame; not so where its writer was killed
 */
record PcapFile(long frames, SortedSet<String> sources, boolean whole) {
    private static final int MAGIC = 0xa1b2c3d4;
    private static final int MAGIC_NANOSECONDS = 0xa1b23c4d;
    private static final int ETHERNET = 1;
    private static final int HEADER = 24;
    private static final int RECORD = 16;
    private static final int LONGEST = 1 << 20;
    private static final int MACS = 12;
    private static final HexFormat MAC = HexFormat.ofDelimiter(":");

    /** Reads it to its end; {@link IOException} where it is no such file. */
    static PcapFile read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            ByteOrder order = order(in.readNBytes(HEADER), file);
            TreeSet<String> sources = new TreeSet<>();
            long frames = 0;
            byte[] head = in.readNBytes(RECORD);
            while (head.length == RECORD) {
                int length = ByteBuffer.wrap(head).order(order).getInt(8);
                if (length < 0 || length > LONGEST) {
                    throw new IOException(file + " has a frame of " + length + " bytes");
                }
                byte[] frame = in.readNBytes(length);
                if (frame.length < length) {
                    return new PcapFile(frames, sources, false);
                }
                frames++;
                if (length >= MACS) {
                    sources.add(MAC.formatHex(frame, MACS / 2, MACS));
                }
                head = in.readNBytes(RECORD);
            }
            return new PcapFile(frames, sources, head.length == 0);
        }
    }

    private static ByteOrder order(byte[] header, Path file) throws IOException {
        if (header.length == HEADER) {
            ByteBuffer fields = ByteBuffer.wrap(header);
            for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
                int magic = fields.order(order).getInt(0);
                if ((magic == MAGIC || magic == MAGIC_NANOSECONDS) && fields.getInt(20) == ETHERNET) {
                    return order;
                }
            }
        }
        throw new IOException(file + " is no capture of Ethernet frames");
    }
}

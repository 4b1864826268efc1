package dev.muster.app.shots;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a VNC server says that shows one picture and no more: RFC 6143, no security, one raw rectangle. */
final class SampleScreen {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 480;
    private static final int LINE = 20;
    private static final int NO_SECURITY = 1;

    private SampleScreen() {}

    static byte[] said(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeBytes("RFB 003.008\n");
            out.write(new byte[] {1, NO_SECURITY});
            out.writeInt(0);
            out.writeShort(WIDTH);
            out.writeShort(HEIGHT);
            out.write(new byte[16]); // its own pixel format; the client sets another
            byte[] title = name.getBytes(StandardCharsets.UTF_8);
            out.writeInt(title.length);
            out.write(title);
            out.writeShort(0); // an update
            out.writeShort(1); // of one rectangle
            out.writeShort(0);
            out.writeShort(0);
            out.writeShort(WIDTH);
            out.writeShort(HEIGHT);
            out.writeInt(0); // raw
            BufferedImage picture = picture(name);
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    out.writeInt(Integer.reverseBytes(picture.getRGB(x, y) & 0xff_ffff));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static BufferedImage picture(String name) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D draw = picture.createGraphics();
        draw.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        draw.setFont(new Font(Font.MONOSPACED, Font.PLAIN, 15));
        draw.setColor(new Color(0xd0d0d0));
        int y = LINE;
        for (String line : List.of(
                "[    1.204417] systemd[1]: Set hostname to <" + name + ">.",
                "[    2.118230] EXT4-fs (vda1): mounted filesystem with ordered data mode.",
                "[    3.560912] virtio_net virtio0 enp1s0: renamed from eth0",
                "",
                "Debian GNU/Linux 12 " + name + " tty1",
                "",
                name + " login: _")) {
            draw.drawString(line, 10, y);
            y += LINE;
        }
        draw.dispose();
        return picture;
    }
}

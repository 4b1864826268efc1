package dev.muster.bridge.recovery.run;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Pictures of screens as PNG, whatever a hypervisor gives. */
final class Pictures {
    private static final int LARGEST = 16_384;

    private Pictures() {}

    /** The same picture as PNG; empty where it is neither that nor PPM. */
    static Optional<byte[]> png(byte[] picture) {
        if (picture.length > 8 && picture[0] == (byte) 0x89 && picture[1] == 'P') {
            return Optional.of(picture);
        }
        return Ppm.read(picture).map(Pictures::write);
    }

    private static byte[] write(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    /** A binary PPM with 255 as the highest value, as QEMU writes it. */
    private static final class Ppm {
        private final ByteArrayInputStream in;

        private Ppm(byte[] picture) {
            this.in = new ByteArrayInputStream(picture);
        }

        static Optional<BufferedImage> read(byte[] picture) {
            Ppm ppm = new Ppm(picture);
            if (!ppm.word().equals("P6")) {
                return Optional.empty();
            }
            int width = ppm.number();
            int height = ppm.number();
            if (ppm.number() != 255 || width < 1 || height < 1 || width > LARGEST || height > LARGEST) {
                return Optional.empty();
            }
            return ppm.pixels(width, height);
        }

        private String word() {
            StringBuilder word = new StringBuilder();
            int next = in.read();
            while (next == '#') {
                while (next >= 0 && next != '\n') {
                    next = in.read();
                }
                next = in.read();
            }
            while (next > ' ') {
                word.append((char) next);
                next = in.read();
            }
            return word.toString();
        }

        private int number() {
            String word = word();
            return word.matches("[0-9]{1,6}") ? Integer.parseInt(word) : -1;
        }

        private Optional<BufferedImage> pixels(int width, int height) {
            byte[] row = new byte[3 * width];
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < height; y++) {
                if (in.readNBytes(row, 0, row.length) < row.length) {
                    return Optional.empty();
                }
                for (int x = 0; x < width; x++) {
                    int rgb = (row[3 * x] & 0xff) << 16 | (row[3 * x + 1] & 0xff) << 8 | (row[3 * x + 2] & 0xff);
                    image.setRGB(x, y, rgb);
                }
            }
            return Optional.of(image);
        }
    }
}

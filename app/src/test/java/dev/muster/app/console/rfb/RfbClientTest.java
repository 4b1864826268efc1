package dev.muster.app.console.rfb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The client against made streams: every encoding, and what no honest server says. */
class RfbClientTest {
    private static final int RED = 0xFFFF0000;
    private static final int GREEN = 0xFF00FF00;
    private static final int BLUE = 0xFF0000FF;
    private static final int BLACK = 0xFF000000;

    private final Heard heard = new Heard();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    @Test
    void a_handshake_without_security_opens_the_picture() throws IOException {
        run(RfbServerBytes.opened(3, 2));
        assertThat(heard.name).isEqualTo("tiny");
        assertThat(heard.picture().width()).isEqualTo(3);
        assertThat(heard.picture().height()).isEqualTo(2);
        byte[] said = sent.toByteArray();
        assertThat(new String(said, 0, 12, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("RFB 003.008\n");
        // security type 1, shared, then SetPixelFormat
        assertThat(Arrays.copyOfRange(said, 12, 15)).containsExactly(1, 1, 0);
        // the last message asks for everything: FramebufferUpdateRequest, not incremental
        assertThat(Arrays.copyOfRange(said, said.length - 10, said.length))
                .containsExactly(3, 0, 0, 0, 0, 0, 0, 3, 0, 2);
    }

    @Test
    void a_password_is_answered_as_vnc_does() throws IOException {
        byte[] challenge = new byte[16];
        Arrays.fill(challenge, (byte) 7);
        RfbServerBytes server = new RfbServerBytes()
                .text("RFB 003.008\n")
                .u8(1, 2)
                .raw(challenge)
                .s32(0)
                .init(1, 1);
        run(server, Optional.of("secret"));
        assertThat(Arrays.copyOfRange(sent.toByteArray(), 13, 29)).isEqualTo(VncPassword.response("secret", challenge));
        assertThat(VncPassword.response("secret", challenge)).isNotEqualTo(VncPassword.response("Secret", challenge));
    }

    @Test
    void a_wrong_or_missing_password_says_so() {
        RfbServerBytes wanted = new RfbServerBytes()
                .text("RFB 003.008\n")
                .u8(1, 2)
                .raw(new byte[16])
                .s32(1)
                .s32(3)
                .text("bad");
        fails(ErrorCode.CONSOLE_PASSWORD, wanted, Optional.of("no"), "bad");
        fails(ErrorCode.CONSOLE_PASSWORD, wanted, Optional.empty(), "none was given");
    }

    @Test
    void raw_pixels_arrive() throws IOException {
        RfbServerBytes server = RfbServerBytes.opened(2, 2).update(1).rectangle(0, 0, 2, 2, 0);
        server.pixel(RED).pixel(GREEN).pixel(BLUE).pixel(0xFFFFFF);
        run(server);
        assertThat(heard.picture().copy()).containsExactly(RED, GREEN, BLUE, 0xFFFFFFFF);
        assertThat(heard.updates).isEqualTo(1);
    }

    @Test
    void a_part_is_copied_even_onto_itself() throws IOException {
        RfbServerBytes server = RfbServerBytes.opened(4, 1).update(1).rectangle(0, 0, 4, 1, 0);
        server.pixel(RED).pixel(GREEN).pixel(BLUE).pixel(0);
        server.update(1).rectangle(1, 0, 3, 1, 1).u16(0, 0);
        run(server);
        assertThat(heard.picture().copy()).containsExactly(RED, RED, GREEN, BLUE);
    }

    @Test
    void a_part_is_copied_downwards_onto_itself() throws IOException {
        RfbServerBytes server = RfbServerBytes.opened(1, 4).update(1).rectangle(0, 0, 1, 4, 0);
        server.pixel(RED).pixel(GREEN).pixel(BLUE).pixel(0);
        server.update(1).rectangle(0, 1, 1, 3, 1).u16(0, 0);
        run(server);
        assertThat(heard.picture().copy()).containsExactly(RED, RED, GREEN, BLUE);
    }

    @Test
    void hextile_has_grounds_parts_and_raw_tiles() throws IOException {
        RfbServerBytes server = RfbServerBytes.opened(18, 2).update(1).rectangle(0, 0, 18, 2, 5);
        // background, foreground, one part: 2 by 1 at 3, 1
        server.u8(2 | 4 | 8).pixel(RED).pixel(GREEN).u8(1, 0x31, 0x10);
        // the second tile raw, 2 by 2
        server.u8(1).pixel(BLUE).pixel(BLUE).pixel(RED).pixel(RED);
        run(server);
        int[] pixels = heard.picture().copy();
        assertThat(pixels[0]).isEqualTo(RED);
        assertThat(pixels[18 + 3]).isEqualTo(GREEN);
        assertThat(pixels[18 + 4]).isEqualTo(GREEN);
        assertThat(pixels[18 + 5]).isEqualTo(RED);
        assertThat(pixels[16]).isEqualTo(BLUE);
        assertThat(pixels[18 + 17]).isEqualTo(RED);
    }

    @Test
    void hextile_remembers_its_ground_and_colours_parts_one_by_one() throws IOException {
        RfbServerBytes server = RfbServerBytes.opened(32, 1).update(1).rectangle(0, 0, 32, 1, 5);
        server.u8(2).pixel(BLUE);
        server.u8(8 | 16).u8(2).pixel(RED).u8(0x00, 0x00).pixel(GREEN).u8(0x10, 0x00);
        run(server);
        int[] pixels = heard.picture().copy();
        assertThat(pixels[15]).isEqualTo(BLUE);
        assertThat(Arrays.copyOfRange(pixels, 16, 19)).containsExactly(RED, GREEN, BLUE);
    }

    @Test
    void zrle_has_plain_solid_packed_and_run_length_tiles_in_one_stream() throws IOException {
        RfbServerBytes server = RfbServerBytes.opened(4, 1).update(5);
        server.rectangle(0, 0, 1, 1, 16).zrle(0, 0, 0, 255);
        server.rectangle(1, 0, 3, 1, 16).zrle(1, 0, 255, 0);
        server.rectangle(0, 0, 4, 1, 16).zrle(2, 0, 0, 255, 255, 0, 0, 0b0101_0000);
        server.rectangle(0, 0, 4, 1, 16).zrle(128, 0, 0, 255, 2, 0, 255, 0, 0);
        server.rectangle(0, 0, 4, 1, 16).zrle(130, 255, 0, 0, 0, 0, 255, 0, 0x81, 2);
        run(server);
        assertThat(heard.picture().copy()).containsExactly(BLUE, RED, RED, RED);
    }

    @Test
    void a_packed_tile_has_its_bits_from_the_left() throws IOException {
        RfbServerBytes server = RfbServerBytes.opened(4, 1).update(1).rectangle(0, 0, 4, 1, 16);
        server.zrle(3, 0, 0, 255, 0, 255, 0, 255, 0, 0, 0b00_01_10_00);
        run(server);
        assertThat(heard.picture().copy()).containsExactly(RED, GREEN, BLUE, RED);
    }

    @Test
    void another_size_makes_the_picture_anew() throws IOException {
        RfbServerBytes server = RfbServerBytes.opened(2, 2).update(1).rectangle(0, 0, 5, 3, -223);
        server.update(1).rectangle(4, 2, 1, 1, 0).pixel(RED);
        run(server);
        assertThat(heard.sizes).containsExactly("5x3");
        assertThat(heard.picture().copy()[14]).isEqualTo(RED);
        assertThat(heard.picture().copy()[0]).isEqualTo(BLACK);
    }

    @Test
    void the_pointer_has_a_shape_with_holes() throws IOException {
        RfbServerBytes server = RfbServerBytes.opened(1, 1).update(1).rectangle(1, 0, 2, 1, -239);
        server.pixel(RED).pixel(GREEN).u8(0b0100_0000);
        run(server);
        assertThat(heard.cursor).containsExactly(0, GREEN);
    }

    @Test
    void bells_colour_maps_and_texts_are_passed_over_in_their_whole_length() throws IOException {
        RfbServerBytes server = RfbServerBytes.opened(1, 1).u8(2);
        server.u8(1, 0).u16(0, 2).u8(new int[12]);
        server.u8(3, 0, 0, 0).s32(2).text("hi");
        server.update(1).rectangle(0, 0, 1, 1, 0).pixel(GREEN);
        run(server);
        assertThat(heard.bells).isEqualTo(1);
        assertThat(heard.texts).containsExactly("hi");
        assertThat(heard.picture().copy()).containsExactly(GREEN);
    }

    @Test
    void keys_go_with_their_codes_once_the_server_takes_them() throws IOException {
        RfbClient client = client(RfbServerBytes.opened(9, 9).update(1).rectangle(0, 0, 0, 0, -258), Optional.empty());
        client.run();
        sent.reset();
        client.key(true, 'a', 0x1e);
        assertThat(sent.toByteArray()).containsExactly(255, 0, 0, 1, 0, 0, 0, 'a', 0, 0, 0, 0x1e);
        sent.reset();
        client.key(false, 'a', 0);
        assertThat(sent.toByteArray()).containsExactly(4, 0, 0, 0, 0, 0, 0, 'a');
        sent.reset();
        client.pointer(300, -2, 1);
        assertThat(sent.toByteArray()).containsExactly(5, 1, 0, 8, 0, 0);
    }

    @Test
    void what_is_not_rfb_is_a_clear_error() {
        fails(new RfbServerBytes().text("HTTP/1.1 400"), "HTTP/1.1 400");
        fails(new RfbServerBytes().text("RFB 003.003\n"), "older than 3.8");
        fails(new RfbServerBytes().text("RFB 003.008\n").u8(0).s32(7).text("too bad"), "too bad");
        fails(new RfbServerBytes().text("RFB 003.008\n").u8(1, 19), "security types [19]");
        fails(RfbServerBytes.opened(1, 1).u8(77), "a message of type 77");
    }

    @Test
    void sizes_that_make_no_sense_are_refused_before_memory_is_taken() {
        fails(RfbServerBytes.opened(65_535, 65_535), "a picture of 65535 by 65535");
        fails(
                RfbServerBytes.opened(2, 2).update(1).rectangle(0, 0, 65_535, 65_535, 0),
                "a rectangle of 65535 by 65535");
        fails(RfbServerBytes.opened(2, 2).update(1).rectangle(1, 1, 2, 1, 5), "a rectangle of 2 by 1 at 1, 1");
        fails(RfbServerBytes.opened(2, 2).update(1).rectangle(0, 0, 1, 1, 1).u16(2, 0), "outside the picture");
        fails(RfbServerBytes.opened(2, 2).update(1).rectangle(0, 0, 60_000, 60_000, -239), "a pointer of 60000");
        fails(RfbServerBytes.opened(2, 2).update(1).rectangle(0, 0, 40_000, 40_000, -223), "40000 by 40000");
        fails(RfbServerBytes.opened(2, 2).update(1).rectangle(0, 0, 2, 2, 16).s32(-1), "a length of 4294967295");
        fails(RfbServerBytes.opened(2, 2).u8(3, 0, 0, 0).s32(Integer.MAX_VALUE), "a length of 2147483647");
        fails(RfbServerBytes.opened(2, 2).update(1).rectangle(0, 0, 2, 2, 7), "encoding 7");
    }

    @Test
    void damaged_tiles_are_refused() {
        fails(zrle(17, 0, 0, 0), "a ZRLE tile of type 17");
        fails(zrle(128, 0, 0, 0, 255, 255), "beyond its tile");
        fails(zrle(130, 0, 0, 0, 0, 0, 0, 5), "colour 5 of a palette of 2");
        fails(zrle(0, 0, 0), "ends within a tile");
        fails(zrle(1, 0, 0, 0, 9, 9, 9), "beyond the last tile");
        fails(
                RfbServerBytes.opened(2, 2)
                        .update(1)
                        .rectangle(0, 0, 2, 2, 16)
                        .s32(4)
                        .text("zlib"),
                "no zlib");
        fails(
                RfbServerBytes.opened(2, 2)
                        .update(1)
                        .rectangle(0, 0, 2, 2, 5)
                        .u8(8)
                        .u8(1, 0x11, 0x22),
                "outside of it");
    }

    @Test
    void a_stream_cut_anywhere_ends_clearly() {
        byte[] whole = RfbServerBytes.opened(2, 1)
                .update(2)
                .rectangle(0, 0, 2, 1, 0)
                .pixel(RED)
                .pixel(RED)
                .rectangle(0, 0, 2, 1, 16)
                .zrle(1, 0, 0, 0)
                .bytes();
        for (int length = 0; length < whole.length; length++) {
            RfbServerBytes cut = new RfbServerBytes().raw(Arrays.copyOf(whole, length));
            if (length == RfbServerBytes.opened(2, 1).bytes().length) {
                continue;
            }
            fails(cut, "ended within a message");
        }
    }

    @Test
    void noise_never_ends_in_anything_but_a_problem() {
        Random random = new Random(6143);
        for (int round = 0; round < 2_000; round++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            RfbServerBytes server = RfbServerBytes.opened(40, 40)
                    .update(1)
                    .rectangle(0, 0, 40, 40, List.of(0, 1, 5, 16, -239, -314).get(round % 6))
                    .raw(noise);
            try {
                run(server);
            } catch (MusterException e) {
                assertThat(e.problem().code()).isEqualTo(ErrorCode.CONSOLE_PROTOCOL);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        assertThat(heard.picture().width()).isEqualTo(40);
    }

    private static RfbServerBytes zrle(int... tile) {
        return RfbServerBytes.opened(2, 2).update(1).rectangle(0, 0, 2, 2, 16).zrle(tile);
    }

    private void fails(RfbServerBytes server, String details) {
        fails(ErrorCode.CONSOLE_PROTOCOL, server, Optional.empty(), details);
    }

    private void fails(ErrorCode code, RfbServerBytes server, Optional<String> password, String details) {
        assertThatThrownBy(() -> run(server, password)).isInstanceOfSatisfying(MusterException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(code);
            assertThat(e.problem().details()).contains(details);
        });
    }

    private void run(RfbServerBytes server) throws IOException {
        run(server, Optional.empty());
    }

    private void run(RfbServerBytes server, Optional<String> password) throws IOException {
        client(server, password).run();
    }

    private RfbClient client(RfbServerBytes server, Optional<String> password) {
        return new RfbClient(new ByteArrayInputStream(server.bytes()), sent, password, heard);
    }

    private static final class Heard implements RfbListener {
        private String name = "";
        private Optional<Framebuffer> shown = Optional.empty();
        private int updates;
        private int bells;
        private int[] cursor = {};
        private final List<String> sizes = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();

        private Framebuffer picture() {
            return shown.orElseThrow();
        }

        @Override
        public void opened(String called, Framebuffer picture) {
            name = called;
            shown = Optional.of(picture);
        }

        @Override
        public void updated() {
            updates++;
        }

        @Override
        public void resized(int width, int height) {
            sizes.add(width + "x" + height);
        }

        @Override
        public void cursor(int hotX, int hotY, int width, int height, int[] argb) {
            cursor = argb;
        }

        @Override
        public void bell() {
            bells++;
        }

        @Override
        public void clipboard(String text) {
            texts.add(text);
        }
    }
}

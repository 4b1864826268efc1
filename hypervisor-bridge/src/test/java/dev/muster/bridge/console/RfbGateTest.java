package dev.muster.bridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Of a viewer whose turn it is not, only what it needs in order to see goes through. */
class RfbGateTest {
    private static final byte[] HELLO = bytes("RFB 003.008\n", 1, 1);
    private static final byte[] FORMAT = filled(20, 0);
    private static final byte[] ENCODINGS = {2, 0, 0, 2, 0, 0, 0, 16, 0, 0, 0, 0};
    private static final byte[] REQUEST = filled(10, 3);
    private static final byte[] KEY = filled(8, 4);
    private static final byte[] POINTER = filled(6, 5);
    private static final byte[] CUT = {6, 0, 0, 0, 0, 0, 0, 3, 'a', 'b', 'c'};
    private static final byte[] EXTENDED_CUT = {6, 0, 0, 0, -1, -1, -1, -2, 'a', 'b'};
    private static final byte[] EXTENDED_KEY = {-1, 0, 0, 1, 0, 0, 0, 97, 0, 0, 0, 30};

    private final RfbGate gate = new RfbGate();

    @Test
    void who_types_sends_everything() {
        byte[] all = join(HELLO, FORMAT, ENCODINGS, REQUEST, KEY, POINTER, CUT, EXTENDED_CUT, EXTENDED_KEY, REQUEST);
        assertThat(gate.pass(all, 0, all.length, true)).isEqualTo(all);
    }

    @Test
    void who_looks_on_sends_no_keys_no_pointer_no_clipboard() {
        byte[] all = join(HELLO, KEY, FORMAT, POINTER, ENCODINGS, CUT, EXTENDED_CUT, REQUEST, EXTENDED_KEY, REQUEST);
        assertThat(gate.pass(all, 0, all.length, false)).isEqualTo(join(HELLO, FORMAT, ENCODINGS, REQUEST, REQUEST));
    }

    @Test
    void it_is_the_same_byte_by_byte() {
        byte[] all = join(HELLO, KEY, FORMAT, POINTER, ENCODINGS, CUT, REQUEST, EXTENDED_KEY, REQUEST);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < all.length; i++) {
            out.writeBytes(gate.pass(all, i, 1, false));
        }
        assertThat(out.toByteArray()).isEqualTo(join(HELLO, FORMAT, ENCODINGS, REQUEST, REQUEST));
    }

    @Test
    void a_password_is_passed_on_as_it_is() {
        byte[] all = join(bytes("RFB 003.008\n", 2), filled(16, 9), new byte[] {1}, KEY);
        assertThat(gate.pass(all, 0, all.length, false))
                .isEqualTo(join(bytes("RFB 003.008\n", 2), filled(16, 9), new byte[] {1}));
    }

    @Test
    void a_turn_may_change_between_two_keys() {
        byte[] begin = join(HELLO, KEY);
        assertThat(gate.pass(begin, 0, begin.length, false)).isEqualTo(HELLO);
        assertThat(gate.pass(KEY, 0, KEY.length, true)).isEqualTo(KEY);
    }

    @Test
    void what_cannot_be_followed_is_refused() {
        for (byte[] bad : new byte[][] {join(HELLO, new byte[] {99}), bytes("HTTP/1.1 GET\n")}) {
            assertThatThrownBy(() -> new RfbGate().pass(bad, 0, bad.length, true))
                    .isInstanceOfSatisfying(
                            MusterException.class,
                            e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.CONSOLE_PROTOCOL));
        }
    }

    private static byte[] filled(int length, int type) {
        byte[] bytes = new byte[length];
        bytes[0] = (byte) type;
        return bytes;
    }

    private static byte[] bytes(String text, int... more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        for (int each : more) {
            out.write(each);
        }
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}

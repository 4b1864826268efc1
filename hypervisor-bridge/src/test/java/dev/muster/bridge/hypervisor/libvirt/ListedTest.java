package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ListedTest {
    private final List<Long> freed = new ArrayList<>();
    private final ReadFailures failures = new ReadFailures("volume");

    @Test
    void what_cannot_be_read_keeps_none_of_the_others_from_being_read() {
        Listed<Long, String> listed = read(address -> {
            if (address == 1) {
                throw new LibvirtException(error(LibvirtError.SYSTEM_ERROR));
            }
            if (address == 2) {
                throw new IllegalArgumentException("no XML");
            }
            return "volume " + address;
        });

        assertThat(listed.read()).containsExactly("volume 3");
        assertThat(listed.unreadable()).containsExactlyInAnyOrder(1L, 2L);
        assertThat(freed).containsExactly(1L, 2L, 3L);
        assertThat(failures.count()).isEqualTo(2);
    }

    @Test
    void what_went_meanwhile_is_left_out() {
        Listed<Long, String> listed = read(address -> {
            throw new LibvirtException(error(LibvirtError.NO_STORAGE_VOL));
        });

        assertThat(listed.read()).isEmpty();
        assertThat(listed.unreadable()).isEmpty();
        assertThat(failures.count()).isZero();
    }

    @Test
    void a_connection_that_is_gone_ends_the_reading_and_frees_every_object() {
        assertThatThrownBy(() -> read(address -> {
                    throw new LibvirtException(error(LibvirtError.RPC));
                }))
                .isInstanceOf(LibvirtException.class);

        assertThat(freed).containsExactly(1L, 2L, 3L);
    }

    @Test
    void what_can_be_read_again_is_worth_a_line_when_it_fails_again() {
        var _ = read(address -> {
            throw new IllegalArgumentException("no XML");
        });
        assertThat(failures.count()).isEqualTo(3);

        var _ = read(address -> "volume " + address);

        assertThat(failures.count()).isZero();
    }

    private Listed<Long, String> read(Function<Long, String> reading) {
        return Listed.of(
                handles(),
                LibvirtError.NO_STORAGE_VOL,
                Pointer::nativeValue,
                pointer -> reading.apply(Pointer.nativeValue(pointer)),
                failures);
    }

    /** Three objects; the list they come in is allocated as libvirt does it, for it is freed. */
    private List<Handle> handles() {
        Pointer array = new Pointer(Native.malloc(3L * Native.POINTER_SIZE));
        for (int i = 0; i < 3; i++) {
            array.setPointer((long) i * Native.POINTER_SIZE, new Pointer(i + 1));
        }
        return Handle.list(3, new PointerByReference(array), pointer -> {
            freed.add(Pointer.nativeValue(pointer));
            return 0;
        });
    }

    private static LibvirtError error(int code) {
        return new LibvirtError(code, 0, "as a test wants it", 0);
    }
}

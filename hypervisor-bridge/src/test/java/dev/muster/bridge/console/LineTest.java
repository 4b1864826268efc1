package dev.muster.bridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.hypervisor.ConsoleLink;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class LineTest {
    private final Seats seats = new Seats();
    private final Silent link = new Silent();
    private final Line line = new Line(link, new Recent(100), 1000);

    /** Else who opens a console just when the last one closes it finds it ended. */
    @Test
    void a_line_somebody_is_about_to_join_outlives_the_last_who_leaves() {
        Seat first = seat();
        line.join(first);
        assertThat(line.expect()).isTrue();

        first.close();
        assertThat(line.isOpen()).isTrue();
        assertThat(link.closed.getCount()).isOne();

        Seat second = seat();
        line.join(second);
        second.close();
        assertThat(line.isOpen()).isFalse();
        assertThat(link.closed.getCount()).isZero();
    }

    @Test
    void a_line_that_was_left_by_all_is_not_joined_again() {
        Seat only = seat();
        line.join(only);
        only.close();

        assertThat(line.expect()).isFalse();
    }

    private Seat seat() {
        return new Seat(new Principal("ada", Role.ADMINISTRATOR, "here"), seats, line, InputGate.text(), gone -> {});
    }

    /** Says nothing until it is closed. */
    private static final class Silent implements ConsoleLink {
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public int read(byte[] into) {
            return -1;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {}

        @Override
        public void close() {
            closed.countDown();
        }
    }
}

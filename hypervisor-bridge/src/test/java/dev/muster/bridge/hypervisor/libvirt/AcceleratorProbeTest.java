package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.inventory.Accelerator;
import dev.muster.model.inventory.Accelerator.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AcceleratorProbeTest {
    private static final Accelerator WORKS = new Accelerator(Kind.KVM, "ran");
    private static final Accelerator DOES_NOT = new Accelerator(Kind.EMULATION, "never got going");
    private static final Accelerator NOT_KNOWN = AcceleratorProbe.unknown("no kernel");

    @Test
    void a_kernel_that_is_not_there_says_nothing_about_kvm() {
        assertThat(ProbeGuest.refused(
                        "/vmlinuz", "qemu: could not open kernel file '/vmlinuz': No such file or directory"))
                .isEmpty();
        assertThat(ProbeGuest.refused("/boot/vmlinuz", "unable to stat: /boot/vmlinuz: Permission denied"))
                .isEmpty();
    }

    @Test
    void what_qemu_says_of_kvm_is_that_it_does_not_work() {
        Optional<Accelerator> told = ProbeGuest.refused(
                "/vmlinuz", "Could not access KVM kernel module: No such file or directory\nfailed to initialize kvm");

        assertThat(told).map(Accelerator::kind).contains(Kind.EMULATION);
        assertThat(told.orElseThrow().reason()).contains("Could not access KVM kernel module");
    }

    @Test
    void any_other_refusal_leaves_it_open_and_is_told() {
        Optional<Accelerator> told = ProbeGuest.refused("/vmlinuz", "Cannot allocate memory");

        assertThat(told).map(Accelerator::kind).contains(Kind.UNKNOWN);
        assertThat(told.orElseThrow().reason()).contains("Cannot allocate memory");
    }

    @Test
    void what_works_is_kept_what_does_not_is_tried_again_after_an_hour_and_what_is_not_known_at_once() {
        AtomicLong now = new AtomicLong();
        ProbeMemory memory = new ProbeMemory(now::get);
        memory.keep("works", WORKS);
        memory.keep("fails", DOES_NOT);
        memory.keep("open", NOT_KNOWN);

        assertThat(memory.of("works")).contains(WORKS);
        assertThat(memory.of("fails")).contains(DOES_NOT);
        assertThat(memory.of("open")).isEmpty();

        now.addAndGet(Duration.ofMinutes(61).toNanos());
        assertThat(memory.of("works")).contains(WORKS);
        assertThat(memory.of("fails")).isEmpty();
    }

    @Test
    void while_the_connection_stays_it_is_looked_at_ever_more_rarely() {
        assertThat(ProbeMemory.again(WORKS, 0)).isEmpty();
        assertThat(ProbeMemory.again(DOES_NOT, 0)).contains(Duration.ofHours(1));
        assertThat(ProbeMemory.again(NOT_KNOWN, 0)).contains(Duration.ofMinutes(1));
        assertThat(ProbeMemory.again(NOT_KNOWN, 3)).contains(Duration.ofMinutes(8));
        assertThat(ProbeMemory.again(NOT_KNOWN, 1_000_000)).contains(Duration.ofHours(1));
    }
}

package dev.muster.bridge.cli;

import dev.muster.bridge.hypervisor.CaptureLine;
import dev.muster.bridge.hypervisor.LockFile;
import dev.muster.bridge.hypervisor.libvirt.LibvirtDriver;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.VmState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process beside the bridge that lets the members of a group go on when nobody else does: at the deadline, and as soon as the bridge
 * is gone. It has its ways to the VMs open before the first of them is held still, and goes on trying until the last of them runs.
 *
 * <p>It is told on its standard input: {@code arm} begins the time; {@code done} ends it, since all of them go on. The end of the input
 * without that means that the bridge is gone.
 */
final class LockWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LockWatch.class);
    private static final Duration AGAIN = Duration.ofMillis(500);

    /** A call of the bridge that was on its way when it was killed may pause a VM after it was let go. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(1);

    private final LockFile locks;
    private final List<Guard> guards = new ArrayList<>();
    private final CountDownLatch letGo = new CountDownLatch(1);

    private LockWatch(LockFile locks) {
        this.locks = locks;
    }

    /**
     * Runs it: {@code LockWatch FILE}, or {@code LockWatch FILE release IDENTITY} for what an earlier one left. Ends with 0 once all of them
     * go on, with 1 where a way to one of them could not be opened before anybody was asked to stand still.
     */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        boolean earlier = arguments.length > 2 && arguments[1].equals(LockFile.RELEASE);
        String identity = earlier ? arguments[2] : LockFile.identity(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            if (!identity.equals(LockFile.identity(file))) {
                return; // settled by another before this had it; what has its name now is another lock, with a watch of
                // its own
            }
            LockWatch watch = new LockWatch(LockFile.read(file));
            int status = earlier ? watch.end(file) : watch.run(file);
            lock.release();
            Runtime.getRuntime().halt(status);
        } catch (NoSuchFileException e) {
            LOG.debug("{} has been settled", file, e);
        }
    }

    private int run(Path file) throws IOException, InterruptedException {
        try {
            for (LockFile.Held held : locks.vms()) {
                guards.add(
                        new Guard(held, LibvirtDriver.line(held.uri(), held.vm().uuid())));
            }
        } catch (MusterException e) {
            say(e.problem().text().replace('\n', ' '));
            return 1;
        }
        say(LockFile.READY);
        Thread.ofPlatform().daemon().start(this::listen);
        // who is asked to end lets them go first
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::release));
        letGo.await();
        return end(file);
    }

    private int end(Path file) throws IOException {
        release();
        Files.deleteIfExists(file);
        return 0;
    }

    private static void say(String word) {
        System.out.println(word);
        System.out.flush();
    }

    private void listen() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                switch (line) {
                    case LockFile.ARM -> {
                        Thread.ofPlatform().daemon().start(this::awaitDeadline);
                        say(LockFile.ARMED);
                    }
                    case LockFile.DONE -> Runtime.getRuntime().halt(0);
                    default -> LOG.warn("{}", line);
                }
            }
        } catch (IOException e) {
            LOG.warn("the bridge is gone", e);
        }
        letGo.countDown();
    }

    private void awaitDeadline() {
        try {
            TimeUnit.NANOSECONDS.sleep(locks.deadline().toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        letGo.countDown();
    }

    /** Returns when all of them go on. */
    private void release() {
        List<Thread> all = new ArrayList<>();
        for (LockFile.Held held : locks.vms()) {
            Guard guard = guards.stream()
                    .filter(one -> one.held.equals(held))
                    .findFirst()
                    .orElseGet(() -> new Guard(held, null));
            all.add(Thread.ofPlatform().start(guard::release));
        }
        try {
            for (Thread one : all) {
                one.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One VM, and the way to it. */
    private static final class Guard {
        private final LockFile.Held held;
        private @Nullable CaptureLine line;

        private Guard(LockFile.Held held, @Nullable CaptureLine line) {
            this.held = held;
            this.line = line;
        }

        /** Returns when it goes on, or is gone. */
        private synchronized void release() {
            boolean goesOn = false;
            while (!goesOn) {
                goesOn = tried();
                sleep(goesOn ? SECOND_LOOK : AGAIN);
            }
            var _ = tried();
        }

        private static void sleep(Duration time) {
            try {
                TimeUnit.NANOSECONDS.sleep(time.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean tried() {
            try {
                CaptureLine way =
                        line == null ? LibvirtDriver.line(held.uri(), held.vm().uuid()) : line;
                line = way;
                if (way.state() == VmState.OFF) {
                    return true;
                }
                way.resume();
                return !held.frozen() || way.thaw();
            } catch (MusterException e) {
                LOG.warn("{}: {}", held.vm(), e.problem().text());
                // a connection that broke stays broken, so the next time goes another way; this one may still be in use
                line = null;
                return e.problem().code() == ErrorCode.VM_NOT_FOUND;
            }
        }
    }
}

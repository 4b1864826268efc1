package dev.muster.app.console;

import dev.muster.model.error.MusterException;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what is typed in its order on a thread of its own: a console that takes nothing must not hold the window up. */
public final class Typist implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Typist.class);
    /** So much waits at most; what is typed at a console that takes nothing is then lost, as at a machine that hangs. */
    private static final int WAITING = 4_096;

    /** Something to be sent. */
    @FunctionalInterface
    public interface Work {
        /** Sends it. */
        void send() throws IOException;
    }

    private final BlockingQueue<Work> waiting = new LinkedBlockingQueue<>(WAITING);
    private final Thread thread = Thread.ofVirtual().name("muster-typist").start(this::work);

    /** Sends that after what came before; never waits. */
    public void send(Work work) {
        if (!waiting.offer(work)) {
            LOG.debug("the console takes nothing; what was typed is dropped");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    waiting.take().send();
                } catch (IOException | MusterException e) {
                    // whoever reads this console meets the same end and says why
                    LOG.debug("The console is gone", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

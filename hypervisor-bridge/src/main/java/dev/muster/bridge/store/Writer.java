package dev.muster.bridge.store;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jdbi.v3.core.Handle;

/**
 * The only thread that writes. It takes all that waits, up to a bound, into one transaction, since most of the time of a
 * commit is the disk's; each piece has its savepoint, so that one that fails takes back only itself.
 */
final class Writer implements AutoCloseable {
    private static final int BATCH = 64;
    private static final String SAVEPOINT = "piece";

    private final Session session;
    private final BlockingQueue<Piece<?>> queue = new LinkedBlockingQueue<>();
    private final Object closing = new Object();
    private final Thread thread;
    private boolean closed;

    Writer(Database database, Connection connection) {
        this.session = new Session(database, database::openWriter, connection);
        this.thread = Thread.ofPlatform().name("store-writer").daemon().start(this::work);
    }

    <T> CompletableFuture<T> submit(Work<T> work) {
        Piece<T> piece = new Piece<>(work, new CompletableFuture<>(), false);
        synchronized (closing) {
            if (closed) {
                return CompletableFuture.failedFuture(StoreProblems.closed());
            }
            queue.add(piece);
        }
        return piece.done;
    }

    private void work() {
        List<Piece<?>> batch = new ArrayList<>();
        boolean last = false;
        while (!last) {
            try {
                batch.add(queue.take());
            } catch (InterruptedException e) {
                continue; // nobody else knows this thread; only close() ends it
            }
            queue.drainTo(batch, BATCH - 1);
            last = batch.removeIf(Piece::last);
            commit(batch);
            batch.clear();
        }
        session.close();
    }

    private void commit(List<Piece<?>> batch) {
        try {
            Handle handle = session.handle();
            handle.begin();
            List<Runnable> answers = new ArrayList<>();
            for (Piece<?> piece : batch) {
                answers.add(run(handle, piece));
            }
            handle.commit();
            answers.forEach(Runnable::run);
        } catch (Throwable e) { // whatever it is, those who wait must hear of it and this thread must live
            session.recover();
            Throwable failure = session.translate(e);
            batch.forEach(piece -> piece.done.completeExceptionally(failure));
        }
    }

    /** Runs one piece; gives what is to be said once the commit is on the disk. */
    private <T> Runnable run(Handle handle, Piece<T> piece) {
        handle.savepoint(SAVEPOINT);
        try {
            T result = piece.work.run(handle);
            handle.releaseSavepoint(SAVEPOINT);
            return () -> piece.done.complete(result);
        } catch (Throwable e) {
            handle.rollbackToSavepoint(SAVEPOINT); // throws when the database took back all: then all fail
            Throwable failure = session.translate(e);
            return () -> piece.done.completeExceptionally(failure);
        }
    }

    @Override
    public void close() {
        synchronized (closing) {
            if (!closed) {
                closed = true;
                queue.add(new Piece<>(handle -> Optional.empty(), new CompletableFuture<>(), true));
            }
        }
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Work that waits, and who waits for it; the last one only ends the thread. */
    private record Piece<T>(Work<T> work, CompletableFuture<T> done, boolean last) {}
}

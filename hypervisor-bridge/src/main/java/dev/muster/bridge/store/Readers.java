package dev.muster.bridge.store;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.jdbi.v3.core.Handle;

/** A few threads that read, each with a connection of its own. */
final class Readers implements AutoCloseable {
    private static final int THREADS = 2;

    private final BlockingQueue<Session> idle = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().name("store-reader-", 0).daemon().factory());

    Readers(Database database) {
        for (int i = 0; i < THREADS; i++) {
            idle.add(new Session(database, database::openReader, null));
        }
    }

    <T> CompletableFuture<T> submit(Work<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            threads.execute(() -> run(work, done));
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(StoreProblems.closed());
        }
        return done;
    }

    private <T> void run(Work<T> work, CompletableFuture<T> done) {
        Session session = idle.remove(); // as many sessions as threads: there is one
        try {
            Handle handle = session.handle();
            handle.begin();
            T result = work.run(handle);
            handle.commit();
            done.complete(result);
        } catch (Throwable e) {
            session.recover();
            done.completeExceptionally(session.translate(e));
        } finally {
            idle.add(session);
        }
    }

    @Override
    public void close() {
        threads.close();
        idle.forEach(Session::close);
    }
}

package dev.muster.bridge.cluster.artifact;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One lock for each content, so that reading a large one holds up nobody who works on another. */
final class ContentLocks {
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** Works while nobody else works on that content. */
    <T> T holding(String digest, Supplier<T> work) throws InterruptedException {
        ReentrantLock lock = lock(digest);
        lock.lockInterruptibly();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** The same for who is not to be interrupted. */
    <T> T holdingPatiently(String digest, Supplier<T> work) {
        ReentrantLock lock = lock(digest);
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private ReentrantLock lock(String digest) {
        return locks.computeIfAbsent(digest, _ -> new ReentrantLock());
    }
}

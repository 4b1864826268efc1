package dev.muster.bridge.console;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Bytes on their way from one thread to another, so many at most. */
public final class ByteQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> parts = new ArrayDeque<>();
    private final int capacity;
    private int held;
    private int taken;
    private boolean ended;

    /** An empty one that holds so many bytes; a single larger part is taken by an empty one. */
    public ByteQueue(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Puts a part at the end, waiting for room.
     *
     * @param millis how long to wait
     * @return whether there was room in time, or the queue had ended, when nothing is wanted any more
     */
    public boolean put(byte[] part, long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!ended && held > 0 && held + part.length > capacity) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            if (!ended && part.length > 0) {
                parts.add(part);
                held += part.length;
                changed.signalAll();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes some, waiting for the first; -1 at the end, which comes when all was taken. */
    public int take(byte[] into, int offset, int length) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (parts.isEmpty()) {
                if (ended) {
                    return -1;
                }
                changed.await();
            }
            byte[] first = parts.getFirst();
            int count = Math.min(length, first.length - taken);
            System.arraycopy(first, taken, into, offset, count);
            taken += count;
            held -= count;
            if (taken == first.length) {
                parts.removeFirst();
                taken = 0;
            }
            changed.signalAll();
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** How many bytes can be taken at once. */
    public int available() {
        lock.lock();
        try {
            return held;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more comes; what is there can still be taken. */
    public void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more comes, and what is there is dropped. */
    public void drop() {
        lock.lock();
        try {
            parts.clear();
            held = 0;
            taken = 0;
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

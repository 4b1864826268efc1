package dev.muster.bridge.inventory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Time that passes when a test says so; due work runs on the test's thread. */
public final class FakeDelays implements Delays {
    private final List<Task> tasks = new ArrayList<>();
    private long now;

    private record Task(long at, Runnable work) {}

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized Delayed after(Duration delay, Runnable work) {
        Task task = new Task(now + delay.toNanos(), work);
        tasks.add(task);
        return () -> cancel(task);
    }

    /** Lets that much time pass. */
    public void pass(Duration time) {
        long end = nanoTime() + time.toNanos();
        Optional<Task> due = nextUntil(end);
        while (due.isPresent()) {
            due.get().work().run();
            due = nextUntil(end);
        }
    }

    /** How long until the last piece of work that is to come. */
    public synchronized Duration longest() {
        return Duration.ofNanos(tasks.stream().mapToLong(Task::at).max().orElse(now) - now);
    }

    private synchronized Optional<Task> nextUntil(long end) {
        Optional<Task> due = tasks.stream().filter(task -> task.at() <= end).min(Comparator.comparingLong(Task::at));
        due.ifPresent(tasks::remove);
        now = due.map(task -> Math.max(now, task.at())).orElse(end);
        return due;
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }
}

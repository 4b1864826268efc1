package dev.muster.bridge.job;

import java.util.ArrayList;
import java.util.List;

/**
 * Kills a bridge at every boundary of every kind of job, starts it again and looks at what is left. What a bridge and its
 * world are is up to the {@link World}: toys on a disk in the tests, real ones in a benchmark.
 */
public final class CrashMatrix {
    /** What {@code kill -9} leaves as the exit status. */
    public static final int KILLED = 137;

    private static final List<CrashPoint> FORWARD =
            List.of(CrashPoint.BEFORE, CrashPoint.BEGUN, CrashPoint.DURING, CrashPoint.AFTER);
    private static final List<CrashPoint> BACKWARD =
            List.of(CrashPoint.UNDO_BEFORE, CrashPoint.UNDO_BEGUN, CrashPoint.UNDO_DURING, CrashPoint.UNDO_AFTER);

    private final World world;

    /** A matrix over that world. */
    public CrashMatrix(World world) {
        this.world = world;
    }

    /**
     * All the places where a job can be killed.
     *
     * @param kind such as {@code vm.create}
     * @param steps indices of the steps to look at
     * @param undone whether the job is one that fails at its last step and is taken back
     */
    public static List<Cell> cells(String kind, List<Integer> steps, boolean undone) {
        List<Cell> cells = new ArrayList<>(List.of(new Cell(kind, 0, CrashPoint.SUBMITTED)));
        for (int step : steps) {
            for (CrashPoint point : undone ? BACKWARD : FORWARD) {
                cells.add(new Cell(kind, step, point));
            }
        }
        return List.copyOf(cells);
    }

    /** Kills one bridge there, starts another over the same state, and tells all that is wrong then; nothing is best. */
    public List<String> faults(Cell cell) throws Exception {
        List<String> faults = new ArrayList<>();
        int status = world.runUntilKilled(cell);
        if (status != KILLED) {
            faults.add("the bridge was to be killed at " + cell + " but ended with " + status);
        }
        faults.addAll(world.recover(cell));
        return List.copyOf(faults);
    }

    /**
     * One place to be killed at.
     *
     * @param kind the kind of job
     * @param step the index of the step
     * @param point where in that step
     */
    public record Cell(String kind, int step, CrashPoint point) {
        /** As the environment variable {@code MUSTER_CRASH_AT} has it. */
        public String text() {
            return kind + ":" + step + ":" + point.text();
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** Bridges that can be killed, and what they work on. */
    public interface World {
        /**
         * Starts a bridge as a process with {@code MUSTER_CRASH_AT} set to {@link Cell#text}, gives it a job of that kind,
         * and waits for its end.
         *
         * @return its exit status
         */
        int runUntilKilled(Cell cell) throws Exception;

        /** Starts a bridge over what is left, waits until every job has ended, and tells all that is wrong then. */
        List<String> recover(Cell cell) throws Exception;
    }
}

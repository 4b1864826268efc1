package dev.muster.bridge.stats;

import dev.muster.model.stats.VmUsage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The last so many steps of one VM's figures, each the mean of what was measured in it, weighted by time. A figure takes two
 * bytes: the upper half of a float, good to 0.4 %. Memory is taken as it is filled, in pieces. Not for many threads.
 */
final class Ring {
    private static final int PIECE = 60;
    private static final short NOTHING = (short) 0xFFFF;

    private final long stepMillis;
    private final int points;
    private final short[][] pieces;
    private final double[] sums = new double[VmUsage.FIGURES];
    private final double[] weights = new double[VmUsage.FIGURES];
    private long newest = Long.MIN_VALUE;

    Ring(long stepMillis, int points) {
        this.stepMillis = stepMillis;
        this.points = points;
        this.pieces = new short[(points + PIECE - 1) / PIECE][];
    }

    /** Adds what was the mean between two moments. Moments that are over for the ring are left out. */
    void add(long fromMillis, long toMillis, VmUsage usage) {
        List<Double> figures = usage.figures();
        long first =
                Math.max(Math.floorDiv(fromMillis, stepMillis), Math.floorDiv(toMillis - 1, stepMillis) - points + 1);
        for (long step = first; step * stepMillis < toMillis; step++) {
            if (step < newest) {
                continue;
            }
            advance(step);
            long overlap = Math.min(toMillis, (step + 1) * stepMillis) - Math.max(fromMillis, step * stepMillis);
            for (int i = 0; i < VmUsage.FIGURES; i++) {
                double figure = figures.get(i);
                if (figure >= 0) {
                    sums[i] += figure * overlap;
                    weights[i] += overlap;
                    put(step, i, pack(sums[i] / weights[i]));
                }
            }
        }
    }

    /** The last steps that end with the one of that moment, the oldest first. */
    List<VmUsage> last(int count, long endMillis) {
        long end = Math.floorDiv(endMillis - 1, stepMillis);
        List<VmUsage> found = new ArrayList<>(count);
        for (long step = end - count + 1; step <= end; step++) {
            found.add(at(step));
        }
        return found;
    }

    /** One figure of a step; {@link VmUsage#MISSING} where there is none. */
    private double figure(long step, int figure) {
        short[] piece = step > newest || step <= newest - points ? null : pieces[place(step) / PIECE];
        return piece == null ? VmUsage.MISSING : unpack(piece[place(step) % PIECE * VmUsage.FIGURES + figure]);
    }

    private VmUsage at(long step) {
        List<Double> figures = new ArrayList<>(VmUsage.FIGURES);
        boolean known = false;
        for (int i = 0; i < VmUsage.FIGURES; i++) {
            double figure = figure(step, i);
            known |= figure >= 0;
            figures.add(figure);
        }
        return known ? VmUsage.of(figures) : VmUsage.UNKNOWN;
    }

    private void advance(long step) {
        if (step == newest) {
            return;
        }
        Arrays.fill(sums, 0);
        Arrays.fill(weights, 0);
        long from = newest == Long.MIN_VALUE ? step : Math.max(newest + 1, step - points + 1);
        for (long passed = from; passed <= step; passed++) {
            short[] piece = pieces[place(passed) / PIECE];
            if (piece != null) {
                int at = place(passed) % PIECE * VmUsage.FIGURES;
                Arrays.fill(piece, at, at + VmUsage.FIGURES, NOTHING);
            }
        }
        newest = step;
    }

    private void put(long step, int figure, short value) {
        int place = place(step);
        short[] piece = pieces[place / PIECE];
        if (piece == null) {
            piece = new short[PIECE * VmUsage.FIGURES];
            Arrays.fill(piece, NOTHING);
            pieces[place / PIECE] = piece;
        }
        piece[place % PIECE * VmUsage.FIGURES + figure] = value;
    }

    private int place(long step) {
        return (int) Math.floorMod(step, (long) points);
    }

    private static short pack(double value) {
        return (short) ((Float.floatToIntBits((float) value) + 0x8000) >>> 16);
    }

    private static double unpack(short value) {
        return value == NOTHING ? VmUsage.MISSING : Float.intBitsToFloat(value << 16);
    }
}

package dev.muster.app.recovery.run;

/**
 * Where the columns of a run begin, in a line of some width: the same for the lines and for what stands above them.
 *
 * @param title where the names begin; states stand before them
 * @param because where the reasons begin
 * @param took where the times begin
 * @param chart where the chart begins
 * @param width where that ends
 */
record RunColumns(double title, double because, double took, double chart, double width) {
    /** Before the first and between two columns. */
    static final double GAP = 12;

    private static final double STATE = 16;
    private static final double STATE_WIDTH = 132;
    private static final double TOOK_WIDTH = 104;

    /** The columns of a line of that width. */
    static RunColumns of(double width) {
        double title = STATE + STATE_WIDTH;
        double rest = Math.max(0, width - title - TOOK_WIDTH - 16);
        double titleWidth = Math.clamp(rest * 0.24, 90, 260);
        double becauseWidth = Math.clamp(rest * 0.34, 90, 420);
        double because = title + titleWidth;
        double took = because + becauseWidth;
        return new RunColumns(title, because, took, took + TOOK_WIDTH, Math.max(took + TOOK_WIDTH, width - 16));
    }

    /** Where the states begin. */
    double state() {
        return STATE;
    }

    /** Where something of the chart is, given 0 to 1. */
    double chartAt(double part) {
        return chart + part * (width - chart);
    }
}

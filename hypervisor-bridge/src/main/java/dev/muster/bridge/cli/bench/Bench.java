package dev.muster.bridge.cli.bench;

import java.io.IOException;
import java.util.List;

/** One measurement. */
interface Bench {
    /** Its name on the command line and in the file. */
    String name();

    /** The programs it needs, each with the Debian package that has it. */
    List<Tool> needs();

    /**
     * Measures.
     *
     * @throws IOException when a program could not be run, or did not do what is measured
     * @throws InterruptedException when the measurement was stopped
     */
    List<Figure> run(Workplace workplace) throws IOException, InterruptedException;

    /** A program of this machine. */
    record Tool(String program, String debianPackage) {}
}

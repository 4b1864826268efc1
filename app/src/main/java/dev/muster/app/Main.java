package dev.muster.app;

/** Starts the console. */
public final class Main {
    private Main() {}

    /** Starts the console. */
    public static void main(String[] args) {
        System.out.println(args.length);
    }
}

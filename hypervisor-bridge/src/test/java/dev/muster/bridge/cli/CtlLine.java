package dev.muster.bridge.cli;

import dev.muster.bridge.open.LocalBridgeOpener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * One line typed, and what came of it.
 *
 * @param status its exit status
 * @param out what it printed on standard output
 * @param err what it printed on standard error
 */
record CtlLine(int status, String out, String err) {
    /** {@code muster ctl} with these words, over an embedded bridge with its state there. */
    static CtlLine ctl(Path state, String... words) {
        return run(Stream.concat(Stream.of("ctl", "--state", state.toString()), Arrays.stream(words))
                .toArray(String[]::new));
    }

    /** {@code muster} with these words. */
    static CtlLine run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = MusterMain.commandLine(new LocalBridgeOpener(Map.of()));
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int status = line.execute(words);
        return new CtlLine(status, out.toString(), err.toString());
    }
}

package dev.muster.app.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Gives tests tagged {@code toolkit} an X display of their own: an Xvfb on a free number, started before the first of
 * them and so before JavaFX. It is found by the platform's service loading, so a test needs nothing but its tag, in
 * Maven and in an IDE alike. With {@code -Dmuster.test.display=keep} the tests show on the display that is there.
 *
 * <p>The server ends when this JVM has ended, however it ended: its shell waits for the end of a pipe from here. Ending it
 * any sooner would take the JVM with it, because GDK exits a process that lost its display.
 */
public final class XvfbSession implements TestExecutionListener {
    /** Started with a pipe as standard input; writes the display's number to standard output. */
    private static final String SERVER = """
            command -v Xvfb >/dev/null || exit 3
            Xvfb -r -displayfd 1 -screen 0 1600x1000x24 -nolisten tcp -noreset 2>/dev/null </dev/null &
            server=$!
            cat >/dev/null
            kill "$server"
            wait "$server"
            """;

    private final AtomicBoolean started = new AtomicBoolean();

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        boolean wanted = plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .anyMatch(test -> test.getTags().contains(TestTag.create("toolkit")));
        if (wanted
                && !"keep".equals(System.getProperty("muster.test.display"))
                && System.getProperty("muster.test.xvfb") == null
                && started.compareAndSet(false, true)) {
            String display = ":" + start();
            // Another test plan of this JVM meets a toolkit that is already connected.
            System.setProperty("muster.test.xvfb", display);
            setEnvironment("DISPLAY", display);
            setEnvironment("GDK_BACKEND", "x11");
        }
    }

    private static String start() {
        try {
            Process process = new ProcessBuilder("sh", "-c", SERVER)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader output = process.inputReader();
            String number = output.readLine();
            if (number == null) {
                throw new IllegalStateException(
                        "No display for the tests: Xvfb is missing or did not start. Package xvfb (Debian, Ubuntu) or "
                                + "xorg-x11-server-Xvfb (Fedora); `muster setup` installs it.");
            }
            return number.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets a variable of this process as C libraries see it; {@link System#getenv} keeps what it knew. */
    @SuppressWarnings("restricted") // the surefire arguments allow native access; there is no other way to set it
    private static void setEnvironment(String name, String value) {
        Linker linker = Linker.nativeLinker();
        MethodHandle setenv = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setenv"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            int failed = (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
            if (failed != 0) {
                throw new IllegalStateException("setenv(" + name + ") failed");
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.muster.bridge.cli;

import java.lang.reflect.Proxy;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and SIGINT as a request instead of an end: the JVM's own answer to them always exits with 143 or 130, however
 * orderly the stop was. The JDK has no supported API for this; {@code jdk.unsupported} is there for exactly such uses, and is
 * called by reflection because javac cannot be told that it is meant.
 */
final class StopSignals {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);

    private StopSignals() {}

    /** From now on each of these signals runs {@code request}, on a thread of its own. */
    static void on(Runnable request) {
        for (String name : List.of("TERM", "INT")) {
            try {
                Class<?> signal = Class.forName("sun.misc.Signal");
                Class<?> handler = Class.forName("sun.misc.SignalHandler");
                Object answer = Proxy.newProxyInstance(
                        StopSignals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                            if (method.getDeclaringClass() == Object.class) {
                                return method.invoke(request, arguments);
                            }
                            request.run();
                            return null;
                        });
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), answer);
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                // such as a JVM started with -Xrs: then the hook stops in order and only the exit status differs
                LOG.debug("SIG{} keeps the JVM's own answer", name, e);
            }
        }
    }
}

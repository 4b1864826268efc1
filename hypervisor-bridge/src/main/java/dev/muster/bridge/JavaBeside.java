package dev.muster.bridge;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a Java program of the bridge is started as a process beside it. */
public final class JavaBeside {
    private JavaBeside() {}

    /** The command line of such a program, which is small and soon there. */
    public static List<String> line(String mainClass, String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                mainClass));
        line.addAll(List.of(arguments));
        return line;
    }

    /** All that this process was started with, without modules: fewer classes are looked at then. */
    private static String classPath() {
        List<String> paths = new ArrayList<>();
        for (String property : List.of("jdk.module.path", "java.class.path")) {
            for (String path : System.getProperty(property, "").split(File.pathSeparator, -1)) {
                boolean jars = Files.isDirectory(Path.of(path)) && !Files.exists(Path.of(path, "module-info.class"));
                if (!path.isEmpty()) {
                    paths.add(
                            jars && property.equals("jdk.module.path")
                                    ? Path.of(path, "*").toString()
                                    : path);
                }
            }
        }
        return String.join(File.pathSeparator, paths);
    }
}

package dev.muster.bridge.vm;

import dev.muster.model.error.MusterException;
import dev.muster.model.vm.GuestSystem;
import dev.muster.model.vm.VmQuery;
import dev.muster.model.xml.SafeXml;
import dev.muster.model.xml.XmlElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The systems of the libosinfo database, read from its files once and kept. */
final class GuestSystems {
    private static final Logger LOG = LoggerFactory.getLogger(GuestSystems.class);

    private static final int GENERATIONS = 20;

    private final Path directory;
    private Optional<VmQuery.SystemList> read = Optional.empty();

    /** @param directory where the package osinfo-db puts it: {@code /usr/share/osinfo} */
    GuestSystems(Path directory) {
        this.directory = directory;
    }

    synchronized VmQuery.SystemList all() {
        if (read.isEmpty()) {
            read = Optional.of(read());
        }
        return read.get();
    }

    private VmQuery.SystemList read() {
        Path systems = directory.resolve("os");
        if (!Files.isDirectory(systems)) {
            return new VmQuery.SystemList("", List.of());
        }
        try (Stream<Path> files = Files.walk(systems, 2)) {
            Map<String, XmlElement> found = new HashMap<>();
            files.filter(file -> file.toString().endsWith(".xml")).forEach(file -> add(file, found));
            return new VmQuery.SystemList(
                    directory.toString(),
                    found.values().stream()
                            .map(os -> system(os, found))
                            .sorted(Comparator.comparing(GuestSystem::released)
                                    .reversed()
                                    .thenComparing(GuestSystem::name))
                            .toList());
        } catch (IOException e) {
            LOG.warn("The libosinfo database at {} cannot be read; systems are not offered", directory, e);
            return new VmQuery.SystemList("", List.of());
        }
    }

    /** One broken file is no reason to offer none of the others. */
    private static void add(Path file, Map<String, XmlElement> found) {
        try {
            for (XmlElement os :
                    SafeXml.parse(Files.readString(file), "libosinfo").children("os")) {
                found.put(os.attribute("id"), os);
            }
        } catch (IOException | MusterException e) {
            LOG.debug("{} is left out", file, e);
        }
    }

    private static GuestSystem system(XmlElement os, Map<String, XmlElement> all) {
        return new GuestSystem(
                os.attribute("id"),
                os.textOf("short-id").strip(),
                os.children("name").stream()
                        .filter(name -> name.attributes().isEmpty())
                        .map(XmlElement::text)
                        .findFirst()
                        .orElse(os.textOf("short-id").strip()),
                os.textOf("release-date").strip(),
                Math.clamp(most(os, all, "n-cpus"), 1, 512),
                most(os, all, "ram"),
                most(os, all, "storage"));
    }

    /** What is recommended, otherwise what is needed at least, the most over the architectures; or as for its forebears. */
    private static long most(XmlElement os, Map<String, XmlElement> all, String what) {
        Optional<XmlElement> one = Optional.of(os);
        for (int generation = 0; one.isPresent() && generation < GENERATIONS; generation++) {
            for (String kind : List.of("recommended", "minimum")) {
                long most = one.get().children("resources").stream()
                        .map(resources -> resources.textOf(kind, what).strip())
                        .filter(text -> text.matches("\\d{1,18}"))
                        .mapToLong(Long::parseLong)
                        .max()
                        .orElse(0);
                if (most > 0) {
                    return most;
                }
            }
            XmlElement child = one.get();
            one = child.child("clones")
                    .or(() -> child.child("derives-from"))
                    .flatMap(parent -> Optional.ofNullable(all.get(parent.attribute("id"))));
        }
        return 0;
    }
}

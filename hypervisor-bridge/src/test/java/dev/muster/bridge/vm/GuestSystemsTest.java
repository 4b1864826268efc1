package dev.muster.bridge.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.vm.GuestSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestSystemsTest {
    @TempDir
    Path directory;

    private void put(String file, String os) throws IOException {
        Path path = directory.resolve("os/example.org").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "<libosinfo version='0.0.1'>" + os + "</libosinfo>");
    }

    @Test
    void systems_have_what_their_makers_recommend_or_what_their_forebears_need() throws Exception {
        put("old.xml", """
                <os id='http://example.org/1'><short-id>old</short-id><name xml:lang='de'>Alt</name><name>Old 1</name>
                  <release-date>2001-01-01</release-date>
                  <resources arch='all'><minimum><n-cpus>1</n-cpus><ram>1048576</ram></minimum>
                    <recommended><ram>2097152</ram><storage>3145728</storage></recommended></resources></os>""");
        put("new.xml", """
                <os id='http://example.org/2'><short-id>new</short-id><name>New 2</name><release-date>2020-01-01</release-date>
                  <clones id='http://example.org/1'/>
                  <resources arch='x'><recommended><n-cpus>2</n-cpus><ram>4194304</ram></recommended></resources></os>""");
        put("broken.xml", "<os");
        put("evil.xml", "<os id='&x;'/>");

        assertThat(new GuestSystems(directory).all().systems())
                .containsExactly(
                        new GuestSystem("http://example.org/2", "new", "New 2", "2020-01-01", 2, 4194304, 3145728),
                        new GuestSystem("http://example.org/1", "old", "Old 1", "2001-01-01", 1, 2097152, 3145728));
    }

    @Test
    void without_a_database_none_is_offered() {
        assertThat(new GuestSystems(directory.resolve("none")).all().systems()).isEmpty();
    }

    @Test
    void the_database_of_this_machine_is_understood() {
        List<GuestSystem> systems =
                new GuestSystems(Path.of("/usr/share/osinfo")).all().systems();

        assertThat(systems.size())
                .as("systems in the package osinfo-db, which ./muster setup installs")
                .isGreaterThan(300);
        assertThat(systems.stream().filter(system -> system.shortId().equals("debian11")))
                .singleElement()
                // releases of the database differ in how much it is
                .satisfies(system -> assertThat(system.memoryBytes()).isBetween(512L << 20, 4L << 30));
    }
}

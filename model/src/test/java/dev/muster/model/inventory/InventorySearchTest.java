package dev.muster.model.inventory;

import static dev.muster.model.inventory.Samples.H1;
import static dev.muster.model.inventory.Samples.H2;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InventorySearchTest {
    private static final List<Vm> VMS = List.of(
            Samples.vm(H1, 1, "web-01", VmState.RUNNING, "prod", "web"),
            Samples.vm(H1, 2, "web-02", VmState.SHUTTING_DOWN, "stage", "web"),
            Samples.vm(H2, 3, "db-01", VmState.OFF, "prod", "db"));

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'', web-01 web-02 db-01",
                "'   ', web-01 web-02 db-01",
                "web, web-01 web-02",
                "WEB, web-01 web-02",
                "-web, db-01",
                "web -02, web-01",
                "state:running, web-01",
                "state:shut, web-02",
                "state:shutting-down, web-02",
                "-state:off, web-01 web-02",
                "host:h2, db-01",
                "tag:prod, web-01 db-01",
                "tag:pro, ''",
                "tag:prod web, web-01",
                "name:01, web-01 db-01",
                "network:prod, web-01 web-02 db-01",
                "pool:/srv/fast/db, db-01",
                "mac:0A:0B:02, web-02",
                "52:54:00:0a:0b:03, db-01",
                "uuid:00000000-0000-00ab-0000-000000000003, db-01",
                "00000000-0000-00ab-0000-000000000001, web-01",
                "type:KVM, web-01 web-02 db-01",
                "type:qemu, ''",
                "\"runs the\", web-01 web-02 db-01",
                "\"the runs\", ''",
                "-\"title of db\", web-01 web-02",
                "\"runs the, web-01 web-02 db-01",
                "name:\"web-0\", web-01 web-02",
                "color:red, ''",
                ":, web-01 web-02 db-01",
                "-, web-01 web-02 db-01",
                "state:nonsense, ''"
            })
    void a_search_finds(String search, String names) {
        InventorySearch parsed = InventorySearch.parse(search);

        assertThat(VMS.stream().filter(parsed).map(Vm::name)).containsExactlyInAnyOrder(split(names));
        assertThat(parsed.text()).isEqualTo(search);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\"\""})
    void a_search_without_words_is_empty(String search) {
        assertThat(InventorySearch.parse(search).isEmpty()).isTrue();
    }

    @Test
    void no_text_makes_it_fail() {
        for (String hostile : List.of("(((", "[a-z", "\\", "*", "--", "-\"", "a:b:c", "state:", "-tag:", "\0")) {
            assertThat(VMS.stream().filter(InventorySearch.parse(hostile)).count())
                    .as(hostile)
                    .isBetween(0L, 3L);
        }
    }

    private static String[] split(String names) {
        return names.isEmpty() ? new String[0] : names.split(" ", -1);
    }
}

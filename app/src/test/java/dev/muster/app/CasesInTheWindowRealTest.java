package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.shots.Snapshots;
import dev.muster.app.testing.Operator;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other tools got wrong, as it shows in the window over libvirt and QEMU. */
@Tag("real")
@Tag("toolkit")
class CasesInTheWindowRealTest {
    private static final Duration BOOT = Duration.ofSeconds(60);
    private static final Path SMALL = Path.of("/var/lib/libvirt/small");
    /** The window answers within this, however much there is to list. */
    private static final Duration PROMPT = Duration.ofMillis(100);

    @TempDir
    private Path directory = Path.of("");

    private final Operator operator = new Operator();
    private final List<String> networks = new ArrayList<>();
    private final List<String> pools = new ArrayList<>();
    private Optional<RealConsole> console = Optional.empty();

    @BeforeEach
    void start() throws Exception {
        console = Optional.of(RealConsole.open(directory));
    }

    @AfterEach
    void end() throws Exception {
        console.ifPresent(RealConsole::close);
        for (String uuid : RealConsole.virsh("list", "--all", "--uuid").split("\\s+")) {
            if (!uuid.isBlank()) {
                tidy("destroy", uuid);
                tidy("undefine", uuid);
            }
        }
        for (String network : networks) {
            tidy("net-destroy", network);
            tidy("net-undefine", network);
        }
        for (String pool : pools) {
            tidy("pool-destroy", pool);
            tidy("pool-undefine", pool);
        }
        new ProcessBuilder("umount", SMALL.toString()).start().waitFor();
    }

    @Test
    void case_12_and_14_a_vm_that_needs_somebody_says_why_in_the_table_and_as_an_alert() throws Exception {
        Files.createDirectories(SMALL);
        assertThat(new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=2m,mode=777", "tmpfs", SMALL.toString())
                        .start()
                        .waitFor())
                .isZero();
        vm("full", disk(SMALL.resolve("full.img"), "31c08ed88ec0be207cb80043b280cd136681440880000000ebef"), "");
        vm("crashed", disk(directory.resolve("crashed.img"), "ba0505b001eefaf4ebfd"), "<panic model='isa'/>");
        connect();
        RealConsole.virsh("start", "full");
        RealConsole.virsh("start", "crashed");

        operator.see("both in the table", BOOT, () -> {
            String rows = Operator.rows("#vm-table").toString();
            return rows.contains("paused, fault") && rows.contains("crashed, ");
        });
        shoot("cases-states");
        operator.clickText("Alerts");
        operator.see("the full disk", BOOT, () -> {
            String words = Operator.words("#alerts-view");
            return words.contains("full") && words.contains(SMALL.toString()) && words.contains("crashed");
        });
        shoot("cases-alerts");
    }

    @Test
    void case_16_a_name_is_shown_as_it_is_and_confirmed_as_it_is_typed() throws Exception {
        List<String> names = List.of("a b", "a b ", "42", "<b>bold", "\u00e9t\u00e9", "e\u0301te\u0301");
        for (String name : names) {
            vm(name.replace("&", "&amp;").replace("<", "&lt;"), disk(directory.resolve("name.img"), "f4ebfd"), "");
        }
        connect();
        operator.see("all of them", BOOT, () -> Operator.rows("#vm-table").size() == names.size());
        List<String> shown = Operator.fx(() -> Operator.rows("#vm-table").stream()
                .map(row -> String.join("|", row))
                .toList());
        assertThat(shown).anyMatch(row -> row.contains("<b>bold"));
        assertThat(shown).filteredOn(row -> row.contains("a b")).hasSize(2).doesNotHaveDuplicates();
        shoot("cases-names");

        operator.fill("#vm-search", "name:42");
        operator.see("the VM named so", () -> Operator.rows("#vm-table").size() == 1);
        operator.clickText("42");
        operator.press(KeyCode.DELETE);
        operator.see("#confirm-name");
        operator.click("#confirm-name");
        operator.type("42");
        operator.press(KeyCode.ENTER);
        operator.see(
                "it is gone",
                BOOT,
                () -> !RealConsole.virsh("list", "--all", "--name").contains("42"));
        // the bridge looks at what the host accelerates with a domain of its own
        assertThat(RealConsole.virsh("list", "--all", "--name").lines())
                .filteredOn(name -> !name.isBlank() && !name.startsWith("muster-probe-"))
                .hasSize(names.size() - 1);
    }

    @Test
    void case_22_the_second_of_two_interfaces_with_one_address_is_changed_and_only_it() throws Exception {
        network("<network><name>front</name><bridge name='virbr221'/></network>", "front");
        network("<network><name>behind</name><bridge name='virbr222'/></network>", "behind");
        vm("twins", disk(directory.resolve("twins.img"), "f4ebfd"), """
                <interface type='network'><mac address='52:54:00:00:22:01'/><source network='front'/><model type='virtio'/></interface>
                <interface type='network'><mac address='52:54:00:00:22:01'/><source network='behind'/><model type='virtio'/></interface>
                """);
        connect();
        operator.doubleClickText("twins");
        operator.click("#tab-hardware");
        operator.see("#hardware-list");
        operator.see("both interfaces", () -> nics().size() == 2);
        select(nics().getLast());
        operator.see("it says so", () -> Operator.words("#hardware-editor").contains("52:54:00:00:22:01"));
        operator.see("#hardware-connected");
        assertThat(Operator.fx(() -> ((CheckBox) node("#hardware-connected")).isSelected()))
                .isTrue();
        shoot("cases-twins");
        operator.click("#hardware-connected");
        operator.click("#hardware-review");
        operator.click("#hardware-apply-go");

        operator.see(
                "the second is unplugged",
                BOOT,
                () -> RealConsole.virsh("dumpxml", "--inactive", "twins").contains("<link state='down'/>"));
        String xml = RealConsole.virsh("dumpxml", "--inactive", "twins");
        assertThat(xml.indexOf("<link state='down'/>")).isGreaterThan(xml.indexOf("network='behind'"));
        assertThat(xml.indexOf("<link state='down'/>")).isEqualTo(xml.lastIndexOf("<link state='down'/>"));
    }

    @Test
    void case_27_and_28_the_form_of_a_network_changes_what_was_typed_and_nothing_else() throws Exception {
        network("""
                <network><name>lab</name><forward mode='route'/><bridge name='virbr27' stp='off' delay='3'/><mtu size='1400'/>
                  <domain name='lab.example' localOnly='yes'/>
                  <dns forwardPlainNames='no'><txt name='_note' value='kept'/></dns>
                  <portgroup name='slow'/><portgroup name='usual' default='yes'/>
                  <ip address='10.27.0.1' netmask='255.255.255.0'><dhcp>
                    <range start='10.27.0.100' end='10.27.0.150'><lease expiry='2' unit='hours'/></range>
                    <range start='10.27.0.200' end='10.27.0.210'/></dhcp></ip>
                  <ip family='ipv6' address='fd00:27::1' prefix='64'/></network>
                """, "lab");
        connect();
        String before = RealConsole.virsh("net-dumpxml", "--inactive", "lab");
        operator.clickText("Networks");
        operator.clickText("lab");
        operator.see(
                "both families",
                () -> Operator.rows("#networks-table").toString().contains("fd00:27::1"));
        shoot("cases-network");
        operator.click("#network-edit");
        operator.fill("#network-edit-domain", "lab.test");
        operator.click("#network-edit-dialog-go");
        operator.see(
                "the domain is another",
                BOOT,
                () -> RealConsole.virsh("net-dumpxml", "--inactive", "lab").contains("lab.test"));
        assertThat(RealConsole.virsh("net-dumpxml", "--inactive", "lab"))
                .isEqualTo(before.replace("lab.example", "lab.test"));
    }

    @Test
    void case_30_and_31_odd_volumes_thousands_of_them_and_a_pool_whose_directory_is_gone() throws Exception {
        Path huge = Files.createDirectory(directory.resolve("huge"));
        for (int at = 0; at < 5000; at++) {
            Files.createFile(huge.resolve("volume-%04d.img".formatted(at)));
        }
        Files.writeString(huge.resolve("aa-broken.qcow2"), "QFI\u00fb and no more");
        Path gone = Files.createDirectory(directory.resolve("gone"));
        Files.createFile(gone.resolve("lost.img"));
        pool("huge", huge);
        pool("gone", gone);
        connect();
        operator.clickText("Storage");
        operator.clickText("huge");
        operator.see("all volumes", BOOT, () -> volumes() == 5001);
        shoot("cases-pools");

        List<Long> waits = new ArrayList<>();
        for (int at = 0; at < 60; at++) {
            if (at % 3 == 0) {
                vm("churn-" + at, disk(directory.resolve("churn.img"), "f4ebfd"), "");
            }
            operator.press(KeyCode.DOWN);
            long begun = System.nanoTime();
            Operator.fx(() -> true);
            waits.add(System.nanoTime() - begun);
        }
        waits.sort(null);
        assertThat(Duration.ofNanos(waits.get(waits.size() * 9 / 10)))
                .as("the window answers while VMs come and go")
                .isLessThan(PROMPT);

        Files.delete(gone.resolve("lost.img"));
        Files.delete(gone);
        RealConsole.virsh("pool-destroy", "gone");
        tidy("pool-start", "gone");
        operator.clickText("gone");
        operator.see(
                "it is down",
                BOOT,
                () -> Operator.rows("#pools-table").stream()
                        .anyMatch(row -> row.contains("gone") && row.contains("inactive")));
        operator.see("its volumes are not offered", () -> volumes() == 0);
        shoot("cases-gone");
        operator.click("#pool-start");
        operator.see(
                "why it does not start",
                BOOT,
                () -> Operator.words("#jobs-pane").contains("is not there") || Operator.shows("#notice"));
        assertThat(gone).doesNotExist();
    }

    private void connect() {
        operator.click("#no-hosts-action");
        operator.fill("#connect-name", "here");
        operator.click("#connect-go");
        operator.see("#vm-table");
        operator.see("the host is connected", BOOT, () -> Operator.isUsable("#vm-create"));
    }

    private void vm(String name, Path disk, String more) throws IOException, InterruptedException {
        Path xml = Files.writeString(directory.resolve("vm.xml"), """
                <domain type='qemu'><name>%s</name><memory unit='MiB'>64</memory>
                  <os><type arch='x86_64' machine='pc'>hvm</type></os><features><acpi/></features>
                  <on_crash>preserve</on_crash>
                  <devices><disk type='file' device='disk'><driver name='qemu' type='raw' error_policy='enospace'/>
                    <source file='%s'/><target dev='vda' bus='virtio'/></disk><memballoon model='none'/>%s</devices></domain>
                """.formatted(name, disk, more));
        RealConsole.virsh("define", xml.toString());
    }

    private void network(String xml, String name) throws IOException, InterruptedException {
        networks.add(name);
        RealConsole.virsh(
                "net-define",
                Files.writeString(directory.resolve("net.xml"), xml).toString());
        RealConsole.virsh("net-start", name);
    }

    private void pool(String name, Path path) throws IOException, InterruptedException {
        pools.add(name);
        RealConsole.virsh("pool-define-as", name, "dir", "--target", path.toString());
        RealConsole.virsh("pool-start", name);
    }

    /** A disk whose first sector is a guest of a few bytes of 16-bit code, and what it hands the BIOS. */
    private static Path disk(Path file, String code) throws IOException {
        ByteBuffer sector = ByteBuffer.allocate(512)
                .put(0, HexFormat.of().parseHex(code))
                .put(32, HexFormat.of().parseHex("10000100007c00000008000000000000"))
                .putShort(510, (short) 0x55aa);
        Files.write(file, sector.array());
        try (RandomAccessFile whole = new RandomAccessFile(file.toFile(), "rw")) {
            whole.setLength(64 << 20);
        }
        return file;
    }

    private static void tidy(String... words) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("virsh", "--connect", "qemu:///system"));
        line.addAll(List.of(words));
        assertThat(new ProcessBuilder(line).start().waitFor(60, TimeUnit.SECONDS))
                .isTrue();
    }

    private static int volumes() {
        return ((TableView<?>) node("#volumes-table")).getItems().size();
    }

    private List<Integer> nics() {
        List<?> items = ((ListView<?>) node("#hardware-list")).getItems();
        List<Integer> nics = new ArrayList<>();
        for (int at = 0; at < items.size(); at++) {
            if (String.valueOf(items.get(at)).contains("52:54:00:00:22:01")) {
                nics.add(at);
            }
        }
        return nics;
    }

    private static void select(int line) {
        Operator.fx(() -> {
            ((ListView<?>) node("#hardware-list")).getSelectionModel().select(line);
            return true;
        });
    }

    private static javafx.scene.Node node(String id) {
        return Window.getWindows().stream()
                .map(window -> Optional.ofNullable(window.getScene().lookup(id)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
    }

    private static void shoot(String name) {
        Path shots = Path.of("target", "case-shots").toAbsolutePath();
        Operator.fx(() -> {
            Stage stage = (Stage) Window.getWindows().getFirst();
            Snapshots.write(stage.getScene(), 1, shots.resolve(name + ".png"));
            return true;
        });
    }
}

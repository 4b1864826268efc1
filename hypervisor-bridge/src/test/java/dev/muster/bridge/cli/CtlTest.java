package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.json.Json;
import dev.muster.bridge.open.LocalBridgeOpener;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobQuery;
import dev.muster.model.stats.StatsFigure;
import dev.muster.model.stats.StatsQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line over an embedded bridge and simulated hosts whose world outlives each command. */
class CtlTest {
    @TempDir
    private Path directory = Path.of("");

    private String out = "";
    private String err = "";

    @BeforeEach
    void a_lab_of_two_hosts() {
        assertThat(ctl("host", "create", "lab", uri())).as(err).isZero();
    }

    @Test
    void lists_are_tables_or_one_json_document() {
        assertThat(ctl("vm", "list")).isZero();
        assertThat(out.lines().findFirst())
                .hasValueSatisfying(
                        head -> assertThat(head).startsWith("STATE").contains("NAME", "HOST", "VCPU", "MEMORY"));
        assertThat(out.lines()).hasSize(9);
        assertThat(vms()).hasSize(8);
        for (String noun : List.of("host", "network", "pool", "volume", "job", "audit", "client")) {
            assertThat(ctl(noun, "list", "--json")).as(noun + err).isZero();
            assertThat(out).as(noun).startsWith("[");
            assertThat(Json.read(out, List.class).size()).as(noun).isNotNegative();
        }
    }

    @Test
    void a_verb_that_starts_a_job_waits_for_its_end() {
        Vm vm = off();
        assertThat(ctl("vm", "start", vm.id().text())).as(err).isZero();
        assertThat(err).contains("done     Start " + vm.name());
        assertThat(vms()).anySatisfy(now -> {
            assertThat(now.id()).isEqualTo(vm.id());
            assertThat(now.state()).isEqualTo(VmState.RUNNING);
        });
        assertThat(ctl("job", "list", "--json")).isZero();
        assertThat(out).contains("\"kind\" : \"vm.power\"").contains("\"state\" : \"DONE\"");
        assertThat(ctl("audit", "verify")).isZero();
        assertThat(out).startsWith("Intact: 2 entries");
    }

    @Test
    void a_job_on_many_vms_is_reversed_for_those_alone_that_it_changed() {
        List<Vm> running = in(VmState.RUNNING);
        assertThat(running).hasSizeGreaterThan(2);
        assertThat(ctl("vm", "suspend", running.getFirst().id().text())).isZero();

        assertThat(ctl("vm", "suspend", "--filter", "-state:off -state:crashed"))
                .as(err)
                .isZero();
        assertThat(in(VmState.RUNNING)).isEmpty();
        String job = newestJob();
        Vm since = running.get(1);
        assertThat(ctl("vm", "resume", since.id().text())).isZero();

        assertThat(ctl("job", "reverse", job, "--dry-run", "--json")).as(err).isZero();
        assertThat(Json.read(out, JobQuery.Reversal.class).names())
                .hasSize(running.size() - 2)
                .doesNotContain(running.getFirst().name(), since.name());
        assertThat(ctl("job", "reverse", job)).as(err).isZero();
        assertThat(err).contains("Resume " + (running.size() - 2) + " VMs");
        assertThat(in(VmState.PAUSED))
                .extracting(Vm::id)
                .contains(running.getFirst().id());
        assertThat(in(VmState.RUNNING)).hasSize(running.size() - 1);
        assertThat(ctl("job", "reverse", job)).isEqualTo(4);
        assertThat(err).startsWith("JOB-12: ");
    }

    private List<Vm> in(VmState state) {
        return vms().stream().filter(vm -> vm.state() == state).toList();
    }

    private String newestJob() {
        assertThat(ctl("job", "list", "--limit", "1", "--json")).isZero();
        return Json.read(out, Job[].class)[0].id().text();
    }

    @Test
    void the_vms_that_load_a_host_are_listed_the_busiest_first() {
        String host = vms().getFirst().id().host().text();
        assertThat(ctl("host", "load", host, "--by", "memory", "--json"))
                .as(err)
                .isZero();
        List<StatsQuery.VmLoad> loads =
                Json.read(out, StatsQuery.HostLoad.class).vms();
        assertThat(loads)
                .isNotEmpty()
                .allSatisfy(load -> assertThat(load.vm().host().text()).isEqualTo(host))
                .isSortedAccordingTo(
                        Comparator.comparingDouble((StatsQuery.VmLoad load) -> StatsFigure.MEMORY.of(load.usage()))
                                .reversed());
        assertThat(loads.getFirst().usage().cpuPercent()).isNotNegative();
        assertThat(ctl("host", "load", host, "--by", "beauty")).isEqualTo(2);
        assertThat(ctl("host", "load", "nope")).isEqualTo(3);
    }

    @Test
    void the_exit_status_says_what_sort_of_answer_it_is() throws IOException {
        assertThat(ctl("vm", "show", "nope")).isEqualTo(3);
        assertThat(err).startsWith("VM-1: There is no VM \"nope\".");
        assertThat(ctl("vm", "start")).isEqualTo(2);
        assertThat(ctl("vm")).isEqualTo(2);
        assertThat(ctl("vm", "list", "--nonsense")).isEqualTo(2);
        assertThat(ctl("vm", "list", "bogus:1")).isEqualTo(2);
        assertThat(err).contains("qualifier \"bogus:\"", "state:");
        assertThat(ctl("vm", "list", "state:flying")).isEqualTo(2);
        assertThat(ctl("vm", "list", "-state:off", "-tag:x")).as(err).isZero();
        assertThat(out).contains("running").doesNotContain("off ");
        assertThat(ctl("vm", "set", off().id().text())).isEqualTo(2);
        assertThat(ctl("audit", "show", "99999")).isEqualTo(3);
        assertThat(ctl("client", "revoke", "nobody")).isEqualTo(3);
        assertThat(ctl("vm", "delete", off().id().text())).isEqualTo(4);
        assertThat(err).contains("ACC-2");
        assertThat(ctl("--bridge", "unix:" + directory.resolve("nobody.sock"), "vm", "list"))
                .isEqualTo(5);
        Path command = directory.resolve("command.json");
        Files.writeString(command, "{\"type\":\"vm.explode\"}");
        assertThat(ctl("submit", command.toString())).isEqualTo(2);
        assertThat(err).contains("USE-2");
        Files.writeString(
                command,
                "{\"type\":\"vm.power\",\"action\":\"START\",\"vms\":[\""
                        + off().id().text() + "\"]}");
        assertThat(ctl("submit", command.toString())).as(err).isZero();
    }

    @Test
    void a_problem_is_one_json_document_too() {
        assertThat(ctl("vm", "show", "nope", "--json")).isEqualTo(3);
        assertThat(out).startsWith("{\n  \"problem\" : {");
        Map<?, ?> document = Json.read(out, Map.class);
        assertThat(document.get("id")).isEqualTo("VM-1");
        assertThat(document.keySet()).hasSize(2);
        assertThat(err).isEmpty();
    }

    @Test
    void snapshots_are_taken_listed_gone_back_to_and_deleted() {
        String vm = off().id().text();
        assertThat(ctl("snapshot", "create", vm, "one", "--description", "clean"))
                .as(err)
                .isZero();
        assertThat(ctl("snapshot", "create", vm, "two")).as(err).isZero();
        assertThat(ctl("snapshot", "create", vm, "two")).isEqualTo(4);
        assertThat(err).contains("SNP-2");
        assertThat(ctl("snapshot", "list", vm)).isZero();
        assertThat(out).contains("one ", "  two", "internal");
        assertThat(ctl("snapshot", "show", vm, "one")).isZero();
        assertThat(out).contains("clean");
        assertThat(ctl("snapshot", "revert", vm, "one")).isEqualTo(4);
        assertThat(ctl("snapshot", "revert", vm, "one", "--yes")).as(err).isZero();
        assertThat(err).contains("is lost");
        assertThat(ctl("snapshot", "delete", vm, "one", "--yes")).as(err).isZero();
        assertThat(err).contains("goes    snapshot one", "moves   snapshot two");
        assertThat(ctl("snapshot", "show", vm, "one")).isEqualTo(3);
        assertThat(ctl("snapshot", "list", vm, "--json")).isZero();
        assertThat(out).contains("\"name\" : \"two\"").doesNotContain("\"name\" : \"one\"");
    }

    @Test
    void a_vm_is_made_from_a_copy_or_for_the_network_with_what_its_system_needs() {
        assertThat(ctl("vm", "systems")).as(err).isZero();
        assertThat(out).contains("debian11", "Debian 11");
        String wants = out.lines()
                .filter(line -> line.contains("debian11 "))
                .findFirst()
                .orElseThrow()
                .replaceAll(".* (\\d+\\.\\d GiB|\\d+ MiB) .*", "$1");
        assertThat(ctl("volume", "create", "lab.h001/default", "base.qcow2", "--size", "1M"))
                .as(err)
                .isZero();
        assertThat(ctl("vm", "create", "--host", "lab.h001", "--name", "copied", "--template", "default/none"))
                .isEqualTo(3);
        assertThat(ctl(
                        "vm",
                        "create",
                        "--host",
                        "lab.h001",
                        "--name",
                        "copied",
                        "--template",
                        "default/base.qcow2",
                        "--os",
                        "debian11"))
                .as(err)
                .isZero();
        assertThat(ctl("vm", "show", "copied")).isZero();
        assertThat(out).contains("/var/lib/libvirt/images/copied.qcow2", "Memory:      " + wants);
        assertThat(ctl("vm", "create", "--host", "lab.h001", "--name", "wired", "--pxe"))
                .isEqualTo(2);
        assertThat(ctl(
                        "vm",
                        "create",
                        "--host",
                        "lab.h001",
                        "--name",
                        "wired",
                        "--pxe",
                        "--network",
                        "default",
                        "--uefi",
                        "--preview"))
                .as(err)
                .isZero();
        assertThat(out).contains("<name>wired</name>").doesNotContain("<uuid>");
        assertThat(ctl("vm", "show", "wired")).isEqualTo(3);
        assertThat(ctl("vm", "create", "--host", "lab.h001", "--name", "wired", "--os", "atari", "--pxe"))
                .isEqualTo(2);
        assertThat(err).contains("The bridge knows no system");
    }

    @Test
    void a_vm_is_made_changed_and_deleted_with_its_files() {
        assertThat(ctl(
                        "vm",
                        "create",
                        "--host",
                        "lab.h001",
                        "--name",
                        "fresh-01",
                        "--iso",
                        "/srv/media/debian-12.7.0-amd64-netinst.iso",
                        "--new-disk",
                        "/var/lib/libvirt/images/fresh-01.qcow2",
                        "--disk-size",
                        "2G",
                        "--memory",
                        "256M",
                        "--network",
                        "default"))
                .as(err)
                .isZero();
        assertThat(ctl("vm", "set", "fresh-01", "--vcpus", "3", "--tags", "a,b"))
                .as(err)
                .isZero();
        assertThat(ctl("vm", "show", "fresh-01")).isZero();
        assertThat(out).contains("vCPU:        3").contains("Tags:        a b");
        assertThat(ctl("vm", "xml", "fresh-01")).isZero();
        assertThat(out).startsWith("<domain");
        assertThat(ctl("vm", "set", "fresh-01", "--video", "vga", "--cdrom", "sda", "--review"))
                .as(err)
                .isZero();
        assertThat(out).contains("next start", "Set the graphics card to vga", "the VM is off");
        assertThat(ctl("vm", "hardware", "fresh-01")).isZero();
        assertThat(out).contains("disk:vda:", "disk:sda:", "debian-12.7.0").doesNotContain("video:0");
        assertThat(ctl("vm", "set", "fresh-01", "--video", "vga", "--cdrom", "sda", "--boot-order", "disk:vda"))
                .as(err)
                .isZero();
        assertThat(ctl("vm", "hardware", "fresh-01")).isZero();
        assertThat(out).contains("video:0:", "vga").doesNotContain("debian-12.7.0");
        assertThat(ctl("vm", "set", "fresh-01", "--video", "vga", "--base", "other"))
                .isEqualTo(4);
        assertThat(ctl("vm", "set", "fresh-01", "--remove-device", "disk:vdz")).isEqualTo(3);
        assertThat(ctl("vm", "files", "fresh-01")).isZero();
        assertThat(out).contains("/var/lib/libvirt/images/fresh-01.qcow2");
        assertThat(ctl("vm", "delete", "fresh-01", "--with-files", "--yes"))
                .as(err)
                .isZero();
        assertThat(ctl("vm", "show", "fresh-01")).isEqualTo(3);
    }

    @Test
    void networks_pools_and_volumes_come_and_go() {
        assertThat(ctl(
                        "network",
                        "create",
                        "--host",
                        "lab.h001",
                        "--name",
                        "tmp",
                        "--mode",
                        "isolated",
                        "--address",
                        "10.9.0.1/24"))
                .as(err)
                .isZero();
        assertThat(ctl("network", "set", "tmp", "--autostart", "yes")).as(err).isZero();
        assertThat(ctl("network", "stop", "tmp")).as(err).isZero();
        assertThat(ctl("network", "delete", "tmp", "--yes")).as(err).isZero();
        assertThat(ctl("pool", "create", "--host", "lab.h001", "--name", "tmp", "--path", "/srv/tmp"))
                .as(err)
                .isZero();
        assertThat(ctl("volume", "create", "tmp", "disk-1", "--size", "1G"))
                .as(err)
                .isZero();
        assertThat(ctl("volume", "list", "tmp")).isZero();
        assertThat(out).contains("disk-1");
        assertThat(ctl("volume", "delete", "tmp", "disk-1", "--yes")).as(err).isZero();
        assertThat(ctl("pool", "delete", "tmp", "--yes")).as(err).isZero();
        assertThat(ctl("host", "delete", "lab")).as(err).isZero();
        assertThat(ctl("host", "list")).isZero();
        assertThat(out).startsWith("There are no hosts.");
    }

    @Test
    void the_completion_script_names_every_noun() {
        assertThat(run("generate-completion")).isZero();
        assertThat(out).contains("ctl").contains("network").contains("shut-down");
    }

    /** As in a terminal: bash has loaded the script and TAB is pressed behind the last word. */
    @Test
    void bash_completes_nouns_verbs_and_options() throws Exception {
        assertThat(run("generate-completion")).isZero();
        Path script = Files.writeString(directory.resolve("completion.bash"), out);

        assertThat(completed(script, "ctl", "v")).contains("vm", "volume").doesNotContain("host");
        assertThat(completed(script, "ctl", "vm", "st"))
                .contains("start", "stop")
                .doesNotContain("list");
        assertThat(completed(script, "ctl", "job", "")).contains("list", "cancel");
        assertThat(completed(script, "ctl", "vm", "list", "--js")).contains("--json");
    }

    private List<String> completed(Path script, String... words) throws IOException, InterruptedException {
        String line = String.join("' '", words);
        Process bash = new ProcessBuilder(
                        "bash",
                        "--norc",
                        "-c",
                        "shopt -s progcomp; source \"$1\"; COMP_WORDS=('muster' '" + line + "'); COMP_CWORD="
                                + words.length + "; COMP_LINE=\"${COMP_WORDS[*]}\"; COMP_POINT=${#COMP_LINE};"
                                + " \"$(complete -p muster | sed 's/.*-F \\([^ ]*\\).*/\\1/')\" muster;"
                                + " printf '%s\\n' \"${COMPREPLY[@]}\"",
                        "bash",
                        script.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD) // compopt minds that no terminal asked
                .start();
        List<String> said = bash.inputReader().lines().map(String::strip).toList();
        assertThat(bash.waitFor()).as(said::toString).isZero();
        return said;
    }

    @Test
    void work_that_was_begun_and_failed_exits_with_1_and_says_why() {
        Vm vm = off();
        String faulty = "sim:///?hosts=2&vms=8&seed=1&faults=fail-start:" + vm.name();
        assertThat(ctl("host", "create", "worse", faulty)).as(err).isZero();
        String same = vm.id().text().replace("lab", "worse");

        assertThat(ctl("vm", "start", same)).isEqualTo(1);
        assertThat(err).contains("simulated fault");
    }

    private static CommandLine subcommand(CommandLine of, String name) {
        return Optional.ofNullable(of.getSubcommands().get(name)).orElseThrow();
    }

    @Test
    void every_noun_and_verb_explains_itself() {
        CommandLine ctl = subcommand(MusterMain.commandLine(new LocalBridgeOpener(Map.of())), "ctl");
        for (String noun : List.of("host", "vm", "snapshot", "network", "pool", "volume", "job", "audit", "submit")) {
            CommandLine of = subcommand(ctl, noun);
            assertThat(of.getCommandSpec().usageMessage().description())
                    .as(noun)
                    .isNotEmpty();
            assertThat(of.getUsageMessage()).contains("Usage: muster ctl " + noun);
            for (Map.Entry<String, CommandLine> verb : of.getSubcommands().entrySet()) {
                assertThat(verb.getValue().getCommandSpec().usageMessage().description())
                        .as(noun + " " + verb.getKey())
                        .isNotEmpty();
                // or what the verb is another word for
                assertThat(verb.getValue().getUsageMessage()).contains("Usage: muster ctl " + noun + " ");
                assertThat(verb.getValue().getCommandSpec().mixinStandardHelpOptions())
                        .as(noun + " " + verb.getKey())
                        .isTrue();
            }
        }
        assertThat(run("ctl", "vm", "list", "--help")).isZero();
        assertThat(out).contains("Usage: muster ctl vm list");
    }

    private Vm off() {
        return vms().stream()
                .filter(vm -> vm.state() == VmState.OFF)
                .findFirst()
                .orElseThrow();
    }

    private List<Vm> vms() {
        assertThat(ctl("vm", "list", "--json")).as(err).isZero();
        return Arrays.asList(Json.read(out, Vm[].class));
    }

    private String uri() {
        return "sim:///?hosts=2&vms=8&seed=1&state=" + directory.resolve("world");
    }

    private int ctl(String... arguments) {
        return told(CtlLine.ctl(directory.resolve("state"), arguments));
    }

    private int run(String... arguments) {
        return told(CtlLine.run(arguments));
    }

    private int told(CtlLine line) {
        out = line.out();
        err = line.err();
        return line.status();
    }
}

package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory in odd units, with balloons and maxima, over libvirt and QEMU. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class MemoryCasesRealTest {
    private static final Map<String, String> MEMORY = new LinkedHashMap<>(Map.of(
            "odd",
            "<memory unit='KiB'>1048577</memory><currentMemory unit='KiB'>524289</currentMemory>",
            "decimal",
            "<memory unit='GB'>1</memory>",
            "bytes",
            "<memory unit='b'>134217729</memory>",
            "ballooned",
            "<memory unit='MiB'>512</memory><currentMemory unit='MiB'>128</currentMemory>",
            "over",
            "<memory unit='MiB'>64</memory><currentMemory unit='MiB'>128</currentMemory>",
            "hotplug",
            "<maxMemory slots='4' unit='MiB'>512</maxMemory><memory unit='MiB'>128</memory>"));

    @TempDir
    private Path directory = Path.of("");

    private CaseGround ground;

    @BeforeEach
    void six_vms() throws Exception {
        ground = new CaseGround(directory);
        for (Map.Entry<String, String> vm : MEMORY.entrySet()) {
            ground.define(xml(vm.getKey(), vm.getValue()));
        }
    }

    @AfterEach
    void clear() throws Exception {
        for (String vm : MEMORY.keySet()) {
            CaseGround.tidy("virsh", "-c", "qemu:///system", "destroy", vm);
            CaseGround.tidy("virsh", "-c", "qemu:///system", "undefine", vm);
        }
    }

    @Test
    void case_25_memory_stays_as_it_is_to_the_kibibyte_and_becomes_what_was_asked_for() throws Exception {
        for (String vm : MEMORY.keySet()) {
            String before = memory(vm);
            ground.done("vm", "set", vm, "--title", "Nothing but the title of " + vm);
            if (!vm.equals("hotplug")) {
                ground.done("vm", "set", vm, "--vcpus", "2");
            }
            assertThat(memory(vm)).as(vm).isEqualTo(before);
        }
        ground.done("vm", "show", "odd");
        assertThat(ground.out).contains("~512 MiB (524289 KiB) of at most ~1.0 GiB (1048577 KiB)");
        ground.done("vm", "list", "name:odd");
        assertThat(ground.out).contains("~512 MiB");

        ground.done("vm", "set", "ballooned", "--memory", "1G");
        assertThat(memory("ballooned")).contains(">1048576</memory>").contains(">1048576</currentMemory>");
        ground.done("vm", "set", "odd", "--memory", "1048577K");
        assertThat(memory("odd")).contains(">1048577</memory>").contains(">1048577</currentMemory>");
        ground.done("vm", "set", "decimal", "--memory", "1G");
        assertThat(memory("decimal")).contains(">1048576</memory>").contains(">1048576</currentMemory>");
        ground.done("vm", "set", "decimal", "--memory", "1GB");
        assertThat(memory("decimal")).contains(">976563</currentMemory>");
        String before = memory("hotplug");
        ground.refused("NUMA", "vm", "set", "hotplug", "--memory", "768M");
        assertThat(memory("hotplug")).isEqualTo(before);
    }

    @Test
    void case_25_a_guest_that_does_not_follow_its_balloon_is_told() throws Exception {
        CaseGround.virsh("start", "ballooned");
        ground.done("vm", "set", "ballooned", "--memory", "256M");
        assertThat(ground.err).contains("ballooned was asked for 256 MiB and has 512 MiB");
        assertThat(memory("ballooned")).contains(">262144</currentMemory>");
        ground.done("vm", "set", "ballooned", "--memory", "768M", "--review");
        assertThat(ground.out).contains("next start");
    }

    private static String memory(String vm) throws Exception {
        return CaseGround.virsh("dumpxml", "--inactive", vm)
                .lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).contains("memory"))
                .collect(Collectors.joining("\n"));
    }

    private String xml(String name, String memory) throws Exception {
        String numa = name.equals("hotplug")
                ? "<vcpu>1</vcpu><cpu><numa><cell id='0' cpus='0' memory='128' unit='MiB'/></numa></cpu>"
                : "<vcpu current='1'>2</vcpu>";
        return """
                <domain type='qemu'><name>%s</name>%s%s
                  <os><type arch='x86_64' machine='pc'>hvm</type></os><features><acpi/></features>
                  <devices>
                    <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='%s'/>
                      <target dev='vda' bus='virtio'/></disk>
                    <memballoon model='%s'/>
                  </devices></domain>
                """.formatted(
                        name,
                        memory,
                        numa,
                        BootDisk.HALT.make(directory.resolve(name + ".qcow2")),
                        name.equals("hotplug") ? "none" : "virtio");
    }
}

package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobCommand;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Question;
import dev.muster.model.job.Substep;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.HardwareOverride;
import dev.muster.model.recovery.Health;
import dev.muster.model.recovery.MachineRun;
import dev.muster.model.recovery.PlanCommand;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.RunQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Plans with the agent's gate, other hardware and commands in the guest, on real guests, one of which has QEMU's agent. */
@Tag("real")
class RecoveryAgentRealTest extends RecoveryScene {
    private static final String AGENT = "vault";
    private static final String PLAIN = "plain";

    @Override
    List<String> names() {
        return List.of(AGENT, PLAIN);
    }

    @Override
    void machines() throws Exception {
        define(TinyGuest.build(), PLAIN, "");
        TinyGuest guest = TinyGuest.buildWithAgent();
        Path disk = directory.resolve(AGENT + ".qcow2");
        Path raw = directory.resolve(AGENT + ".raw");
        must("qemu-img", "create", "-q", "-f", "raw", raw.toString(), "64M");
        must("mkfs.ext4", "-q", raw.toString());
        must("qemu-img", "convert", "-f", "raw", "-O", "qcow2", raw.toString(), disk.toString());
        start(AGENT, """
                <domain type='qemu'><name>%s</name><memory unit='MiB'>128</memory><vcpu>1</vcpu>
                  <os><type arch='x86_64'>hvm</type><kernel>%s</kernel><initrd>%s</initrd><cmdline>%s</cmdline></os>
                  <features><acpi/></features>
                  <devices>
                    <disk type='file' device='disk'><driver name='qemu' type='qcow2'/>
                      <source file='%s'/><target dev='vda' bus='virtio'/></disk>
                    <interface type='network'><source network='prod'/><model type='virtio'/><rom enabled='no'/></interface>
                    <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
                    <serial type='file'><source path='%s'/><target port='0'/></serial>
                    <memballoon model='none'/>
                  </devices></domain>
                """.formatted(
                        AGENT,
                        guest.kernel(),
                        guest.initrd(),
                        TinyGuest.agentCommandLine(AGENT),
                        disk,
                        directory.resolve(AGENT + ".serial")));
    }

    private static void must(String... line) throws Exception {
        assertThat(new ProcessBuilder(line).inheritIO().start().waitFor()).isZero();
    }

    private static PlanCommand inGuest(boolean required, int seconds, String path, String... arguments) {
        return new PlanCommand.InGuest(path, List.of(arguments), Duration.ofSeconds(seconds), required);
    }

    private static Substep part(Job job, String id) {
        return step(job, "item/" + AGENT).substeps().stream()
                .filter(part -> part.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_machine_with_other_hardware_is_ready_by_its_agent_and_its_commands_run_in_it() throws Exception {
        PlanMachine vault = machine(AGENT, List.of(), new Gate.Agent())
                .withHardware(HardwareOverride.NONE
                        .withVcpus(Optional.of(2))
                        .withMemoryMib(Optional.of(192L))
                        .withNicModel(Optional.of("e1000")))
                .withCommands(
                        List.of(),
                        List.of(
                                inGuest(true, 60, "/bin/cp", "/run/name", "/mnt/recovered; ls"),
                                inGuest(true, 60, "/bin/cat", "/mnt/recovered; ls"),
                                inGuest(true, 60, "/bin/nproc"),
                                inGuest(true, 60, "/bin/grep", "MemTotal", "/proc/meminfo"),
                                inGuest(true, 60, "/bin/sh", "-c", "cat /sys/bus/pci/devices/*/device"),
                                inGuest(false, 60, "/bin/ls", "/none"),
                                inGuest(false, 60, "/bin/none-such"),
                                inGuest(false, 4, "/bin/tail", "-f", "/dev/null"),
                                // fails where it finds none
                                inGuest(false, 60, "/bin/pidof", "tail")));
        save(plan(tier("data", vault)));
        JobId id = begin(true);
        Job standing = awaitAsking(id);

        assertThat(part(standing, "gate-0").output()).containsExactly("the agent answered");
        assertThat(part(standing, "after-1").output())
                .as("written in the guest")
                .containsExactly(AGENT);
        assertThat(part(standing, "after-2").output()).as("processors").containsExactly("2");
        assertThat(part(standing, "after-3").output().getFirst()).as("memory").matches("MemTotal: +1[5-9]\\d{4} kB");
        assertThat(part(standing, "after-4").output())
                .as("an e1000, no virtio NIC")
                .contains("0x100e")
                .doesNotContain("0x1000", "0x1041");
        assertThat(part(standing, "after-5").problem().orElseThrow())
                .satisfies(problem -> assertThat(problem.what()).contains("\"/bin/ls\" ended with 1"))
                .satisfies(problem -> assertThat(problem.details()).contains("No such file"));
        assertThat(part(standing, "after-6").problem().orElseThrow().what()).contains("no such program");
        assertThat(part(standing, "after-7").problem().orElseThrow().what())
                .contains("did not end within 4 s and was ended in the guest of " + AGENT);
        assertThat(part(standing, "after-8").problem().orElseThrow().what())
                .as("it is gone")
                .contains("ended with 1");

        String definition = String.join("\n", RealBridge.virsh("dumpxml", recovered()));
        assertThat(definition)
                .contains(">2</vcpu>", "<memory unit='KiB'>" + (192 << 10) + "</memory>", "<model type='e1000'/>")
                .doesNotContain("<model type='virtio'/>");
        MachineRun record = bridge.bridge().ask(new RunQuery.Run(id)).machines().getFirst();
        assertThat(record.ready()).isPresent();
        assertThat(record.evidence()).containsExactly("agent: the agent answered");

        bridge.bridge().submit(new JobCommand.Answer(id, "keep", "remove", ""));
        Job over = bridge.ended(id);
        assertThat(over.state()).as(() -> over.problem().toString()).isEqualTo(JobState.DONE);
        requireNothingLeft();
        assertThat(Files.readString(directory.resolve(AGENT + ".serial"))).contains(AGENT + " wrote");
    }

    /** What it is called in the test. */
    private String recovered() {
        return vms().stream()
                .filter(name -> name.startsWith(AGENT + "-"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_dry_run_warns_of_a_machine_without_a_channel_to_an_agent_and_a_command_that_must_succeed_stops_the_run()
            throws Exception {
        PlanMachine plain = machine(PLAIN, List.of(), new Gate.SerialText(TinyGuest.ready(PLAIN)))
                .withCommands(List.of(), List.of(inGuest(false, 3, "/bin/true")));
        PlanMachine vault = machine(AGENT, List.of(), new Gate.Agent())
                .withCommands(List.of(), List.of(inGuest(true, 60, "/bin/false")));
        save(plan(tier("data", plain, vault)));
        assertThat(bridge.bridge()
                        .ask(new RunQuery.DryRun(SHOP, 0, RunKind.TEST))
                        .findings())
                .filteredOn(finding -> !finding.item().isEmpty())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.item()).isEqualTo(PLAIN);
                    assertThat(finding.severity()).isEqualTo(Health.WARNING);
                    assertThat(finding.problem().what()).contains("no channel");
                });

        JobId id = begin(false);
        Job asking = awaitAsking(id);
        assertThat(asking.asking().getFirst().problem().orElseThrow().what()).contains("\"/bin/false\" ended with 1");
        bridge.bridge().submit(new JobCommand.Answer(id, "item/" + AGENT, Question.SKIP, "known"));
        Job over = bridge.ended(id);
        assertThat(over.state()).as(() -> over.problem().toString()).isEqualTo(JobState.DONE);
        assertThat(step(over, "item/" + PLAIN).substeps())
                .filteredOn(part -> part.id().equals("after-0"))
                .singleElement()
                .satisfies(
                        part -> assertThat(part.problem().orElseThrow().what()).contains("did not answer within 3 s"));
        requireNothingLeft();
    }
}

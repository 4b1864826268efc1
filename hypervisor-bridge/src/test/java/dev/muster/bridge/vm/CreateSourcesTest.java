package dev.muster.bridge.vm;

import static dev.muster.bridge.testing.WorkBench.ADMINISTRATOR;
import static dev.muster.bridge.testing.WorkBench.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.bridge.hypervisor.simulated.SimulatedDriver;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.testing.WorkBench;
import dev.muster.model.access.Role;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.Firmware;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import dev.muster.model.vm.VmSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** VMs made from a copy of a volume, from the network, and from domain XML that was changed in the review. */
class CreateSourcesTest {
    private final WorkBench bench = new WorkBench(
            new SimulatedDriver(Clock.systemUTC()),
            "sim:///?hosts=1&vms=2&seed=7",
            (hypervisors, inventory) -> new VmFeature(
                            hypervisors,
                            inventory,
                            new VmLimits(Duration.ofSeconds(5), Duration.ofSeconds(5)),
                            Minting.secure())
                    .definitions());

    @AfterEach
    void close() {
        bench.close();
    }

    private VolumeId template() throws InterruptedException {
        PoolId pool = bench.hypervisor()
                .pools()
                .define(bench.host(), "<pool type='dir'><name>t</name><target><path>/srv/t</path></target></pool>");
        bench.hypervisor().pools().start(pool, true);
        VolumeId volume = bench.hypervisor()
                .volumes()
                .create(
                        pool,
                        "<volume><name>base.qcow2</name><capacity>1048576</capacity>"
                                + "<target><format type='qcow2'/></target></volume>");
        bench.await(image -> image.volumes().containsKey(volume));
        return volume;
    }

    private VmCommand.Create create(BootSource boot, boolean start, String xml) {
        String network =
                bench.inventory().image().networks().values().iterator().next().name();
        return new VmCommand.Create(
                bench.host(),
                new VmSpec("made", 1, 64L << 20, boot, List.of(network), "", new TreeSet<>(), Firmware.USUAL, ""),
                start,
                xml);
    }

    @Test
    void a_vm_starts_from_a_copy_and_the_volume_stays_as_it_is() throws Exception {
        VolumeId base = template();

        assertThat(bench.runTwice(create(new BootSource.Template(base, "made.qcow2"), true, ""), OPERATOR)
                        .done())
                .isTrue();

        VolumeId copy = new VolumeId(base.pool(), "made.qcow2");
        assertThat(bench.vm("made").orElseThrow().disks()).extracting("source").containsExactly("/srv/t/made.qcow2");
        assertThat(bench.inventory().image().volumes()).containsKey(copy);
        assertThat(bench.inventory().image().volumes()).containsKey(base);
    }

    @Test
    void undone_the_copy_is_gone_and_the_volume_is_not() throws Exception {
        VolumeId base = template();

        bench.runAndUndo(create(new BootSource.Template(base, "made.qcow2"), false, ""), OPERATOR);

        bench.await(image -> !image.volumes().containsKey(new VolumeId(base.pool(), "made.qcow2")));
        assertThat(bench.inventory().image().volumes()).containsKey(base);
        assertThat(bench.vm("made")).isEmpty();
    }

    @Test
    void what_a_vm_writes_to_is_not_copied_nor_is_a_copy_laid_over_a_volume() throws Exception {
        VolumeId base = template();
        BootSource.Template made = new BootSource.Template(base, "made.qcow2");
        assertThat(bench.run(create(made, true, ""), OPERATOR).done()).isTrue();

        refused(
                ErrorCode.VOLUME_EXISTS,
                new VmCommand.Create(
                        bench.host(), new VmSpec("other", 1, 64L << 20, made, List.of(), "", new TreeSet<>()), false));
        refused(
                ErrorCode.VM_STATE,
                new VmCommand.Create(
                        bench.host(),
                        new VmSpec(
                                "other",
                                1,
                                64L << 20,
                                new BootSource.Template(new VolumeId(base.pool(), "made.qcow2"), "other.qcow2"),
                                List.of(),
                                "",
                                new TreeSet<>()),
                        false));
        bench.hypervisor().vms().power(bench.vm("made").orElseThrow().id(), PowerAction.FORCE_OFF);
    }

    @Test
    void from_the_network_with_a_disk_of_its_own() throws Exception {
        template();

        assertThat(bench.runTwice(create(new BootSource.Pxe("/srv/t/new.qcow2", 1 << 20), false, ""), OPERATOR)
                        .done())
                .isTrue();

        assertThat(bench.vm("made").orElseThrow().disks()).extracting("source").containsExactly("/srv/t/new.qcow2");
    }

    @Test
    void the_preview_has_all_but_what_is_minted_and_can_be_changed_by_an_administrator() throws Exception {
        VmCommand.Create plain = create(new BootSource.Pxe("", 0), false, "");
        String preview = new VmQueries(bench.hypervisors(), bench.inventory())
                .answer(new VmQuery.Preview(bench.host(), plain.spec()))
                .xml();
        assertThat(preview).contains("<name>made</name>").doesNotContain("<uuid>", "<mac ");
        String edited = preview.replace("</domain>", "<description>by hand</description></domain>");

        VmCommand.Create command = create(new BootSource.Pxe("", 0), false, edited);
        assertThat(plain.requires()).isEqualTo(Role.OPERATOR);
        assertThat(command.requires()).isEqualTo(Role.ADMINISTRATOR);
        assertThat(bench.runTwice(command, ADMINISTRATOR).done()).isTrue();

        String made =
                bench.hypervisor().vms().xml(bench.vm("made").orElseThrow().id(), false);
        assertThat(DomainDocument.parse(made).description()).isEqualTo("by hand");
        refused(ErrorCode.VM_EXISTS, command);
        refused(
                ErrorCode.USAGE_INVALID,
                create(new BootSource.Pxe("", 0), false, edited.replace("<name>made", "<name>other")));
        refused(ErrorCode.XML_INVALID, create(new BootSource.Pxe("", 0), false, "<domain"));
    }

    private void refused(ErrorCode code, VmCommand.Create command) {
        MusterException refused =
                catchThrowableOfType(MusterException.class, () -> bench.prepare(command, ADMINISTRATOR));
        assertThat(refused).as(command.toString()).isNotNull();
        assertThat(refused.problem().code()).as(refused.problem().text()).isEqualTo(code);
    }
}

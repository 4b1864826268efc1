package dev.muster.app.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.shots.SampleBridge;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.vm.VmQuery;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiskChainsTest {
    private final SampleBridge bridge = new SampleBridge();
    private final InventoryImage image = bridge.inventory();
    private final Vm vm = image.vms().values().stream()
            .filter(each -> each.name().equals("web-10"))
            .findFirst()
            .orElseThrow();

    @Test
    void the_whole_chain_is_read_the_nearest_first() {
        Map<String, List<DiskChains.Link>> chains = DiskChains.parse("""
                <domain type='qemu'><name>a</name><devices>
                  <disk type='file'><source file='/v/top.qcow2'/>
                    <backingStore type='file'><format type='qcow2'/><source file='/v/middle.qcow2'/>
                      <backingStore type='block'><format type='raw'/><source dev='/dev/vg/base'/><backingStore/></backingStore>
                    </backingStore>
                    <target dev='vda'/></disk>
                  <disk type='file'><source file='/v/alone.raw'/><backingStore/><target dev='vdb'/></disk>
                </devices></domain>""");
        assertThat(chains)
                .containsOnlyKeys("vda")
                .containsEntry(
                        "vda",
                        List.of(
                                new DiskChains.Link("/v/middle.qcow2", "qcow2"),
                                new DiskChains.Link("/dev/vg/base", "raw")));
    }

    @Test
    void a_disk_in_a_pool_has_its_sizes_and_its_chain() {
        String xml = bridge.ask(new VmQuery.Xml(vm.id(), true)).xml();
        assertThat(DiskLine.of(vm, image, DiskChains.parse(xml)))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.pool()).isEqualTo("default");
                    assertThat(line.volume())
                            .hasValueSatisfying(
                                    volume -> assertThat(volume.capacityBytes()).isEqualTo(40L << 30));
                    assertThat(line.chain()).hasSize(1);
                });
    }

    @Test
    void an_interface_finds_the_network_of_its_own_host_only() {
        assertThat(NicLine.of(vm, image))
                .singleElement()
                .satisfies(line -> assertThat(line.network()).hasValueSatisfying(network -> {
                    assertThat(network.name()).isEqualTo("backend");
                    assertThat(network.id().host()).isEqualTo(vm.id().host());
                }));
        assertThat(NicLine.of(vm, InventoryImage.EMPTY))
                .singleElement()
                .satisfies(line -> assertThat(line.network()).isEmpty());
    }
}

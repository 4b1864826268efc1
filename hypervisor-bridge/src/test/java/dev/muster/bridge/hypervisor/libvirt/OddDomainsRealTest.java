package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.RecordingListener;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.DomainDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The odd domains in libvirt's own test driver, which needs libvirt's client library but neither a daemon nor QEMU. */
@Tag("real")
class OddDomainsRealTest {
    @TempDir
    private Path directory;

    @Test
    void every_odd_domain_is_loaded_and_an_edit_defined_again_changes_nothing_else() throws IOException {
        Path document = Files.writeString(directory.resolve("odd.xml"), OddDomains.document());
        LibvirtDriver driver = new LibvirtDriver(Clock.systemUTC(), Duration.ofSeconds(30), "auto");
        RecordingListener heard = new RecordingListener();
        try (Hypervisor hypervisor =
                driver.open(ConnectionId.of("odd"), ConnectionUri.parse("test://" + document), heard)) {
            assertThat(heard.image().vms().values())
                    .extracting(Vm::name)
                    .hasSize(12)
                    .contains("Ünïcode \uD83E\uDD80 <b> & 'quotes' \"both\"", "every-disk", "saved-crashed");
            assertThat(heard.image().networks()).hasSize(1);
            assertThat(heard.image().pools()).hasSize(1);
            for (VmId id : heard.image().vms().keySet()) {
                DomainDocument before = DomainDocument.parse(hypervisor.vms().xmlWithSecrets(id));

                assertThat(hypervisor
                                .vms()
                                .define(id.host(), before.with(OddDomains.EDIT).xml()))
                        .isEqualTo(id);

                DomainDocument after = DomainDocument.parse(hypervisor.vms().xmlWithSecrets(id));
                assertThat(after.title()).as(before.name()).isEqualTo("New <title> & \"more\"");
                assertThat(after.tags()).as(before.name()).containsExactly("db", "odd & tagged");
                assertThat(OddDomains.rest(after)).as(before.name()).isEqualTo(OddDomains.rest(before));
            }
        }
    }
}

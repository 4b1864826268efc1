package dev.muster.model.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Volume;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.storage.PoolSpec.Kind;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageXmlTest {
    private static final PoolId POOL = new PoolId(HostId.of("h"), UUID.randomUUID());

    @ParameterizedTest
    @CsvSource({
        "DIRECTORY, /srv/a, '', '', type='dir', /srv/a",
        "FILE_SYSTEM, /srv/a, '', /dev/sdb1, <device path='/dev/sdb1'/>, /srv/a",
        "NFS, /srv/a, nas.example, /export, <host name='nas.example'/>, /srv/a",
        "LOGICAL, '', '', vg0, <name>vg0</name>, /dev/vg0",
        "ISCSI, '', nas.example, iqn.2026-01.org.example:disks, iqn.2026-01.org.example:disks, /dev/disk/by-path"
    })
    void each_kind_of_pool_is_written(
            Kind kind, String path, String server, String source, String contained, String target) {
        String xml = StorageXml.pool(new PoolSpec("p", kind, path, server, source), UUID.randomUUID());

        assertThat(xml).contains(contained).contains("<path>" + target + "</path>");
    }

    @ParameterizedTest
    @CsvSource({
        "DIRECTORY, relative, '', ''",
        "DIRECTORY, /srv/../etc, '', ''",
        "DIRECTORY, /srv, nas, ''",
        "NFS, /srv, '', /export",
        "NFS, /srv, bad host, /export",
        "LOGICAL, /srv, '', vg0",
        "LOGICAL, '', '', a/b",
        "LOGICAL, '', '', ..",
        "ISCSI, '', nas, disks"
    })
    void what_makes_no_pool_is_refused(Kind kind, String path, String server, String source) {
        assertThatThrownBy(() -> new PoolSpec("p", kind, path, server, source)).isInstanceOf(MusterException.class);
    }

    @Test
    void a_volume_over_another_names_it_and_its_format() {
        Volume below = new Volume(new VolumeId(POOL, "base.qcow2"), "/srv/base.qcow2", "qcow2", 1024, 10);

        String xml = StorageXml.volume(
                new PoolCommand.CreateVolume(POOL, "v", 2048, "qcow2", "base.qcow2"), Optional.of(below));

        assertThat(xml).contains("<backingStore>", "<path>/srv/base.qcow2</path>", ">2048<");
        assertThatThrownBy(() -> new PoolCommand.CreateVolume(POOL, "v", 2048, "raw", "base.qcow2"))
                .isInstanceOf(MusterException.class);
    }
}

package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.vm.DomainDocument;
import org.junit.jupiter.api.Test;

class OddDomainsTest {
    @Test
    void every_odd_domain_survives_an_edit() {
        assertThat(OddDomains.domains()).hasSize(12);
        for (String xml : OddDomains.domains()) {
            DomainDocument before = DomainDocument.parse(xml);

            DomainDocument after = before.with(OddDomains.EDIT);

            assertThat(after.title()).as(before.name()).isEqualTo("New <title> & \"more\"");
            assertThat(after.description()).as(before.name()).isEqualTo("Two\nlines");
            assertThat(after.tags()).as(before.name()).containsExactly("db", "odd & tagged");
            assertThat(OddDomains.rest(after)).as(before.name()).isEqualTo(OddDomains.rest(before));
            assertThat(after.name()).isEqualTo(before.name());
            assertThat(after.disks()).isEqualTo(before.disks());
            assertThat(after.nics()).isEqualTo(before.nics());
            assertThat(after.with(OddDomains.EDIT).xml()).as("twice is once").isEqualTo(after.xml());
        }
    }
}

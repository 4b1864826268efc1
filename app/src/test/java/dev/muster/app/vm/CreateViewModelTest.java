package dev.muster.app.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.i18n.Texts;
import dev.muster.app.shots.SampleBridge;
import dev.muster.app.vm.BootViewModel.Source;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.Firmware;
import dev.muster.model.vm.GuestSystem;
import dev.muster.model.vm.VmCommand;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CreateViewModelTest {
    private final InventoryImage image = new SampleBridge().inventory();
    private final Vm there = image.vms().values().stream()
            .filter(vm -> vm.id().host().text().equals("h1"))
            .findFirst()
            .orElseThrow();
    private final CreateViewModel model = new CreateViewModel(new Texts(Locale.ENGLISH), new CreateGround(image));

    private void fill() {
        model.boot().sourceProperty().set(Source.KERNEL);
        model.hostProperty().set(Optional.of(HostId.of("h1")));
        model.nameProperty().set("web-01");
        model.boot().kernelProperty().set("/boot/vmlinuz");
    }

    @Test
    void it_says_in_a_sentence_what_is_still_missing() {
        assertThat(model.problemProperty().get()).startsWith("Connect a host first");
        model.hostProperty().set(Optional.of(HostId.of("h1")));
        assertThat(model.problemProperty().get()).isEqualTo("Give the VM a name.");
        fill();
        assertThat(model.problemProperty().get()).isEmpty();
        model.nameProperty().set(there.name());
        assertThat(model.problemProperty().get()).isEqualTo("There is already a VM called " + there.name() + " on h1.");
        model.nameProperty().set("-bad");
        assertThat(model.problemProperty().get()).contains("is not a name for a VM");
    }

    @Test
    void numbers_that_are_none_are_refused_before_anything_is_asked() {
        fill();
        model.vcpusProperty().set("two");
        assertThat(model.problemProperty().get()).contains("from 1 to 512");
        model.vcpusProperty().set("513");
        assertThat(model.problemProperty().get()).contains("1 to 512");
        model.vcpusProperty().set("2");
        model.memoryProperty().set("8");
        assertThat(model.problemProperty().get()).contains("16 MiB");
    }

    @Test
    void the_command_and_the_review_say_the_same() {
        fill();
        model.memoryProperty().set("2");
        model.memoryUnitProperty().set(CreateViewModel.Unit.GIB);
        model.networks().add("default");
        model.tagsProperty().set("prod, web");
        VmCommand.Create create = (VmCommand.Create) model.command();
        assertThat(create.spec().memoryBytes()).isEqualTo(2L << 30);
        assertThat(create.spec().tags()).containsExactly("prod", "web");
        assertThat(create.spec().boot()).isEqualTo(new BootSource.Kernel("/boot/vmlinuz", "", "console=ttyS0"));
        assertThat(create.start()).isTrue();
        assertThat(model.review())
                .containsExactly(
                        "The VM web-01 is made on h1 with 1 vCPU and 2 GiB of memory.",
                        "It starts the kernel /boot/vmlinuz directly.",
                        "It is plugged into default.",
                        "It starts at once.");
    }

    @Test
    void domain_xml_is_handed_over_as_it_is() {
        fill();
        model.boot().sourceProperty().set(Source.XML);
        assertThat(model.problemProperty().get()).isNotEmpty();
        model.xmlProperty().set("<domain type='kvm'/>");
        assertThat(model.command()).isEqualTo(new VmCommand.Define(HostId.of("h1"), "<domain type='kvm'/>", true));
    }

    @Test
    void what_a_system_needs_is_filled_in_and_can_be_changed() {
        fill();
        model.know(List.of(
                new GuestSystem("http://a.org/1", "a1", "Alpha 1", "2025-01-01", 2, 3L << 30, (20L << 30) + 1),
                new GuestSystem("http://b.org/1", "b1", "Beta 1", "2024-01-01", 1, 0, 0)));

        assertThat(model.systems("alp 1")).containsExactly("Alpha 1");
        model.osProperty().set("Alpha");
        assertThat(model.problemProperty().get()).startsWith("Choose a system");
        model.osProperty().set("alpha 1");

        assertThat(model.problemProperty().get()).isEmpty();
        assertThat(model.vcpusProperty().get()).isEqualTo("2");
        assertThat(model.memoryProperty().get()).isEqualTo("3072");
        assertThat(model.boot().newDiskGibProperty().get()).isEqualTo("21");
        model.uefiProperty().set(true);
        VmCommand.Create create = (VmCommand.Create) model.command();
        assertThat(create.spec().os()).isEqualTo("http://a.org/1");
        assertThat(create.spec().firmware()).isEqualTo(Firmware.UEFI);
    }

    @Test
    void a_new_disk_has_a_place_until_somebody_gives_it_another() {
        model.hostProperty().set(Optional.of(HostId.of("h1")));
        model.nameProperty().set("one");
        String proposed = model.boot().newDiskProperty().get();
        assertThat(proposed).endsWith("/one.qcow2");
        model.nameProperty().set("two");
        assertThat(model.boot().newDiskProperty().get()).isEqualTo(proposed.replace("one", "two"));
        model.boot().newDiskProperty().set("/srv/mine.qcow2");
        model.nameProperty().set("three");
        assertThat(model.boot().newDiskProperty().get()).isEqualTo("/srv/mine.qcow2");
    }

    @Test
    void a_copy_of_a_volume_is_called_as_the_vm() {
        fill();
        model.boot().sourceProperty().set(Source.TEMPLATE);
        assertThat(model.problemProperty().get()).startsWith("Choose the volume to copy");
        String volume = model.boot().templates(model.hostProperty().get(), "").getFirst();
        model.boot().templateProperty().set(volume);

        assertThat(model.problemProperty().get()).isEmpty();
        BootSource.Template template = (BootSource.Template)
                ((VmCommand.Create) model.command()).spec().boot();
        assertThat(template.name()).startsWith("web-01.");
        assertThat(volume).endsWith("/" + template.volume().name());
        assertThat(model.review()).anyMatch(line -> line.contains("a whole copy of"));
    }

    @Test
    void from_the_network_with_or_without_a_disk_but_never_without_a_network() {
        fill();
        model.boot().sourceProperty().set(Source.PXE);
        assertThat(model.problemProperty().get()).contains("from the network needs one");
        model.networks().add("default");
        assertThat(model.problemProperty().get()).isEmpty();
        model.boot().newDiskProperty().set("");
        assertThat(((VmCommand.Create) model.command()).spec().boot()).isEqualTo(new BootSource.Pxe("", 0));
    }

    @Test
    void edited_xml_goes_along_until_a_field_is_changed() {
        fill();
        model.editedXmlProperty().set("<domain/>");
        assertThat(((VmCommand.Create) model.command()).xml()).isEqualTo("<domain/>");
        model.vcpusProperty().set("2");
        assertThat(((VmCommand.Create) model.command()).xml()).isEmpty();
    }
}

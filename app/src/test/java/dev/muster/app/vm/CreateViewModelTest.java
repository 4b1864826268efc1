package dev.muster.app.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.i18n.Texts;
import dev.muster.model.inventory.HostId;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.VmCommand;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CreateViewModelTest {
    private final CreateViewModel model =
            new CreateViewModel(new Texts(Locale.ENGLISH), (host, name) -> name.equals("taken"));

    private void fill() {
        model.hostProperty().set(Optional.of(HostId.of("h1")));
        model.nameProperty().set("web-01");
        model.kernelProperty().set("/boot/vmlinuz");
    }

    @Test
    void it_says_in_a_sentence_what_is_still_missing() {
        assertThat(model.problemProperty().get()).startsWith("Connect a host first");
        model.hostProperty().set(Optional.of(HostId.of("h1")));
        assertThat(model.problemProperty().get()).isEqualTo("Give the VM a name.");
        fill();
        assertThat(model.problemProperty().get()).isEmpty();
        model.nameProperty().set("taken");
        assertThat(model.problemProperty().get()).isEqualTo("There is already a VM called taken on h1.");
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
        model.sourceProperty().set(CreateViewModel.Source.XML);
        assertThat(model.problemProperty().get()).isNotEmpty();
        model.xmlProperty().set("<domain type='kvm'/>");
        assertThat(model.command()).isEqualTo(new VmCommand.Define(HostId.of("h1"), "<domain type='kvm'/>", true));
    }
}

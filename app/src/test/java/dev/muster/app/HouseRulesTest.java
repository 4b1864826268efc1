package dev.muster.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import javafx.application.Platform;
import javafx.scene.control.ChoiceBox;
import org.junit.jupiter.api.Test;

/** What the rooms of the console may know of each other and of JavaFX. */
class HouseRulesTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.muster.app");

    @Test
    void view_models_know_nothing_of_the_toolkit_but_beans_collections_and_util() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("ViewModel")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "javafx.scene..",
                        "javafx.stage..",
                        "javafx.application..",
                        "javafx.animation..",
                        "javafx.event..",
                        "javafx.css..",
                        "javafx.geometry..",
                        "org.controlsfx..",
                        "atlantafx..")
                .check(classes);
    }

    @Test
    void only_the_platform_room_hops_to_the_window_thread() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.muster.app.platform..")
                .should()
                .callMethod(Platform.class, "runLater", Runnable.class)
                .check(classes);
    }

    /** The tree's own choice changes with the tree, and the measurement that works it with that. */
    @Test
    void there_is_one_kind_of_drop_down() {
        noClasses()
                .that()
                .doNotHaveSimpleName("TreePane")
                .and()
                .doNotHaveSimpleName("FrameMeasurement")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ChoiceBox.class)
                .because("its keyboard is another one than that of dev.muster.app.content.DropDown")
                .check(classes);
    }

    @Test
    void the_bridge_is_reached_only_through_the_model_and_its_opener() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.muster.bridge",
                        "dev.muster.bridge.hypervisor..",
                        "dev.muster.bridge.job..",
                        "dev.muster.bridge.store..",
                        "dev.muster.bridge.audit..",
                        "dev.muster.bridge.inventory..",
                        "dev.muster.bridge.remote..",
                        "org.libvirt..",
                        "com.sun.jna..")
                .check(classes);
    }
}

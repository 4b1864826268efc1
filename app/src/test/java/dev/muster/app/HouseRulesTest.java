package dev.muster.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.scene.control.ChoiceBox;
import org.junit.jupiter.api.Test;

/** What the rooms of the console may know of each other and of JavaFX. */
class HouseRulesTest {
    private static final String ROOT = "dev.muster.app";
    /** What features are built upon, and who puts them together; every other room is a feature. */
    private static final Set<String> NO_FEATURES = Set.of(
            "action",
            "ask",
            "confirm",
            "content",
            "feature",
            "i18n",
            "inventory",
            "job",
            "measure",
            "navigation",
            "platform",
            "settings",
            "shell",
            "shots",
            "theme");

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

    @Test
    void features_do_not_know_each_other_but_for_the_figures_in_the_table_of_vms() {
        Set<String> features = features();
        assertThat(features).contains("network", "storage", "snapshot", "hardware", "vm", "stats");
        for (String feature : features) {
            String[] others = features.stream()
                    .filter(other -> !other.equals(feature))
                    .filter(other -> !(feature.equals("vm") && other.equals("stats")))
                    .map(other -> ROOT + "." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + feature + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(classes);
        }
    }

    @Test
    void only_the_list_and_the_shell_know_features() {
        noClasses()
                .that()
                .resideInAnyPackage(NO_FEATURES.stream()
                        .filter(room -> !Set.of("shell", "shots").contains(room))
                        .map(room -> ROOT + "." + room + "..")
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(features().stream()
                        .map(room -> ROOT + "." + room + "..")
                        .toArray(String[]::new))
                .check(classes);
    }

    private Set<String> features() {
        return classes.stream()
                .map(type -> type.getPackageName())
                .filter(name -> name.startsWith(ROOT + "."))
                .map(name -> name.substring(ROOT.length() + 1).replaceFirst("\\..*", ""))
                .filter(room -> !NO_FEATURES.contains(room))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

package dev.muster.bridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may import what in the bridge; see docs/architecture.md. */
class HouseRulesTest {
    private static final JavaClasses BRIDGE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.muster.bridge");

    private static final List<String> FEATURES =
            List.of("vm", "network", "storage", "host", "access", "console", "snapshot");

    @Test
    void only_the_libvirt_room_knows_libvirt_and_native_code() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.muster.bridge.hypervisor.libvirt..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.libvirt..", "com.sun.jna.."));
    }

    @Test
    void only_the_store_and_what_is_kept_in_it_know_sql() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.muster.bridge.store..", "dev.muster.bridge.job..", "dev.muster.bridge.audit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jdbi..", "org.flywaydb..", "java.sql..", "org.sqlite..", "org.postgresql.."));
    }

    @Test
    void only_remote_knows_the_web_server_and_certificates() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.muster.bridge.remote..", "dev.muster.bridge.access..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.helidon..", "org.bouncycastle.."));
    }

    @Test
    void only_the_json_room_knows_jackson() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.muster.bridge.json..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..", "com.fasterxml.."));
    }

    @Test
    void only_the_command_line_knows_picocli_and_writes_to_the_terminal() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.muster.bridge.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli.."));
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(BRIDGE);
    }

    @Test
    void features_do_not_know_each_other() {
        for (String feature : FEATURES) {
            String[] others = FEATURES.stream()
                    .filter(other -> !other.equals(feature))
                    .map(other -> "dev.muster.bridge." + other + "..")
                    .toArray(String[]::new);
            check(noClasses()
                    .that()
                    .resideInAPackage("dev.muster.bridge." + feature + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others));
        }
    }

    @Test
    void foundations_do_not_know_features_nor_who_asks() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.muster.bridge.hypervisor..",
                        "dev.muster.bridge.inventory..",
                        "dev.muster.bridge.job..",
                        "dev.muster.bridge.store..",
                        "dev.muster.bridge.audit..",
                        "dev.muster.bridge.event..",
                        "dev.muster.bridge.json..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.muster.bridge.vm..",
                        "dev.muster.bridge.network..",
                        "dev.muster.bridge.storage..",
                        "dev.muster.bridge.host..",
                        "dev.muster.bridge.access..",
                        "dev.muster.bridge.remote..",
                        "dev.muster.bridge.cli.."));
    }

    @Test
    void features_meet_hypervisors_only_through_the_interface() {
        check(noClasses()
                .that()
                .resideInAnyPackage(FEATURES.stream()
                        .map(feature -> "dev.muster.bridge." + feature + "..")
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.muster.bridge.hypervisor.libvirt..", "dev.muster.bridge.hypervisor.simulated.."));
    }

    @Test
    void nobody_writes_to_standard_streams_outside_the_command_line() {
        check(classes()
                .that()
                .resideOutsideOfPackages("dev.muster.bridge.cli..", "dev.muster.bridge.bench..")
                .should(notAccessStandardStreams()));
    }

    private static com.tngtech.archunit.lang.ArchCondition<com.tngtech.archunit.core.domain.JavaClass>
            notAccessStandardStreams() {
        return com.tngtech.archunit.lang.conditions.ArchConditions.not(
                com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS);
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(BRIDGE);
    }
}

package dev.muster.bridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Who may import what in the bridge; see docs/architecture.md. A package is a foundation when it is listed here, and a feature
 * otherwise, so that no feature can be forgotten.
 */
class HouseRulesTest {
    private static final String ROOT = "dev.muster.bridge";
    private static final JavaClasses BRIDGE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** What features are built upon. */
    private static final Set<String> FOUNDATIONS =
            Set.of("hypervisor", "inventory", "job", "store", "audit", "event", "json", "feature", "points", "message");

    /** Who asks: they know the seam and the composition root, not the features. */
    private static final Set<String> ASKERS = Set.of("remote", "cli", "open");

    private static final Set<String> FEATURES = features();

    private static Set<String> features() {
        Set<String> rooms = BRIDGE.stream()
                .map(type -> type.getPackageName())
                .filter(name -> name.startsWith(ROOT + "."))
                .map(name -> name.substring(ROOT.length() + 1).replaceFirst("\\..*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        rooms.removeAll(FOUNDATIONS);
        rooms.removeAll(ASKERS);
        return rooms;
    }

    @Test
    void the_rooms_are_found() {
        assertThat(FEATURES).contains("vm", "network", "storage", "host", "access", "console", "snapshot", "stats");
    }

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
                .and()
                .doNotHaveSimpleName("BootServer") // what VMs boot from is another server, in other networks
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.helidon..", "org.bouncycastle.."));
    }

    @Test
    void client_and_server_share_only_the_api() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.muster.bridge.remote.client..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.muster.bridge.remote.server.."));
        check(noClasses()
                .that()
                .resideInAPackage("dev.muster.bridge.remote.server..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.muster.bridge.remote.client.."));
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
            Set<String> others = new TreeSet<>(FEATURES);
            others.remove(feature);
            check(noClasses()
                    .that()
                    .resideInAPackage(room(feature))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(rooms(others)));
        }
    }

    @Test
    void foundations_do_not_know_features_nor_who_asks() {
        Set<String> above = new TreeSet<>(FEATURES);
        above.addAll(ASKERS);
        check(noClasses()
                .that()
                .resideInAnyPackage(rooms(FOUNDATIONS))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rooms(above)));
    }

    @Test
    void features_meet_hypervisors_only_through_the_interface() {
        check(noClasses()
                .that()
                .resideInAnyPackage(rooms(FEATURES))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.muster.bridge.hypervisor.libvirt..", "dev.muster.bridge.hypervisor.simulated.."));
    }

    @Test
    void nobody_writes_to_standard_streams_outside_the_command_line() {
        check(classes()
                .that()
                .resideOutsideOfPackages("dev.muster.bridge.cli..")
                .should(notAccessStandardStreams()));
    }

    private static String room(String name) {
        return ROOT + "." + name + "..";
    }

    private static String[] rooms(Set<String> names) {
        return names.stream().map(HouseRulesTest::room).toArray(String[]::new);
    }

    private static com.tngtech.archunit.lang.ArchCondition<com.tngtech.archunit.core.domain.JavaClass>
            notAccessStandardStreams() {
        return com.tngtech.archunit.lang.conditions.ArchConditions.not(
                com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS);
    }

    /** On the class path all is open, so no other test would see it. */
    @Test
    void what_is_written_as_json_is_open_to_who_writes_it() throws Exception {
        String module = Files.readString(Path.of("src/main/java/module-info.java"));
        Set<String> writers = BRIDGE.stream()
                .filter(type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(known -> known.getTargetClass().getName().equals(ROOT + ".json.Json")))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> closed = BRIDGE.stream()
                .filter(type -> type.isRecord() && !type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getPackageName)
                .filter(writers::contains)
                .filter(name -> !module.contains("opens " + name + " to"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(closed)
                .as("packages with records that are not public and are written as JSON")
                .isEmpty();
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(BRIDGE);
    }
}

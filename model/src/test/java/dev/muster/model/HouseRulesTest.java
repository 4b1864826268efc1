package dev.muster.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The model is values and rules: it reaches nothing. */
class HouseRulesTest {
    private static final JavaClasses MODEL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.muster.model");

    @Test
    void the_model_needs_nothing_but_the_language_xml_and_persistent_maps() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.muster.model..",
                        "java.lang..",
                        "java.io",
                        "java.math..",
                        "java.net",
                        "java.nio.charset..",
                        "java.security..",
                        "java.time..",
                        "java.util..",
                        "javax.xml..",
                        "org.w3c.dom..",
                        "org.xml.sax..",
                        "org.pcollections..",
                        "org.jspecify..")
                .check(MODEL);
    }

    @Test
    void the_model_opens_no_file_and_no_connection() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.io\\.(File.*|RandomAccessFile)|java\\.net\\.(Socket|ServerSocket|HttpURLConnection|URL)")
                .check(MODEL);
    }
}

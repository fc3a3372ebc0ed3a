package io.headgate.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Who may import whom. The root package {@code io.headgate} puts the parts together and may see all of them, but no adapter.
 */
class LayerTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.headgate");

    private static final String[] ADAPTERS = {"io.headgate.source..", "io.headgate.destination.."};

    /** A package of batch-app, and the packages to its right. */
    private static final Map<String, List<String>> LAYERS = new LinkedHashMap<>();

    static {
        LAYERS.put("cli", List.of("config", "flow", "job", "step", "replay", "reader", "writer", "transform", "state"));
        LAYERS.put("config", List.of("flow", "job", "step", "replay", "reader", "writer", "transform", "state"));
        LAYERS.put("flow", List.of("job", "step", "replay", "reader", "writer", "transform", "state"));
        LAYERS.put("job", List.of("step", "replay", "reader", "writer", "transform", "state"));
        LAYERS.put("step", List.of("reader", "writer", "transform", "state"));
        LAYERS.put("replay", List.of("transform", "state"));
        LAYERS.put("reader", List.of("state"));
        LAYERS.put("writer", List.of("state"));
        LAYERS.put("transform", List.of("state"));
        LAYERS.put("state", List.of());
    }

    @TestFactory
    Stream<DynamicTest> aPackageImportsOnlyWhatIsToItsRightAndTheContract() {
        return LAYERS.entrySet().stream()
                .map(layer -> DynamicTest.dynamicTest(layer.getKey(), () -> classes()
                        .that()
                        .resideInAPackage(packageOf(layer.getKey()))
                        .should()
                        .onlyDependOnClassesThat(foreign().or(resideInAnyPackage(allowed(layer))))
                        .check(CLASSES)));
    }

    private static String packageOf(String layer) {
        return "io.headgate." + layer + "..";
    }

    private static String[] allowed(Map.Entry<String, List<String>> layer) {
        return Stream.concat(
                        Stream.of("io.headgate.api..", packageOf(layer.getKey())),
                        layer.getValue().stream().map(LayerTest::packageOf))
                .toArray(String[]::new);
    }

    private static DescribedPredicate<JavaClass> foreign() {
        return describe(
                "are not of this project", type -> !type.getPackageName().startsWith("io.headgate"));
    }

    @Test
    void springBatchIsSeenByTheJobAndWhatItIsMadeOfOnly() {
        noClasses()
                .that(resideOutsideOfPackages(
                        "io.headgate",
                        "io.headgate.job..",
                        "io.headgate.step..",
                        "io.headgate.reader..",
                        "io.headgate.writer.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.batch..")
                .check(CLASSES);
    }

    @Test
    void nothingInTheProgramIsCompiledAgainstAnAdapter() {
        noClasses()
                .that(resideOutsideOfPackages(ADAPTERS))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ADAPTERS)
                .check(CLASSES);
    }

    @Test
    void theContractNeedsTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("io.headgate.api..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.headgate.api..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void anAdapterSeesTheContractAndItsOwnTechnologyAlone() {
        List<String> adapters = CLASSES.stream()
                .filter(resideInAnyPackage(ADAPTERS))
                .map(JavaClass::getPackageName)
                .distinct()
                .toList();
        for (String adapter : adapters) {
            String sameTechnology = adapter.replace("io.headgate.destination.", "io.headgate.source.");
            // Formats of files are adapters of their own, and share what finds the files and plans the parts, and what
            // puts values that have types already into columns; that reads rejected records as the json source does.
            boolean isSource = adapter.startsWith("io.headgate.source.");
            String common = isSource ? "io.headgate.source.file.common" : adapter;
            String typed = isSource ? "io.headgate.source.file.typed" : adapter;
            String json = isSource && adapter.equals(typed) ? "io.headgate.source.file" : adapter;
            classes()
                    .that()
                    .resideInAPackage(adapter)
                    .should()
                    .onlyDependOnClassesThat(foreign()
                            .or(resideInAnyPackage("io.headgate.api..", adapter, sameTechnology, common, typed, json)))
                    .check(CLASSES);
        }
    }
}

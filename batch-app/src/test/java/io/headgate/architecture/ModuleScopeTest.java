package io.headgate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the modules' poms let each other see: what is not there cannot be imported. */
class ModuleScopeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private record Dependency(String groupId, String artifactId, String scope) {
        boolean isOurs() {
            return groupId.equals("io.headgate");
        }

        boolean isAdapter() {
            return artifactId.startsWith("headgate-source-") || artifactId.startsWith("headgate-destination-");
        }
    }

    @Test
    void theProgramHasItsAdaptersAtRuntimeOnly() throws Exception {
        List<Dependency> adapters = dependencies(ROOT.resolve("batch-app/pom.xml")).stream()
                .filter(Dependency::isAdapter)
                .toList();
        assertThat(adapters).isNotEmpty().allSatisfy(adapter -> assertThat(adapter.scope())
                .as(adapter.artifactId())
                .isIn("runtime", "test"));
    }

    @Test
    void anAdapterIsCompiledAgainstTheContractAndItsOwnTechnologyAlone() throws Exception {
        List<Path> poms = new ArrayList<>(poms("source-adapters"));
        poms.addAll(poms("destination-adapters"));
        assertThat(poms).isNotEmpty();
        for (Path pom : poms) {
            String technology = pom.getParent().getFileName().toString();
            assertThat(dependencies(pom))
                    .as(pom.toString())
                    .filteredOn(dependency ->
                            dependency.isOurs() && !dependency.scope().equals("test"))
                    .extracting(Dependency::artifactId)
                    .isSubsetOf(allowed(pom, technology));
        }
    }

    /** Sources of files of any format share the layer that finds the files and plans the parts. */
    private static List<String> allowed(Path pom, String technology) {
        List<String> allowed = new ArrayList<>(List.of("headgate-adapter-api", "headgate-source-" + technology));
        if (pom.startsWith(ROOT.resolve("source-adapters"))) {
            allowed.add("headgate-source-file");
        }
        return allowed;
    }

    @Test
    void theContractHasNoDependencies() throws Exception {
        assertThat(dependencies(ROOT.resolve("adapter-api/pom.xml")))
                .filteredOn(dependency -> !dependency.scope().equals("test"))
                .isEmpty();
    }

    private static List<Path> poms(String folder) throws IOException {
        try (Stream<Path> modules = Files.list(ROOT.resolve(folder))) {
            return modules.map(module -> module.resolve("pom.xml"))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        }
    }

    /** The direct dependencies; those that a pom manages for others are not looked at. */
    private static List<Dependency> dependencies(Path pom) throws Exception {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
        List<Dependency> found = new ArrayList<>();
        for (Element list : children(project, "dependencies")) {
            for (Element dependency : children(list, "dependency")) {
                found.add(new Dependency(
                        text(dependency, "groupId", ""),
                        text(dependency, "artifactId", ""),
                        text(dependency, "scope", "compile")));
            }
        }
        return found;
    }

    private static String text(Element parent, String name, String absent) {
        return children(parent, name).stream()
                .map(child -> child.getTextContent().trim())
                .findFirst()
                .orElse(absent);
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element && element.getTagName().equals(name)) {
                children.add(element);
            }
        }
        return children;
    }
}

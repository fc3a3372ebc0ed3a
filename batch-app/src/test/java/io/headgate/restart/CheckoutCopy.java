package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A copy of what a page's commands need of the checkout, in which they run as they stand there: with a home folder and a local Maven
 * repository of its own, behind which the user's is only read. What was compiled just now, by the build that the test belongs to, is
 * not compiled again.
 */
final class CheckoutCopy {

    /** Arguments for Maven that leave out what the build that the test belongs to has done already. */
    static final String COMPILED = "-Dmaven.main.skip=true -Dspotless.check.skip=true";

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern MODULE = Pattern.compile("<module>(.*?)</module>");

    private final Path folder;

    /** Poms of all modules, so that Maven can read the build, and nothing else yet. */
    CheckoutCopy(Path folder) throws IOException {
        this.folder = folder;
        copy("pom.xml");
        copy("mvnw");
        copy(".mvn");
        for (String module : modules()) {
            copy(module + "/pom.xml");
        }
    }

    static List<String> modules() throws IOException {
        return found(MODULE, CHECKOUT.resolve("pom.xml"));
    }

    /** The page's blocks of the language {@code sh}. */
    static List<String> commands(String page) throws IOException {
        return found(COMMANDS, CHECKOUT.resolve(page));
    }

    private static List<String> found(Pattern pattern, Path file) throws IOException {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(Files.readString(file));
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    Path path() {
        return folder.resolve("headgate");
    }

    Path home() {
        return folder.resolve("home");
    }

    /** A file, or a folder with all that it holds. */
    void copy(String name) throws IOException {
        try (Stream<Path> files = Files.walk(CHECKOUT.resolve(name))) {
            for (Path from : files.filter(Files::isRegularFile).toList()) {
                copy(from, CHECKOUT.relativize(from).toString());
            }
        }
    }

    void copy(Path from, String name) throws IOException {
        Path to = path().resolve(name);
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** What the commands have said. Fails if one of them does. */
    String run(Path in, String script, String mavenArguments) throws Exception {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder("bash", "-euc", script)
                .directory(in.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(key -> key.matches("(MAVEN|MVNW|SPRING|HEADGATE)_.*|JOB_CONFIG_PATH"));
        String java = System.getProperty("java.home");
        environment.put("JAVA_HOME", java);
        environment.put("PATH", java + File.separator + "bin" + File.pathSeparator + environment.get("PATH"));
        environment.put("MAVEN_USER_HOME", System.getProperty("user.home") + "/.m2");
        environment.put("HOME", home().toString());
        environment.put("HEADGATE", path().toString());
        environment.put("MAVEN_OPTS", "-Xmx384m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        environment.put(
                "MAVEN_ARGS",
                "-Dmaven.repo.local=" + folder.resolve("repository") + " -Dmaven.repo.local.tail="
                        + System.getProperty("headgate.repository", System.getProperty("user.home") + "/.m2/repository")
                        + " " + mavenArguments);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES))
                    .as(Files.readString(output))
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}

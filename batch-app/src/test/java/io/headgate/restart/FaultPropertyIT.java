package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.Scenario.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A fault point is reached from the JVM's command line and from nowhere else, in the program as it is released. */
class FaultPropertyIT {

    private static final String PROPERTY = "headgate.fault=prepare";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void noFileNoVariableAndNoArgumentOfTheProgramReachesAFaultPoint() throws IOException {
        Scenario scenario = Scenario.create(
                folder, Setup.of(Landing.Kind.FILE, 1, Repository.Kind.H2).rows(60));
        write("application.properties", PROPERTY);
        write("config/application.properties", PROPERTY);
        write("bootstrap.properties", PROPERTY);
        // The launcher of the packed jar reads this one, and passes it on as system properties.
        write("loader.properties", "loader.system=true\n" + PROPERTY);
        Map<String, String> environment = new HashMap<>(scenario.repository().environment());
        environment.put("HEADGATE_FAULT", "prepare");
        environment.put("headgate.fault", "prepare");
        environment.put("SPRING_APPLICATION_JSON", "{\"headgate\":{\"fault\":\"prepare\"}}");
        Exit exit = scenario.launch().with(environment).run("flow=" + Scenario.FLOW, PROPERTY, "--" + PROPERTY);
        assertThat(exit.code()).as(exit.all()).isZero();
        assertThat(scenario.verify()).matches(Verification::isExact);
        assertThat(scenario.repository().statuses(Scenario.FLOW)).containsExactly("COMPLETED");
    }

    @Test
    void inTheConfigurationItIsAMistakeLikeAnyOther() {
        Scenario scenario = Scenario.create(
                folder, Setup.of(Landing.Kind.FILE, 1, Repository.Kind.H2).rows(60));
        scenario.configure("headgate.fault = \"prepare\"\n" + scenario.toml());
        Exit exit = scenario.run();
        assertThat(exit.code()).as(exit.all()).isEqualTo(2);
        assertThat(exit.err()).contains("config.toml:1:");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");
    }
}

package io.headgate;

import io.headgate.flow.AdapterRegistry;
import io.headgate.state.StateStorageSettings;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.aot.AotDetector;
import org.springframework.core.SpringProperties;
import org.springframework.util.ClassUtils;

/**
 * How the program's beans are made, found out by the build instead of at each start: its {@link #main} is run by {@code process-aot} of
 * Boot's Maven plugin, which writes what Spring makes of the configuration classes as code beside this class. Conditions are decided then; properties
 * are bound at the start as ever. Nothing is connected to.
 */
final class ProgramWiring {

    private static final String WRITTEN = ProgramWiring.class.getName() + "__ApplicationContextInitializer";

    private ProgramWiring() {}

    /** Takes what the build has written, if this is the packaged program; {@code -Dspring.aot.enabled=false} leaves it. */
    static void useIfBuilt() {
        if (System.getProperty(AotDetector.AOT_ENABLED) == null
                && ClassUtils.isPresent(WRITTEN, ProgramWiring.class.getClassLoader())) {
            SpringProperties.setFlag(AotDetector.AOT_ENABLED);
        }
    }

    /** Looked for by name. Spring stops it before the first bean is made. */
    public static void main(String[] arguments) {
        Map<String, Object> defaults = BatchApplication.programProperties();
        defaults.put("spring.datasource.url", "jdbc:h2:mem:wiring");
        BatchApplication.application(new AdapterRegistry(Path.of("plugins")), StateStorageSettings.defaults(), defaults)
                .run(arguments);
    }
}

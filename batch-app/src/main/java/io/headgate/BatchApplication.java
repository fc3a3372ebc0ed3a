package io.headgate;

import io.headgate.cli.Command;
import io.headgate.cli.CommandLine;
import io.headgate.cli.CommandRunner;
import io.headgate.cli.MaskedStream;
import io.headgate.cli.OfflineCommands;
import io.headgate.cli.Terminal;
import io.headgate.flow.AdapterRegistry;
import io.headgate.flow.FlowEngine;
import io.headgate.job.EmbeddedRepository;
import io.headgate.state.StateStorageSettings;
import io.headgate.state.StopSignal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TimeZone;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** The program. What needs no database is done before Spring starts; everything else is a command to the engine. */
@SpringBootConfiguration
@Import(RepositoryConfiguration.class)
public class BatchApplication {

    /** UTF-8 whatever the locale: cron and containers often run in the C locale. */
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private static final PrintStream ERR = MaskedStream.ofProcess();

    public static void main(String[] arguments) {
        if (System.getProperty("user.timezone", "").isEmpty()) {
            TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        }
        // What is logged goes there too.
        System.setErr(ERR);
        System.exit(run(CommandLine.parse(arguments), System.getenv()));
    }

    private static int run(Command command, Map<String, String> environment) {
        Adapters adapters = new Adapters();
        OptionalInt done = OfflineCommands.execute(command, adapters::get, OUT, ERR, environment);
        return done.isPresent() ? done.getAsInt() : runWithEngine(command, adapters, environment);
    }

    private static int runWithEngine(Command command, Adapters adapters, Map<String, String> environment) {
        ConfigurableApplicationContext context;
        try {
            AdapterRegistry found = adapters.get();
            context = start(command, found, OfflineCommands.stateStorage(command, found, environment), environment);
        } catch (RuntimeException e) {
            return CommandRunner.startFailed(command, e, OUT, ERR);
        }
        try (context) {
            FlowEngine engine = context.getBean(FlowEngine.class);
            StopSignal stop = new StopSignal();
            StopSignals.handle(() -> {
                // Also where no run is under way just now: the next one must not begin.
                stop.request();
                engine.stop();
            });
            return CommandRunner.execute(command, engine, OUT, ERR, environment, Terminal.isAttached(), stop);
        }
    }

    private static ConfigurableApplicationContext start(
            Command command, AdapterRegistry adapters, StateStorageSettings state, Map<String, String> environment) {
        ProgramWiring.useIfBuilt();
        return application(adapters, state, defaults(command, environment)).run(command.springArguments());
    }

    /** The application as it is started, and as the build looks at it. */
    static SpringApplication application(
            AdapterRegistry adapters, StateStorageSettings state, Map<String, Object> defaults) {
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, StandardErrorLogging.class.getName());
        SpringApplication application = new SpringApplication(BatchApplication.class);
        application.setMainApplicationClass(ProgramWiring.class);
        application.addPrimarySources(RepositoryConfiguration.NEEDED);
        application.setRegisterShutdownHook(true);
        application.setDefaultProperties(defaults);
        application.addInitializers(context -> {
            context.getBeanFactory().registerSingleton("adapters", adapters);
            context.getBeanFactory().registerSingleton("stateStorageSettings", state);
        });
        return application;
    }

    private static Map<String, Object> defaults(Command command, Map<String, String> environment) {
        Map<String, Object> defaults = programProperties();
        if (!environment.containsKey("SPRING_DATASOURCE_URL") && !command.sets("spring.datasource.url")) {
            EmbeddedRepository.bindToLoopback();
            EmbeddedRepository repository =
                    new EmbeddedRepository(EmbeddedRepository.home(environment.get("HEADGATE_HOME")));
            defaults.put("spring.datasource.url", repository.url());
            defaults.put("spring.datasource.username", EmbeddedRepository.USERNAME);
            defaults.put("spring.datasource.password", repository.password());
        }
        if (command.debug()) {
            defaults.put("logging.level.io.headgate", "DEBUG");
            defaults.put("logging.level.org.springframework.batch", "INFO");
        }
        return defaults;
    }

    /** The program's own, before those of its surroundings; may be added to. */
    static Map<String, Object> programProperties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        try {
            PropertiesLoaderUtils.loadProperties(new ClassPathResource("program.properties", BatchApplication.class))
                    .forEach((key, value) -> properties.put((String) key, value));
        } catch (IOException e) {
            throw new UncheckedIOException("the jar is incomplete", e);
        }
        return properties;
    }

    /** Looks for adapters once, and only if they are asked for. */
    private static final class Adapters {
        private @org.jspecify.annotations.Nullable AdapterRegistry registry;

        AdapterRegistry get() {
            AdapterRegistry known = registry;
            if (known == null) {
                known = new AdapterRegistry(Path.of("plugins"));
                registry = known;
            }
            return known;
        }
    }
}

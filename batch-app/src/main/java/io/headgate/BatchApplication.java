package io.headgate;

import io.headgate.flow.DataFlowMappingDefinition;
import io.headgate.flow.DestinationDefinition;
import io.headgate.flow.FlowEngine;
import io.headgate.flow.RunOptions;
import io.headgate.flow.SourceDefinition;
import io.headgate.job.EmbeddedRepository;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The program. */
@SpringBootApplication
public class BatchApplication {

    public static void main(String[] args) {
        Path home = Path.of(System.getenv().getOrDefault("HEADGATE_HOME", "headgate-data"));
        EmbeddedRepository.bindToLoopback();
        EmbeddedRepository repository = new EmbeddedRepository(home);
        Map<String, Object> defaults = new LinkedHashMap<>();
        defaults.put("spring.datasource.url", repository.url());
        defaults.put("spring.datasource.username", EmbeddedRepository.USERNAME);
        defaults.put("spring.datasource.password", repository.password());
        SpringApplication application = new SpringApplication(BatchApplication.class);
        application.setDefaultProperties(defaults);
        ConfigurableApplicationContext context = application.run();
        FlowEngine engine = context.getBean(FlowEngine.class);
        System.out.println(engine.run(
                DataFlowMappingDefinition.of(
                        new SourceDefinition(
                                "auto", "auto-generated-data", Map.of("num_records", args[0], "num_streams", 2)),
                        new DestinationDefinition("out", args[1], args.length > 2 ? args[2] : null, Map.of())),
                RunOptions.defaults()));
        System.exit(SpringApplication.exit(context));
    }
}

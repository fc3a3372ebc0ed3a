package com.example;

import io.headgate.api.config.ConfigBinder;
import io.headgate.flow.DataFlowMappingDefinition;
import io.headgate.flow.DestinationDefinition;
import io.headgate.flow.FlowEngine;
import io.headgate.flow.FlowOptions;
import io.headgate.flow.RunOptions;
import io.headgate.flow.SourceDefinition;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import java.util.Map;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

@SpringBootApplication
public class CustomersApplication {

    public static void main(String[] args) {
        try (var context = SpringApplication.run(CustomersApplication.class, args)) {
            context.getBean(CustomerLoad.class).load("customers.csv", "jdbc:h2:file:./warehouse");
        }
    }

    /** Makes the history readable as JSON; without it Spring Batch stores serialized Java objects. */
    @Bean
    ExecutionContextSerializer executionContextSerializer() {
        return new JacksonExecutionContextStringSerializer();
    }

    @Component
    static class CustomerLoad {

        private final FlowEngine engine;

        CustomerLoad(FlowEngine engine) {
            this.engine = engine;
        }

        RunReport load(String file, String warehouse) {
            SourceDefinition customers = new SourceDefinition("customers", "csv", Map.of("source_path", file));
            DestinationDefinition tables =
                    new DestinationDefinition("warehouse", "jdbc", warehouse, Map.of("username", "sa"));
            FlowOptions options =
                    ConfigBinder.bind(FlowOptions.class, Map.of("table", "crm_{stream}", "chunk_rows", 10_000));

            DataFlowMappingDefinition flow = DataFlowMappingDefinition.of(customers, tables)
                    .named("load-customers")
                    .with(options)
                    .mappedBy(record -> {
                        if ("test".equals(record.get("country"))) {
                            return null; // dropped, and counted as filtered
                        }
                        record.put("name", String.valueOf(record.get("name")).strip());
                        return record;
                    });

            RunReport report = engine.run(flow, RunOptions.defaults());
            if (report.outcome() == RunOutcome.FAILED) {
                throw new IllegalStateException(report.message()); // calling run again resumes
            }
            return report;
        }
    }
}

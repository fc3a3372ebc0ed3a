package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The example of docs/from-java.md, to the letter. */
@SpringBootTest(properties = "spring.datasource.url=jdbc:h2:mem:customers;DB_CLOSE_DELAY=-1")
class CustomersApplicationTest {

    @Autowired
    CustomersApplication.CustomerLoad load;

    @Autowired
    JdbcClient repository;

    @TempDir
    Path folder;

    @Test
    void theExampleLoadsChangesAndDropsRecords() throws Exception {
        Path file = Files.writeString(
                folder.resolve("customers.csv"), "id,name,country\n1,  Ada ,gb\n2,Robot,test\n3,Grace,us\n");
        String warehouse = "jdbc:h2:mem:warehouse;DB_CLOSE_DELAY=-1";

        RunReport report = load.load(file.toString(), warehouse);

        assertThat(report.outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(report.streams()).singleElement().satisfies(stream -> {
            assertThat(stream.read()).isEqualTo(3);
            assertThat(stream.written()).isEqualTo(2);
            assertThat(stream.filtered()).isEqualTo(1);
        });
        assertThat(JdbcClient.create(new DriverManagerDataSource(warehouse, "sa", ""))
                        .sql("SELECT \"id\" || ' ' || \"name\" FROM \"crm_customers\" ORDER BY 1")
                        .query(String.class)
                        .list())
                .isEqualTo(List.of("1 Ada", "3 Grace"));
        assertThat(repository
                        .sql("SELECT SHORT_CONTEXT FROM BATCH_JOB_EXECUTION_CONTEXT")
                        .query(String.class)
                        .list())
                .allSatisfy(context -> assertThat(context).startsWith("{\"").contains("headgate.instance"));
    }

    @Test
    void thePageShowsThisVeryClass() throws Exception {
        String page = Files.readString(Path.of("../docs/from-java.md"));
        String example = Files.readString(Path.of("src/test/java/com/example/CustomersApplication.java"));
        assertThat(page).contains("```java\n" + example + "```\n");
    }
}

package io.headgate.destination.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.ConfigException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JdbcUrlTest {

    @Test
    void parameters_are_not_shown() {
        assertThat(JdbcUrl.parse("jdbc:postgresql://db:5433/warehouse?user=u&password=p%40ss&ssl=true"))
                .hasToString("jdbc:postgresql://db:5433/warehouse");
        assertThat(JdbcUrl.parse("jdbc:h2:file:/data/x;USER=sa;PASSWORD=p")).hasToString("jdbc:h2:file:/data/x");
    }

    @Test
    void secrets_are_known_as_written_and_decoded() {
        assertThat(JdbcUrl.parse("jdbc:postgresql://db/w?password=p%40ss&sslpassword=q")
                        .secrets())
                .containsExactlyInAnyOrder("p%40ss", "p@ss", "q");
        assertThat(JdbcUrl.parse("jdbc:h2:mem:x;PASSWORD=p").secrets()).containsExactly("p");
    }

    @Test
    void a_password_before_the_host_is_refused_without_showing_it() {
        for (String userInfo : List.of("u:s3cret", "u:s3cret/et", "u:s3cret@et", "u:17?s3cret", "u", "u:s3cret?x")) {
            assertThatThrownBy(() -> JdbcUrl.parse("jdbc:postgresql://" + userInfo + "@db/warehouse?password=s3cret"))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("username and password")
                    .hasMessageNotContaining("s3c");
        }
        for (String hosts : List.of("db", "db:5432", "a:1,b:2,c", "[::1]:5432", "")) {
            String url = "jdbc:postgresql://" + hosts + "/warehouse";
            assertThat(JdbcUrl.parse(url + "?password=p@ss")).hasToString(url);
        }
    }

    @Test
    void other_databases_are_refused_for_now() {
        assertThatThrownBy(() -> JdbcUrl.parse("jdbc:mysql://u:s3cret@db/x?password=s3cret"))
                .hasMessageContaining("jdbc:postgresql:")
                .hasMessageContaining("jdbc:mysql://")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void a_memory_database_needs_a_name() {
        assertThatThrownBy(() -> JdbcUrl.parse("jdbc:h2:mem:")).hasMessageContaining("needs a name");
    }

    @Test
    void the_target_is_required() {
        assertThatThrownBy(() -> new JdbcDestinationFactory().create("x", null, bind(Map.of())))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("target: is required");
    }

    @Test
    void the_configuration_has_these_keys_and_defaults_and_shows_no_secret() {
        assertThat(bind(Map.of())).isEqualTo(new JdbcDestinationConfig(null, null, null, Map.of()));
        assertThat(bind(Map.of("password", "s3cret", "properties", Map.of("sslpassword", "s3cret")))
                        .toString())
                .doesNotContain("s3cret");
        assertThatThrownBy(() -> bind(Map.of("user_name", "x", "pasword", "y")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("password");
    }

    @Test
    void the_factory_is_found_by_the_service_loader() {
        assertThat(java.util.ServiceLoader.load(io.headgate.api.destination.IDataDestinationFactory.class))
                .anyMatch(factory -> factory.method().equals("jdbc"));
    }

    @Test
    void table_names_are_split_at_the_first_dot_outside_of_quotes() {
        assertThat(TableName.parse("orders", "s")).isEqualTo(new TableName("s", "orders"));
        assertThat(TableName.parse("sales.orders", "s")).isEqualTo(new TableName("sales", "orders"));
        assertThat(TableName.parse("\"a.b\".\"c\"\"d\"", "s")).isEqualTo(new TableName("a.b", "c\"d"));
        assertThatThrownBy(() -> TableName.parse("a\"b", "s")).hasMessageContaining("no table name");
    }

    private static JdbcDestinationConfig bind(Map<String, ?> values) {
        return ConfigBinder.bind(JdbcDestinationConfig.class, values);
    }
}

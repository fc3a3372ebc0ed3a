package io.headgate.destination.jdbc;

import static io.headgate.destination.jdbc.AppendTests.assertError;
import static io.headgate.destination.jdbc.Loads.ID_NAME;
import static io.headgate.destination.jdbc.Loads.ids;
import static io.headgate.destination.jdbc.Loads.load;
import static io.headgate.destination.jdbc.Loads.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.destination.DeliveryGuarantee;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reaching PostgreSQL, or not. */
class PostgresAccessTest {

    private final TestDatabase database = TestDatabase.postgres(PostgresAccessTest.class);

    @Test
    void a_wrong_password_is_told_without_showing_it() throws IOException {
        requirePasswordOf("guarded", "right-one");
        String url = database.url() + "?sslpassword=s3cret-too&ApplicationName=x";
        TestDatabase wrong = new TestDatabase(url, "guarded", "s3cret-wrong");
        try (IDataDestination destination = wrong.destination()) {
            assertError(CommonErrorCode.ACCESS_DENIED, () -> destination.prepare(plan("t", ID_NAME)))
                    .hasMessageContaining("guarded")
                    .hasMessageContaining(database.url())
                    .satisfies(e -> assertThat(trace(e)).doesNotContain("s3cret"));
        }
    }

    /** The embedded server trusts everybody: this makes it ask one user. */
    private void requirePasswordOf(String user, String password) throws IOException {
        database.execute("CREATE ROLE " + user + " LOGIN PASSWORD '" + password + "'");
        Path rules = Path.of((String) database.column("SHOW hba_file").get(0));
        Files.writeString(rules, "host all " + user + " all scram-sha-256\n" + Files.readString(rules));
        database.column("SELECT pg_reload_conf()");
    }

    private static String trace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void a_port_where_nobody_listens_is_unreachable() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/warehouse?password=s3cret";
        try (IDataDestination destination = new TestDatabase(url, "u", "s3cret").destination()) {
            assertError(CommonErrorCode.UNREACHABLE, () -> destination.prepare(plan("t", ID_NAME)))
                    .hasMessageContaining("127.0.0.1:" + port + "/warehouse")
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void an_unknown_host_is_unreachable() {
        try (IDataDestination destination =
                new TestDatabase("jdbc:postgresql://no-such-host.invalid/warehouse", "u", "p").destination()) {
            assertError(CommonErrorCode.UNREACHABLE, () -> destination.prepare(plan("t", ID_NAME)))
                    .hasMessageContaining("no-such-host.invalid");
        }
    }

    @Test
    void a_server_that_never_answers_is_given_up() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                IDataDestination destination = new TestDatabase(
                                "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/x", "u", "p")
                        .destination(Map.of("properties", Map.of("loginTimeout", 1)))) {
            assertError(CommonErrorCode.UNREACHABLE, () -> destination.prepare(plan("t", ID_NAME)));
        }
    }

    @Test
    void a_database_that_does_not_exist_is_named() {
        String url = database.url().replaceFirst("[^/]+$", "nowhere");
        try (IDataDestination destination = new TestDatabase(url, "postgres", "").destination()) {
            assertError(CommonErrorCode.NOT_FOUND, () -> destination.prepare(plan("t", ID_NAME)))
                    .hasMessageContaining("nowhere");
        }
    }

    @Test
    void a_user_without_the_right_to_create_can_still_write_what_is_prepared() {
        database.execute("DO $$ BEGIN CREATE ROLE modest LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        try (IDataDestination owner = database.destination();
                IDataDestination modest = new TestDatabase(database.url(), "modest", "").destination()) {
            assertError(CommonErrorCode.ACCESS_DENIED, () -> modest.prepare(plan("t", ID_NAME)))
                    .hasMessageContaining("modest");
            load(owner, plan("t", ID_NAME), ids(0, 1));
            database.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO modest");
            load(modest, plan("t", ID_NAME), ids(0, 1));
        }
        assertThat(database.count("t")).isEqualTo(2);
    }

    @Test
    void who_does_not_own_a_table_is_told_which_statement_its_owner_has_to_run() {
        database.execute(
                "DO $$ BEGIN CREATE ROLE modest LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
                "CREATE TABLE t (id integer, name text)",
                "GRANT SELECT, INSERT ON t TO modest");
        try (IDataDestination modest = new TestDatabase(database.url(), "modest", "").destination()) {
            assertError(CommonErrorCode.ACCESS_DENIED, () -> modest.prepare(plan("t", ID_NAME)))
                    .hasMessageContaining(
                            "owner run ALTER TABLE \"public\".\"t\" ALTER COLUMN \"id\" SET DATA TYPE bigint");
        }
    }

    @Test
    void an_unlogged_table_is_refused() {
        database.execute("CREATE UNLOGGED TABLE t (id bigint, name text)");
        try (IDataDestination destination = database.destination()) {
            assertError(CommonErrorCode.TARGET_MISMATCH, () -> destination.prepare(plan("t", ID_NAME)))
                    .hasMessageContaining("SET LOGGED");
        }
    }

    @Test
    void a_computed_column_is_refused() {
        database.execute("CREATE TABLE t (id bigint, name text GENERATED ALWAYS AS ('x') STORED)");
        try (IDataDestination destination = database.destination()) {
            assertError(CommonErrorCode.TARGET_MISMATCH, () -> destination.prepare(plan("t", ID_NAME)))
                    .hasMessageContaining("computed");
        }
    }

    @Test
    void a_partitioned_table_is_a_target() {
        database.execute(
                "CREATE TABLE t (id bigint, name text) PARTITION BY RANGE (id)",
                "CREATE TABLE t_low PARTITION OF t FOR VALUES FROM (0) TO (5)");
        try (IDataDestination destination = database.destination()) {
            assertThat(load(destination, plan("t", ID_NAME), ids(0, 10))).hasSize(5);
        }
        assertThat(database.count("t_low")).isEqualTo(5);
    }

    @Test
    void a_partitioned_table_with_a_partition_that_is_no_safe_place_is_refused() {
        database.execute(
                "CREATE TABLE t (id bigint, name text) PARTITION BY RANGE (id)",
                "CREATE TABLE t_low PARTITION OF t FOR VALUES FROM (0) TO (5)",
                "CREATE TABLE t_high PARTITION OF t FOR VALUES FROM (5) TO (100) PARTITION BY RANGE (id)",
                "CREATE UNLOGGED TABLE t_mid PARTITION OF t_high FOR VALUES FROM (5) TO (10)");
        try (IDataDestination destination = database.destination()) {
            assertError(CommonErrorCode.TARGET_MISMATCH, () -> destination.prepare(plan("t", ID_NAME)))
                    .hasMessageContaining("partition t_mid is UNLOGGED")
                    .hasMessageContaining("SET LOGGED");
            database.execute(
                    "DROP TABLE t_mid",
                    "CREATE FOREIGN DATA WRAPPER far",
                    "CREATE SERVER far FOREIGN DATA WRAPPER far",
                    "CREATE FOREIGN TABLE t_far PARTITION OF t_high FOR VALUES FROM (10) TO (20) SERVER far");
            assertError(CommonErrorCode.TARGET_MISMATCH, () -> destination.prepare(plan("t", ID_NAME)))
                    .hasMessageContaining("partition t_far is a foreign table");
        }
        database.execute("DROP FOREIGN DATA WRAPPER far CASCADE");
    }

    @Test
    void the_guarantee_is_exactly_once_without_a_connection() {
        try (IDataDestination destination =
                new TestDatabase("jdbc:postgresql://nowhere.invalid/x", "u", "p").destination()) {
            assertThat(destination.guarantee(WriteMode.APPEND).level()).isEqualTo(DeliveryGuarantee.Level.EXACTLY_ONCE);
        }
    }
}

package io.headgate.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.testkit.MemorySourceState;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Where transactions in flight cannot be waited for: writers take their number, dawdle, and commit in any order. */
class LookbackTest {

    private static final int WRITERS = 6;
    private static final String TABLE = "CREATE TABLE events (id BIGINT PRIMARY KEY, at BIGINT NOT NULL)";

    @Test
    void mariaDbLosesAndDoublesNoRecord() throws Exception {
        assumeTrue(MariaDb.runsHere(), "MariaDB's binaries are for Linux on x86");
        String url = MariaDb.database(TABLE, "CREATE INDEX at_index ON events (at)");
        assertEachOnce(new MysqlSourceFactory(), url, "root");
    }

    @Test
    void h2LosesAndDoublesNoRecord() throws Exception {
        String url = H2Tables.database("out_of_order", TABLE, "CREATE INDEX at_index ON events (at)");
        assertEachOnce(new JdbcSourceFactory(), url, "");
    }

    private static List<Object> run(String url, String lookback, MemorySourceState state) {
        Map<String, ?> config = Map.of("url", url, "cursor_column", "at", "lookback", lookback);
        return Sources.run(Sources.of(new JdbcSourceFactory(), config), "events", "id", state, 3);
    }

    private static String refused(String url, String lookback, MemorySourceState state) {
        HeadgateException refused = catchThrowableOfType(HeadgateException.class, () -> run(url, lookback, state));
        assertThat(refused.code()).isEqualTo(SourceErrorCode.LOOKBACK_TOO_LONG);
        return refused.getMessage();
    }

    @Test
    void aLookbackThatHoldsMoreRecordsThanAreRememberedIsRefusedBeforeAnyIsHandedOut() {
        String url = H2Tables.database("too_long", TABLE, "INSERT INTO events SELECT x, x FROM SYSTEM_RANGE(1, 1000)");
        MemorySourceState state = new MemorySourceState();
        String most = String.valueOf(SeenRows.MOST - 1);
        String oneMore = String.valueOf(SeenRows.MOST);
        assertThat(run(url, oneMore, state)).hasSize(1000);
        Map<String, ?> before = Map.copyOf(state.readStream("events"));
        H2Tables.execute(url, "INSERT INTO events SELECT x, x FROM SYSTEM_RANGE(1001, 9000)");
        assertThat(refused(url, oneMore, state))
                .startsWith("events: more than 4000 records lie within a lookback of 4000 before 9000")
                .contains("Shorten lookback", "leave it out");
        assertThat(state.readStream("events")).isEqualTo(before);
        assertThat(run(url, most, state)).hasSize(8000).doesNotHaveDuplicates();
        assertThat(run(url, most, state)).isEmpty();
    }

    /** However short the lookback is. */
    @Test
    void moreRecordsAtTheNewestValueThanAreRememberedGoOnWithoutLookbackOnly() {
        String url = H2Tables.database("tied", TABLE, "INSERT INTO events SELECT x, 7 FROM SYSTEM_RANGE(1, 5000)");
        MemorySourceState state = new MemorySourceState();
        assertThat(refused(url, "1", state)).contains("leave it out");
        assertThat(state.readStream("events")).isEmpty();
        H2Tables.execute(url, "INSERT INTO events VALUES (0, 8)");
        Map<String, ?> config = Map.of("url", url, "cursor_column", "at");
        assertThat(Sources.run(Sources.of(new JdbcSourceFactory(), config), "events", "id", state, 3))
                .hasSize(5001);
    }

    private static void assertEachOnce(IDataSourceFactory<JdbcSourceConfig> factory, String url, String user)
            throws Exception {
        Map<String, ?> config = Map.of(
                "url", url, "username", user, "cursor_column", "at", "lookback", "300", "min_partition_rows", 50);
        MemorySourceState state = new MemorySourceState();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong stamp = new AtomicLong();
        List<Object> delivered = new ArrayList<>();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        List<Future<?>> writing = new ArrayList<>();
        try {
            for (int i = 0; i < WRITERS; i++) {
                Random random = new Random(i);
                writing.add(writers.submit(() -> write(url, user, stamp, random, stop)));
            }
            while (delivered.size() < 600) {
                delivered.addAll(Sources.run(Sources.of(factory, config), "events", "id", state, 3));
                assertThat(writing).noneMatch(Future::isDone);
            }
        } finally {
            stop.set(true);
            writers.shutdown();
        }
        for (Future<?> writer : writing) {
            writer.get(60, TimeUnit.SECONDS);
        }
        delivered.addAll(Sources.run(Sources.of(factory, config), "events", "id", state, 3));
        List<Object> all = Sources.run(
                Sources.of(factory, Map.of("url", url, "username", user)), "events", "id", new MemorySourceState(), 1);
        assertThat(new HashSet<>(delivered)).hasSameSizeAs(delivered);
        assertThat(delivered).containsExactlyInAnyOrderElementsOf(all);
    }

    /** Several records share a number now and then. */
    private static Void write(String url, String user, AtomicLong stamp, Random random, AtomicBoolean stop)
            throws SQLException, InterruptedException {
        try (Connection connection = DriverManager.getConnection(url, user, "");
                PreparedStatement insert = connection.prepareStatement("INSERT INTO events VALUES (?, ?)")) {
            connection.setAutoCommit(false);
            while (!stop.get()) {
                long taken = stamp.incrementAndGet();
                insert.setLong(1, taken);
                insert.setLong(2, taken / 3);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(15));
                insert.executeUpdate();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(15));
                connection.commit();
            }
        }
        return null;
    }
}

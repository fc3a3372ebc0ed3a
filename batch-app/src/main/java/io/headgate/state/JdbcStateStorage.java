package io.headgate.state;

import io.headgate.api.state.IDataSourceStateStorage;
import io.headgate.api.state.StateKey;
import java.sql.DatabaseMetaData;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/**
 * Keeps state in the table {@code HEADGATE_STATE} of the JobRepository's database. Called within a chunk's transaction it commits
 * with the ExecutionContext; outside of one, at once.
 */
public final class JdbcStateStorage implements IDataSourceStateStorage {

    private static final String WHERE = " WHERE FLOW = ? AND SOURCE = ? AND KIND = ? AND NAME = ?";

    private static final String INSERT =
            "INSERT INTO HEADGATE_STATE (FLOW, SOURCE, KIND, NAME, STATE, UPDATED_AT)" + " VALUES (?, ?, ?, ?, ?, ?)";
    private static final String UNLESS_THERE = " ON CONFLICT (FLOW, SOURCE, KIND, NAME)"
            + " DO UPDATE SET STATE = EXCLUDED.STATE, UPDATED_AT = EXCLUDED.UPDATED_AT";
    private final JdbcClient jdbc;
    private final String insert;
    private final Clock clock = Clock.systemUTC();

    public JdbcStateStorage(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.insert = INSERT + (isPostgres(dataSource) ? UNLESS_THERE : "");
    }

    private static boolean isPostgres(DataSource dataSource) {
        try {
            return "PostgreSQL"
                    .equals(JdbcUtils.extractDatabaseMetaData(dataSource, DatabaseMetaData::getDatabaseProductName));
        } catch (MetaDataAccessException e) {
            throw new IllegalStateException("The JobRepository's database cannot be reached: " + e.getMessage(), e);
        }
    }

    @Override
    public Map<String, @Nullable Object> read(StateKey key) {
        return jdbc.sql("SELECT STATE FROM HEADGATE_STATE" + WHERE)
                .params(key.flow(), key.source(), key.kind().name(), key.name())
                .query(String.class)
                .optional()
                .map(JsonText::read)
                .orElse(Map.of());
    }

    /**
     * Updates first: an entry is inserted once in its life. Two partitions may insert the same one at the same time; on PostgreSQL
     * a failed insert would break the second one's transaction, on H2 it does not.
     */
    @Override
    public void write(StateKey key, Map<String, @Nullable Object> state) {
        String json = JsonText.write(state);
        if (update(key, json) == 0) {
            try {
                jdbc.sql(insert)
                        .params(key.flow(), key.source(), key.kind().name(), key.name(), json, now())
                        .update();
            } catch (DuplicateKeyException e) {
                update(key, json);
            }
        }
    }

    private int update(StateKey key, String json) {
        return jdbc.sql("UPDATE HEADGATE_STATE SET STATE = ?, UPDATED_AT = ?" + WHERE)
                .params(json, now(), key.flow(), key.source(), key.kind().name(), key.name())
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    @Override
    public void delete(StateKey key) {
        jdbc.sql("DELETE FROM HEADGATE_STATE" + WHERE)
                .params(key.flow(), key.source(), key.kind().name(), key.name())
                .update();
    }

    @Override
    public List<StateKey> list(String flow) {
        return jdbc
                .sql("SELECT SOURCE, KIND, NAME FROM HEADGATE_STATE WHERE FLOW = ?")
                .param(flow)
                .query((row, number) -> new StateKey(
                        flow,
                        row.getString("SOURCE"),
                        StateKey.Kind.valueOf(row.getString("KIND")),
                        row.getString("NAME")))
                .list()
                .stream()
                .sorted(InMemoryStateStorage.ORDER)
                .toList();
    }
}

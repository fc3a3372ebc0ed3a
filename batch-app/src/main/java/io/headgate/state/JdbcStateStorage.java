package io.headgate.state;

import io.headgate.api.state.IDataSourceStateStorage;
import io.headgate.api.state.StateKey;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps state in the table {@code HEADGATE_STATE} of the JobRepository's database. Called within a chunk's transaction it commits
 * with the ExecutionContext; outside of one, at once.
 */
public final class JdbcStateStorage implements IDataSourceStateStorage {

    private static final String WHERE = " WHERE FLOW = ? AND SOURCE = ? AND KIND = ? AND NAME = ?";

    private final JdbcClient jdbc;
    private final Clock clock = Clock.systemUTC();

    public JdbcStateStorage(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
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

    /** Updates first: an entry is inserted once in its life, and a failed insert would break a PostgreSQL transaction. */
    @Override
    public void write(StateKey key, Map<String, @Nullable Object> state) {
        String json = JsonText.write(state);
        if (update(key, json) == 0) {
            try {
                jdbc.sql("INSERT INTO HEADGATE_STATE (FLOW, SOURCE, KIND, NAME, STATE, UPDATED_AT)"
                                + " VALUES (?, ?, ?, ?, ?, ?)")
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
        return jdbc.sql("SELECT SOURCE, KIND, NAME FROM HEADGATE_STATE WHERE FLOW = ? ORDER BY SOURCE, KIND DESC, NAME")
                .param(flow)
                .query((row, number) -> new StateKey(
                        flow,
                        row.getString("SOURCE"),
                        StateKey.Kind.valueOf(row.getString("KIND")),
                        row.getString("NAME")))
                .list();
    }
}

package io.headgate.job;

import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The row of a lease since one acquisition of it, which has a name of its own. As long as nobody else has taken it, it can be renewed,
 * also when its time had run out because the holder stood still: then nobody was there in between.
 */
final class LeaseRow {

    static final String TABLE = "HEADGATE_LEASE";

    /** Before LOCKED_AT even if the clock has been set back since. */
    static final String LONG_PAST = "TIMESTAMP '2000-01-01 00:00:00'";

    private static final String WHERE = " WHERE NAME = ? AND LOCKED_BY = ?";

    private final JdbcClient jdbc;
    private final String flow;
    private final String holder;
    private final String renewal;

    /**
     * To be made after the acquisition.
     *
     * @param holder what stands in the row as LOCKED_BY, of this acquisition only
     * @param now how the database is asked for the time: in the same way as when the lease is taken
     */
    LeaseRow(JdbcClient jdbc, String flow, String holder, Duration valid, Now now) {
        this.jdbc = jdbc;
        this.flow = flow;
        this.holder = holder;
        this.renewal = "UPDATE " + TABLE + " SET LOCK_UNTIL = " + now.plusMillis(valid.toMillis()) + WHERE;
    }

    /** The database's clock counts. */
    enum Now {
        H2,
        POSTGRESQL;

        static Now of(DataSource dataSource) {
            return RepositorySchema.isPostgres(dataSource) ? POSTGRESQL : H2;
        }

        private String plusMillis(long millis) {
            return this == POSTGRESQL
                    ? "timezone('utc', CURRENT_TIMESTAMP) + " + millis + " * INTERVAL '1 millisecond'"
                    : "TIMESTAMPADD(MILLISECOND, " + millis + ", CURRENT_TIMESTAMP(3))";
        }
    }

    /** False if somebody else has taken it meanwhile, whether he still has it or not. */
    boolean renew() {
        return jdbc.sql(renewal).params(flow, holder).update() == 1;
    }

    /** Does nothing if somebody else has it. */
    void release() {
        jdbc.sql("UPDATE " + TABLE + " SET LOCK_UNTIL = " + LONG_PAST + WHERE)
                .params(flow, holder)
                .update();
    }
}

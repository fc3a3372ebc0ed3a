package io.headgate.destination.jdbc;

import io.headgate.api.destination.StreamPlan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** In what databases differ where an instance's rows are found again in their table. Stateless; any thread may call. */
interface HeldDialect {

    /**
     * What was found.
     *
     * @param rows the instance's
     * @param replaced how many of them others may have replaced since
     * @param mixed whether rows that others have added meanwhile are among them
     * @param unknown why nothing can be told, or null
     */
    record Held(long rows, long replaced, boolean mixed, @Nullable String unknown) {

        static Held unknown(String why) {
            return new Held(-1, 0, false, why);
        }
    }

    /** An expression for how far a table reaches, asked before rows are added to it. */
    String mark(TableName table);

    /** Whether rows can be followed from a staging table into the target by how they were loaded. */
    boolean followsRows();

    /**
     * Counts the instance's rows in a table.
     *
     * @param everything whether to look at every row of the table, whatever that costs
     */
    Held count(Connection connection, LoadTable loads, StreamPlan plan, LoadTable.Loaded loaded, boolean everything)
            throws SQLException;

    /** Selects columns of the instance's rows. */
    PreparedStatement select(
            Connection connection, LoadTable loads, StreamPlan plan, LoadTable.Loaded loaded, String columns)
            throws SQLException;
}

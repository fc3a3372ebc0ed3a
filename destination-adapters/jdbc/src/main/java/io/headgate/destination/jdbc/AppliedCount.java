package io.headgate.destination.jdbc;

import io.headgate.api.destination.StreamPlan;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/** Counts what a publication by key has before it and what it leaves, in its transaction. */
final class AppliedCount {

    private final Connection connection;
    private final StreamPlan plan;
    private final TargetTable target;
    private final TableName staging;

    AppliedCount(Connection connection, StreamPlan plan, TargetTable target, TableName staging) {
        this.connection = connection;
        this.plan = plan;
        this.target = target;
        this.staging = staging;
    }

    long staged() throws SQLException {
        return of(staging.quoted());
    }

    /** Rows of the target whose key was staged. */
    long ofKeys() throws SQLException {
        String sameKey = StagedApply.keyColumns(plan, target).stream()
                .map(Dialect::quote)
                .map(column -> "k." + column + " = t." + column)
                .collect(Collectors.joining(" AND "));
        return count(target.name().quoted() + " t WHERE EXISTS (SELECT 1 FROM " + staging.quoted() + " k WHERE "
                + sameKey + ")");
    }

    /**
     * @param rows a table, or a query in brackets
     */
    long of(String rows) throws SQLException {
        return count(rows + " r");
    }

    private long count(String from) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + from)) {
            row.next();
            return row.getLong(1);
        }
    }
}

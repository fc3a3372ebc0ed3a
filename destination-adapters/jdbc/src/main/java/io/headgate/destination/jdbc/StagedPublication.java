package io.headgate.destination.jdbc;

import io.headgate.api.destination.PartitionKey;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.fault.FaultPoint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Publishes a staged stream, once: what was staged is applied in the same transaction in which a mark in the checkpoint table says
 * so. The mark is taken over like a partition, so that a process that was frozen in here can neither apply behind its successor nor
 * hold it up.
 */
final class StagedPublication {

    /** No partition can have this name. */
    static final String MARK = "~publish";

    private final JdbcTarget target;
    private final StreamPlan plan;
    private final JdbcDatabase database;
    private final StagingTable staging;
    private final long epoch;

    StagedPublication(JdbcTarget target, StreamPlan plan, StagingTable staging, long epoch) {
        this.target = target;
        this.plan = plan;
        this.database = target.database();
        this.staging = staging;
        this.epoch = epoch;
    }

    void run() {
        Connection connection = database.connect();
        database.dialect().beginWriting();
        try {
            PartitionKey mark = plan.partition(MARK);
            Claim claim = new PartitionTakeover(target, connection, mark, epoch).take();
            if (!claim.last().complete()) {
                target.requireNotSuperseded(connection, epoch);
                publish(connection, claim);
            }
            staging.drop(connection);
            connection.commit();
        } catch (SQLException e) {
            throw database.errors().translate("Publishing " + target.table(), e);
        } finally {
            JdbcDatabase.closeQuietly(connection);
            database.dialect().endWriting();
        }
    }

    private void publish(Connection connection, Claim claim) throws SQLException {
        requireFinished(connection);
        TargetTable table = target.load(connection, target.table(), plan.target());
        StagedApply apply =
                new StagedApply(plan, table, staging.name(), database.dialect().staged());
        apply.prepare(connection);
        connection.commit();
        record(connection);
        Publication published = apply.run(connection);
        FaultPoint.reach("jdbc.publish.applied");
        try (PreparedStatement advance = target.checkpoints().prepareAdvance(connection)) {
            if (!CheckpointTable.advance(advance, claim.key(), claim.epoch(), claim.writer(), published.toMark())) {
                connection.rollback();
                throw target.superseded("the publication", epoch, null);
            }
        }
        FaultPoint.reach("jdbc.publish.before-commit");
        commit(connection);
        FaultPoint.reach("jdbc.publish.committed");
    }

    /** In this transaction, so that the rows which it writes can be found by it. */
    private void record(Connection connection) throws SQLException {
        LoadTable loads = target.loads();
        if (loads.exists(connection, database.dialect())) {
            try (PreparedStatement insert =
                    loads.prepareRecord(connection, database.dialect(), plan, target.table(), target.table())) {
                LoadTable.record(insert, 0);
            }
        }
    }

    /** An answer of the server that it refuses the commit is an outcome; anything else leaves it open. */
    private void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw switch (database.errors().classify(e)) {
                case RECORD_REFUSED, LOCKED -> database.errors().translate("Publishing " + target.table(), e);
                default -> database.errors().outcomeUnknown(e);
            };
        }
    }

    private void requireFinished(Connection connection) throws SQLException {
        for (String partition : plan.partitions()) {
            CheckpointTable.Entry entry = target.checkpoints().read(connection, plan.partition(partition));
            if (entry == null || !entry.checkpoint().complete()) {
                throw new HeadgateException(
                        CommonErrorCode.INTERNAL_ERROR,
                        "Partition '" + partition + "' of stream '" + plan.stream()
                                + "' is not finished and cannot be published.");
            }
        }
    }
}

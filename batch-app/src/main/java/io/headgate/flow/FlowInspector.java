package io.headgate.flow;

import io.headgate.api.config.ConfigProblem;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.RejectStore;
import io.headgate.api.destination.SchemaDifference;
import io.headgate.api.destination.StoredReject;
import io.headgate.api.source.RejectedRecord;
import io.headgate.job.UnfinishedRun;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at a flow without moving anything; {@link #repair} alone changes something. */
public interface FlowInspector {

    /** Streams of the source with their schemas, and whether the flow takes them. */
    List<StreamDescription> discover(DataFlowMappingDefinition flow);

    /** The first records of each stream that the flow takes, after its transforms, map function and rules. */
    List<StreamPreview> preview(DataFlowMappingDefinition flow, int records);

    /**
     * The rejected records of a flow, as its destination holds them.
     *
     * @param stream one stream only, or null for all
     * @param run of this run only, or null for all
     * @param limit at most so many per stream
     * @throws io.headgate.api.error.HeadgateException {@code NOT_FOUND} if the flow does not take the stream; {@code
     *     INVALID_CONFIGURATION} if the destination cannot tell
     */
    List<StreamRejects> rejects(
            DataFlowMappingDefinition flow, @Nullable String stream, @Nullable String run, int limit);

    /**
     * Rejected records of one stream.
     *
     * @param table where the stream lands
     * @param total how many there are
     * @param rejects the first of them
     */
    record StreamRejects(String stream, String table, long total, List<StoredReject> rejects) {}

    /**
     * Gives rejected records other raw texts in the reject store of the flow's destination, as somebody who edits it would. Those
     * that are no longer there are left alone. Refused while the flow runs.
     *
     * @param repairs by stream
     * @return how many records were found
     * @throws io.headgate.api.error.HeadgateException {@code NOT_FOUND} if the flow does not take a stream; {@code
     *     INVALID_CONFIGURATION} if the destination's store can be edited by other means only
     */
    int repair(DataFlowMappingDefinition flow, Map<String, List<RejectStore.Repair>> repairs);

    /**
     * What a run would do now. Nothing is moved, made or changed.
     *
     * @throws io.headgate.api.error.HeadgateException as {@link FlowEngine#run} if nothing could be started, or if the source cannot
     *     be looked at
     */
    FlowPlan plan(DataFlowMappingDefinition flow);

    /**
     * What a run would do.
     *
     * @param delivery what the destination promises, one sentence
     * @param unfinished the run that would be resumed, with the partitions that it was planned with, or null if a new one would
     *     be started, as {@code streams} tells
     */
    record FlowPlan(String delivery, @Nullable UnfinishedRun unfinished, List<StreamOutline> streams) {}

    /**
     * What a new run would do with one stream.
     *
     * @param table where it would land
     * @param fields what would land, after the transforms; null if there is nothing to read and the source does not know
     * @param partitions names of the parts that would be read
     * @param estimatedRecords about how many records; -1 if not known
     * @param estimatedBytes about how many bytes the source would read; -1 if not known
     * @param state from where it would be read; empty for the beginning
     * @param sourceStatements what would be sent to the source
     * @param setup what would be executed in the destination before the first record, or null if it cannot tell
     * @param targetExists whether there is a target already; null if that is not known, because the fields are not, or because of
     *     the problem
     * @param differences between the fields and the columns of the target that is there; empty if there is none yet
     * @param problem why the destination would refuse the stream, or null
     */
    record StreamOutline(
            String stream,
            String table,
            @Nullable RowSchema fields,
            List<String> partitions,
            long estimatedRecords,
            long estimatedBytes,
            Map<String, @Nullable Object> state,
            List<String> sourceStatements,
            @Nullable List<String> setup,
            @Nullable Boolean targetExists,
            List<SchemaDifference> differences,
            @Nullable String problem) {}

    /**
     * What looking at a flow's source has shown.
     *
     * @param problems mistakes; keys begin with flow.
     * @param notes what could not be checked, and why
     */
    record SourceCheck(List<ConfigProblem> problems, List<String> notes) {}

    /**
     * @param selected whether the flow's {@code streams} take it
     * @param table where it lands
     */
    record StreamDescription(String stream, RowSchema schema, boolean selected, String table) {}

    /**
     * @param rejected records among the first ones that could not be read, or were rejected on the way
     */
    record StreamPreview(String stream, RowBatch records, List<RejectedRecord> rejected) {}
}

package io.headgate.flow;

import io.headgate.api.config.ConfigProblem;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowSchema;
import io.headgate.api.source.RejectedRecord;
import java.util.List;

/** Looks at a flow's source without moving or changing anything. */
public interface FlowInspector {

    /** Streams of the source with their schemas, and whether the flow takes them. */
    List<StreamDescription> discover(DataFlowMappingDefinition flow);

    /** The first records of each stream that the flow takes, after its transforms, map function and rules. */
    List<StreamPreview> preview(DataFlowMappingDefinition flow, int records);

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

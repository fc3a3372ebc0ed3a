package io.headgate.flow;

import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowSchema;
import io.headgate.api.source.RejectedRecord;
import java.util.List;

/** Looks at a flow's source without moving or changing anything. */
public interface FlowInspector {

    /** Streams of the source with their schemas, and whether the flow takes them. */
    List<StreamDescription> discover(DataFlowMappingDefinition flow);

    /** The first records of each stream that the flow takes, after its map function. */
    List<StreamPreview> preview(DataFlowMappingDefinition flow, int records);

    /**
     * @param selected whether the flow's {@code streams} take it
     * @param table where it lands
     */
    record StreamDescription(String stream, RowSchema schema, boolean selected, String table) {}

    /**
     * @param rejected records among the first ones that could not be read
     */
    record StreamPreview(String stream, RowBatch records, List<RejectedRecord> rejected) {}
}

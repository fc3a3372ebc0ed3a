package io.headgate.flow;

import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.DeliveryGuarantee;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.ModeOptions;
import io.headgate.api.destination.SchemaDifference;
import io.headgate.api.destination.SetupOutline;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.ReadOutline;
import io.headgate.api.source.StreamPartition;
import io.headgate.flow.FlowInspector.StreamOutline;
import io.headgate.job.StreamPatterns;
import io.headgate.state.FlowSourceState;
import io.headgate.step.SchemaDecision;
import io.headgate.transform.TransformPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Plans a flow as a run would, and leaves it at that. */
final class FlowPlanner {

    private final DataFlowMappingDefinition flow;
    private final ResolvedFlow resolved;
    private final FlowOptions options;

    FlowPlanner(DataFlowMappingDefinition flow, ResolvedFlow resolved) {
        this.flow = flow;
        this.resolved = resolved;
        this.options = flow.options();
    }

    String delivery() {
        try (IDataDestination destination = resolved.destination().get()) {
            DeliveryGuarantee guarantee = destination.guarantee(options.writeMode());
            return guarantee.level().name().toLowerCase(Locale.ROOT).replace('_', '-') + ": " + guarantee.how();
        }
    }

    /**
     * @param source connected
     */
    List<StreamOutline> streams(IDataSource source, FlowSourceState state) {
        List<String> names = StreamPatterns.select(
                options.streams(),
                source.streams().stream().map(IDataSourceStream::name).toList());
        List<StreamOutline> outlines = new ArrayList<>();
        try (IDataDestination destination = resolved.destination().get()) {
            for (IDataSourceStream stream : source.streams()) {
                if (names.contains(stream.name())) {
                    outlines.add(outline(stream, destination, state));
                }
            }
        }
        return outlines;
    }

    private StreamOutline outline(IDataSourceStream stream, IDataDestination destination, FlowSourceState state) {
        boolean sequential = resolved.transforms().of(stream.name()).isSequential();
        List<StreamPartition> partitions = stream.partitions(sequential ? 1 : options.effectivePartitions());
        boolean anything = !partitions.isEmpty();
        RowSchema fields = fields(stream, anything);
        List<String> setup = List.of();
        List<SchemaDifference> differences = List.of();
        Boolean exists = null;
        String problem = null;
        try {
            if (fields != null) {
                StreamPlan whole = streamPlan(stream.name(), fields, partitions);
                exists = destination.hasTarget(whole);
                differences = destination.compare(whole);
                StreamPlan landing = streamPlan(stream.name(), SchemaDecision.landed(whole, differences), partitions);
                setup = anything ? setup(landing, destination) : setup;
            }
        } catch (HeadgateException e) {
            problem = e.getMessage();
        }
        ReadOutline outline = stream instanceof ReadOutline able ? able : null;
        return new StreamOutline(
                stream.name(),
                table(stream.name()),
                fields,
                partitions.stream().map(StreamPartition::name).toList(),
                records(partitions),
                outline == null ? -1 : outline.estimatedBytes(partitions),
                state.readStream(stream.name()),
                outline == null ? List.of() : outline.statements(partitions),
                setup,
                exists,
                differences,
                problem);
    }

    /** A source that has nothing to read may not know its columns. */
    private @Nullable RowSchema fields(IDataSourceStream stream, boolean anything) {
        try {
            return plan(stream).output();
        } catch (HeadgateException e) {
            if (anything) {
                throw e;
            }
            return null;
        }
    }

    private TransformPlan plan(IDataSourceStream stream) {
        return resolved.transforms().plan(stream.name(), stream.schema());
    }

    private String table(String stream) {
        return options.table().replace("{stream}", stream);
    }

    private static long records(List<StreamPartition> partitions) {
        boolean known = partitions.stream().noneMatch(partition -> partition.estimatedRecords() < 0);
        return known
                ? partitions.stream()
                        .mapToLong(StreamPartition::estimatedRecords)
                        .sum()
                : -1;
    }

    private static @Nullable List<String> setup(StreamPlan plan, IDataDestination destination) {
        return destination instanceof SetupOutline outline ? outline.setup(plan) : null;
    }

    /** Of an instance that never will be. */
    StreamPlan streamPlan(String stream, RowSchema fields, List<StreamPartition> partitions) {
        boolean computed = resolved.transforms().of(stream).deleteWhen() != null;
        ModeOptions how = options.modeOptions();
        List<String> key =
                options.key().isEmpty() && options.writeMode().hasKey() ? fields.primaryKey() : options.key();
        return new StreamPlan(
                flow.name(),
                UUID.randomUUID(),
                Instant.now(),
                stream,
                table(stream),
                fields,
                options.writeMode(),
                key,
                partitions.stream().map(StreamPartition::name).toList(),
                computed ? new ModeOptions(TransformPlan.DELETE_FIELD, how.scd2()) : how,
                resolved.transforms().schemaMode(stream),
                "");
    }
}

package io.headgate.api.destination;

import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a job instance is going to land in one target. The same for every process and every restart of the instance.
 *
 * @param flow name of the flow
 * @param instance minted with the job instance; globally unique, so that a new or restored JobRepository never takes another
 *     instance's checkpoint for its own
 * @param startedAt when the instance was first planned
 * @param stream name of the stream
 * @param table where it lands: a table, perhaps qualified by a schema ({@code sales.orders}), or a folder name
 * @param schema fields and types; every payload has exactly this schema
 * @param mode how it meets what is there
 * @param key field names that identify a record, for {@link WriteMode#MERGE} and {@link WriteMode#SCD2}; empty otherwise
 * @param partitions names of all partitions, in the order of the source: of two records with the same key in different partitions
 *     the one in the later partition is the later one
 * @param options what the mode needs to know besides the key
 * @param schemaMode what becomes of a target whose columns differ
 * @param run what people call the job instance: its number or name. For the reject store; nothing else depends on it
 */
public record StreamPlan(
        String flow,
        UUID instance,
        Instant startedAt,
        String stream,
        String table,
        RowSchema schema,
        WriteMode mode,
        List<String> key,
        List<String> partitions,
        ModeOptions options,
        SchemaMode schemaMode,
        String run) {

    /**
     * @throws io.headgate.api.config.ConfigException if the mode's key or options name no field, or one of a wrong type; under the
     *     flow's own key: {@code key}, {@code delete_field}, {@code scd2.effective}
     */
    public StreamPlan {
        key = List.copyOf(key);
        partitions = List.copyOf(partitions);
        PlanCheck.check(stream, schema, mode, key, options);
    }

    /** A plan whose mode has no options. */
    public StreamPlan(
            String flow,
            UUID instance,
            Instant startedAt,
            String stream,
            String table,
            RowSchema schema,
            WriteMode mode,
            List<String> key,
            List<String> partitions) {
        this(flow, instance, startedAt, stream, table, schema, mode, key, partitions, ModeOptions.NONE);
    }

    /** A plan of an instance without a name, whose target may evolve. */
    public StreamPlan(
            String flow,
            UUID instance,
            Instant startedAt,
            String stream,
            String table,
            RowSchema schema,
            WriteMode mode,
            List<String> key,
            List<String> partitions,
            ModeOptions options) {
        this(flow, instance, startedAt, stream, table, schema, mode, key, partitions, options, SchemaMode.EVOLVE, "");
    }

    /** The same plan with another schema mode. */
    public StreamPlan withSchemaMode(SchemaMode other) {
        return new StreamPlan(
                flow, instance, startedAt, stream, table, schema, mode, key, partitions, options, other, run);
    }

    /** A plan that lands in the same place and has one field, of a name that no target has. */
    StreamPlan withUnknownField() {
        RowSchema unknown = RowSchema.of(Field.of("~unknown field~", Primitive.INT32));
        return new StreamPlan(
                flow,
                instance,
                startedAt,
                stream,
                table,
                unknown,
                WriteMode.APPEND,
                List.of(),
                partitions,
                ModeOptions.NONE,
                schemaMode,
                run);
    }

    /** The globally unique key of one partition. */
    public PartitionKey partition(String name) {
        return new PartitionKey(flow, instance, stream, name);
    }

    /** The fields that land: all but the delete field. */
    public RowSchema landed() {
        String delete = options.deleteField();
        return delete == null
                ? schema
                : new RowSchema(
                        schema.fields().stream()
                                .filter(field -> !field.name().equals(delete))
                                .toList(),
                        schema.primaryKey());
    }

    /** The columns that the rows of the target have: the fields that land, and what {@link WriteMode#SCD2} adds. */
    public RowSchema target() {
        List<Field> fields = new ArrayList<>(landed().fields());
        if (mode == WriteMode.SCD2) {
            ModeOptions.Scd2 scd2 = options.scd2();
            fields.add(Field.required(scd2.validFrom(), effective().type()));
            fields.add(Field.of(scd2.validTo(), effective().type()));
            fields.add(Field.required(scd2.current(), Primitive.BOOLEAN));
            fields.add(Field.required(scd2.hash(), Primitive.STRING));
        }
        return new RowSchema(fields, List.of());
    }

    /** The fields whose change begins a new version, for {@link WriteMode#SCD2}. */
    public List<String> tracked() {
        ModeOptions.Scd2 scd2 = options.scd2();
        return scd2.tracked().isEmpty()
                ? landed().names().stream()
                        .filter(name -> !key.contains(name) && !name.equals(scd2.effective()))
                        .toList()
                : scd2.tracked();
    }

    /** The type of a version's beginning and end, for {@link WriteMode#SCD2}. */
    public Field effective() {
        String name = options.scd2().effective();
        return name == null
                ? Field.required(options.scd2().validFrom(), Primitive.TIMESTAMP_TZ)
                : schema.field(schema.indexOf(name));
    }
}

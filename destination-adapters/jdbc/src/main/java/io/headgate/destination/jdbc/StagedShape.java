package io.headgate.destination.jdbc;

import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.ModeOptions;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.WriteMode;
import java.util.ArrayList;
import java.util.List;

/** Which columns the staging table of a plan has. */
final class StagedShape {

    /** Where a record stands in source order, over all partitions. */
    static final String SEQUENCE = "_headgate_seq";
    /** Whether a record is a deletion; only in plans that know deletions. */
    static final String GONE = "_headgate_gone";

    private StagedShape() {}

    /** What is loaded: into the staging table if the mode has one, else into the target. */
    static RowSchema loaded(StreamPlan plan) {
        List<Field> fields = new ArrayList<>(plan.landed().fields());
        if (plan.mode().hasKey()) {
            fields.add(Field.required(SEQUENCE, Primitive.INT64));
            if (plan.options().deleteField() != null) {
                fields.add(Field.of(GONE, Primitive.BOOLEAN));
            }
        }
        if (plan.mode() == WriteMode.SCD2) {
            ModeOptions.Scd2 scd2 = plan.options().scd2();
            fields.add(Field.of(scd2.validFrom(), plan.effective().type()));
            fields.add(Field.required(scd2.hash(), Primitive.STRING));
        }
        return new RowSchema(fields, List.of());
    }
}

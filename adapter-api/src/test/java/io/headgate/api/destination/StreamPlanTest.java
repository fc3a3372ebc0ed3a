package io.headgate.api.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StreamPlanTest {

    private static final RowSchema SCHEMA = RowSchema.of(
            Field.required("id", Primitive.INT64),
            Field.of("name", Primitive.STRING),
            Field.of("at", Primitive.TIMESTAMP),
            Field.of("gone", Primitive.BOOLEAN));

    private static StreamPlan plan(WriteMode mode, List<String> key, ModeOptions options) {
        return new StreamPlan(
                "flow", UUID.randomUUID(), Instant.EPOCH, "people", "t", SCHEMA, mode, key, List.of("p0"), options);
    }

    private static ModeOptions history(List<String> tracked, @Nullable String effective, String validFrom) {
        return new ModeOptions(
                "gone", new ModeOptions.Scd2(tracked, effective, validFrom, "valid_to", "is_current", "row_hash"));
    }

    private static void assertRefused(WriteMode mode, List<String> key, ModeOptions options, String message) {
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> plan(mode, key, options))
                .withMessageContaining(message.replaceFirst(": ", ": stream 'people': "))
                .satisfies(e -> assertThat(e.code()).isEqualTo(CommonErrorCode.INVALID_CONFIGURATION));
    }

    @Test
    void aDeleteFieldDoesNotLandAndNeitherKeyNorTimeNorItIsTracked() {
        StreamPlan plan = plan(WriteMode.SCD2, List.of("id"), history(List.of(), "at", "valid_from"));
        assertThat(plan.landed().names()).containsExactly("id", "name", "at");
        assertThat(plan.tracked()).containsExactly("name");
        assertThat(plan.effective().type()).isEqualTo(Primitive.TIMESTAMP);
        assertThat(plan(WriteMode.SCD2, List.of("id"), ModeOptions.NONE)
                        .effective()
                        .type())
                .isEqualTo(Primitive.TIMESTAMP_TZ);
    }

    @Test
    void aModeWithAKeyNeedsOneThatTheSchemaHas() {
        assertRefused(WriteMode.MERGE, List.of(), ModeOptions.NONE, "key: write_mode = \"merge\" needs one");
        assertRefused(
                WriteMode.MERGE,
                List.of("nme"),
                ModeOptions.NONE,
                "key: there is no field 'nme'; did you mean 'name'? The fields are [id, name, at, gone]");
        assertRefused(WriteMode.MERGE, List.of("id", "id"), ModeOptions.NONE, "key: a field stands twice");
    }

    @Test
    void aDeleteFieldIsABooleanOutsideTheKeyOfAModeWithOne() {
        ModeOptions byName = new ModeOptions("name", ModeOptions.Scd2.DEFAULT);
        ModeOptions gone = new ModeOptions("gone", ModeOptions.Scd2.DEFAULT);
        assertRefused(WriteMode.MERGE, List.of("id"), byName, "delete_field: 'name' is no BOOLEAN field");
        assertRefused(WriteMode.MERGE, List.of("gone"), gone, "delete_field: 'gone' is part of the key");
        assertRefused(WriteMode.OVERWRITE, List.of(), gone, "delete_field: only");
    }

    @Test
    void aHistoryNeedsATimeAndNamesOfItsOwn() {
        assertRefused(
                WriteMode.SCD2,
                List.of("id"),
                history(List.of(), "name", "valid_from"),
                "scd2.effective: 'name' is neither DATE nor TIMESTAMP");
        assertRefused(
                WriteMode.SCD2,
                List.of("at"),
                history(List.of(), "at", "valid_from"),
                "scd2.effective: 'at' is part of the key");
        assertRefused(
                WriteMode.SCD2,
                List.of("id"),
                history(List.of("nam"), null, "valid_from"),
                "scd2.tracked: there is no");
        assertRefused(
                WriteMode.SCD2, List.of("id"), history(List.of(), null, "Name"), "scd2: the stream has a field 'Name'");
    }
}

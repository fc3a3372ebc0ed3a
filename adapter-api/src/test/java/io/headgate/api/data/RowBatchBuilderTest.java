package io.headgate.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.headgate.api.data.DataType.Primitive;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowBatchBuilderTest {

    private static final RowSchema SCHEMA = RowSchema.of(
            Field.required("id", Primitive.INT64),
            Field.of("flag", Primitive.INT32),
            Field.of("ratio", Primitive.FLOAT64),
            Field.of("name", Primitive.STRING),
            Field.of("list", new DataType.ListOf(Primitive.STRING)));

    private final RowBatchBuilder builder = new RowBatchBuilder(SCHEMA, 4);

    private void set(long id) {
        byte[] name = ("name " + id).getBytes(StandardCharsets.UTF_8);
        builder.longs(0).set(id);
        builder.ints(1).set((int) id);
        builder.doubles(2).set(id / 2.0);
        builder.bytes(3).set(name, 0, name.length);
        builder.objects(4).set(List.of("" + id));
    }

    private static Map<String, ?> row(long id) {
        return Map.of("id", id, "flag", (int) id, "ratio", id / 2.0, "name", "name " + id, "list", List.of("" + id));
    }

    @Test
    void typed_values_come_back_as_a_row() {
        set(17);
        builder.endRow();
        RowBatch batch = builder.build();
        assertThat(batch.rowCount()).isEqualTo(1);
        assertThat(batch.toMap(0)).isEqualTo(row(17));
        assertThat(batch.toMap(0).keySet()).containsExactly("id", "flag", "ratio", "name", "list");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 63, 64, 65, 1000, 70_000})
    void columns_grow_beyond_the_rows_that_were_expected(int rows) {
        for (long id = 0; id < rows; id++) {
            set(id);
            builder.endRow();
        }
        assertThat(builder.rowCount()).isEqualTo(rows);
        RowBatch batch = builder.build();
        assertThat(batch.rowCount()).isEqualTo(rows);
        for (int row = 0; row < rows; row += 1 + rows / 97) {
            assertThat(batch.toMap(row)).isEqualTo(row(row));
        }
        if (rows > 0) {
            assertThat(batch.toMap(rows - 1)).isEqualTo(row(rows - 1));
        }
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void a_column_without_a_value_is_null_in_that_row_alone(Storage storage) {
        int field = List.of(Storage.LONG, Storage.INT, Storage.DOUBLE, Storage.BYTES, Storage.OBJECT)
                .indexOf(storage);
        RowSchema one = RowSchema.of(SCHEMA.field(field));
        RowBatchBuilder single = new RowBatchBuilder(one, 0);
        for (int row = 0; row < 3000; row++) {
            if (row % 64 != 63 && row != 64 && row < 2900) {
                Object value = row(row).get(one.field(0).name());
                Values.write(single.column(0), one.field(0), value);
            }
            single.endRow();
        }
        RowBatch batch = single.build();
        for (int row = 0; row < 3000; row++) {
            boolean isNull = row % 64 == 63 || row == 64 || row >= 2900;
            assertThat(batch.column(0).isNull(row)).as("row " + row).isEqualTo(isNull);
            assertThat(batch.value(row, 0))
                    .isEqualTo(isNull ? null : row(row).get(one.field(0).name()));
        }
    }

    @Test
    void setting_null_is_the_same_as_setting_nothing() {
        builder.longs(0).set(1);
        builder.column(3).setNull();
        builder.endRow();
        RowBatch batch = builder.build();
        assertThat(batch.value(0, 3)).isNull();
        assertThat(batch.column(3).hasNulls()).isTrue();
        assertThat(batch.column(0).hasNulls()).isFalse();
        assertThat(batch.column(0).nullBits()).isNull();
    }

    @Test
    void empty_text_is_not_null() {
        builder.bytes(3).set(new byte[0], 0, 0);
        builder.endRow();
        assertThat(builder.build().value(0, 3)).isEqualTo("");
    }

    @Test
    void a_discarded_row_leaves_no_trace_even_if_it_was_half_set() {
        for (int row = 0; row < 64; row++) {
            set(row);
            builder.endRow();
        }
        builder.position(999);
        builder.longs(0).set(-1);
        builder.column(1).setNull();
        builder.bytes(3).set(new byte[] {1, 2, 3}, 0, 3);
        builder.discardRow();
        set(64);
        builder.endRow();
        RowBatch batch = builder.build();
        assertThat(batch.rowCount()).isEqualTo(65);
        assertThat(batch.toMap(64)).isEqualTo(row(64));
        assertThat(batch.column(1).hasNulls()).isFalse();
        assertThat(batch.place(64)).isEqualTo("record");
    }

    @Test
    void a_row_that_was_begun_but_not_ended_is_not_in_the_batch_nor_in_the_next_one() {
        set(1);
        builder.endRow();
        set(2);
        assertThat(builder.build().rowCount()).isEqualTo(1);
        set(3);
        builder.endRow();
        assertThat(builder.build().toMap(0)).isEqualTo(row(3));
    }

    @Test
    void the_next_batch_does_not_touch_the_one_before() {
        ColumnBuilder.Longs ids = builder.longs(0);
        for (int row = 0; row < 100; row++) {
            ids.set(row);
            builder.endRow();
        }
        RowBatch first = builder.build();
        for (int row = 0; row < 100; row++) {
            set(-row);
            builder.endRow();
        }
        RowBatch second = builder.build();
        for (int row = 0; row < 100; row++) {
            assertThat(first.value(row, 0)).isEqualTo((long) row);
            assertThat(first.column(3).isNull(row)).isTrue();
            assertThat(second.toMap(row)).isEqualTo(row(-row));
        }
    }

    @Test
    void a_second_value_for_the_same_field_of_a_row_is_refused_before_rows_shift() {
        builder.longs(0).set(1);
        builder.longs(0).set(2);
        assertThatIllegalStateException().isThrownBy(builder::endRow).withMessageContaining("id");
    }

    @Test
    void bytes_can_be_written_in_place() {
        ColumnBuilder.Bytes names = builder.bytes(3);
        for (int row = 0; row < 50; row++) {
            int start = names.room(100);
            Arrays.fill(names.data(), start, start + row, (byte) ('a' + row % 26));
            names.close(start + row);
            builder.endRow();
        }
        RowBatch batch = builder.build();
        for (int row = 0; row < 50; row++) {
            String letter = String.valueOf((char) ('a' + row % 26));
            assertThat(batch.value(row, 3)).isEqualTo(letter.repeat(row));
            assertThat(batch.bytes(3).length(row)).isEqualTo(row);
        }
    }

    @Test
    void room_that_is_not_closed_is_given_up_with_its_row() {
        ColumnBuilder.Bytes names = builder.bytes(3);
        names.data()[names.room(10)] = 'x';
        builder.discardRow();
        names.set("right".getBytes(StandardCharsets.UTF_8), 0, 5);
        builder.endRow();
        assertThat(builder.build().value(0, 3)).isEqualTo("right");
    }

    @Test
    void the_size_follows_the_values() {
        assertThat(builder.sizeBytes()).isZero();
        set(1);
        builder.endRow();
        long one = builder.sizeBytes();
        set(2);
        builder.endRow();
        assertThat(one).isPositive();
        assertThat(builder.sizeBytes()).isEqualTo(2 * one);
        assertThat(builder.build().sizeBytes()).isEqualTo(2 * one);
        assertThat(builder.sizeBytes()).isZero();
    }

    @Test
    void a_map_with_an_unknown_key_or_a_value_that_does_not_fit_is_refused_whole() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.addRow(Map.of("id", 1L, "nmae", "x")))
                .withMessageContaining("'nmae'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.addRow(Map.of("id", 1L, "flag", "no number")))
                .withMessageContaining("'flag'")
                .withMessageContaining("int32");
        builder.addRow(row(5));
        RowBatch batch = builder.build();
        assertThat(batch.rowCount()).isEqualTo(1);
        assertThat(batch.toMap(0)).isEqualTo(row(5));
    }

    @Test
    void every_row_has_a_place_made_of_origin_and_position() {
        builder.origin("orders.csv");
        for (int row = 0; row < 100; row++) {
            if (row != 50) {
                builder.position(row + 2);
            }
            builder.endRow();
        }
        RowBatch batch = builder.build();
        assertThat(batch.place(0)).isEqualTo("orders.csv:2");
        assertThat(batch.place(99)).isEqualTo("orders.csv:101");
        assertThat(batch.place(50)).isEqualTo("orders.csv");
    }

    @Test
    void positions_may_be_set_for_a_few_rows_only() {
        builder.origin("page");
        for (int row = 0; row < 2000; row++) {
            if (row == 3 || row == 1500) {
                builder.position(row);
            }
            builder.endRow();
        }
        RowBatch batch = builder.build();
        assertThat(batch.place(3)).isEqualTo("page:3");
        assertThat(batch.place(1500)).isEqualTo("page:1500");
        assertThat(batch.place(4)).isEqualTo("page");
        assertThat(batch.place(1999)).isEqualTo("page");
    }

    @Test
    void a_copied_row_keeps_its_values_its_nulls_and_its_place() {
        builder.origin("orders.csv");
        builder.position(7);
        set(1);
        builder.endRow();
        builder.position(9);
        builder.longs(0).set(2);
        builder.endRow();
        RowBatch source = builder.build();
        RowBatchBuilder copies = new RowBatchBuilder(SCHEMA, 0);
        copies.copyRow(source, 1);
        copies.copyRow(source, 0);
        RowBatch batch = copies.build();
        assertThat(batch.toMap(0)).isEqualTo(source.toMap(1));
        assertThat(batch.toMap(1)).isEqualTo(source.toMap(0));
        assertThat(batch.place(0)).isEqualTo("orders.csv:9");
        assertThat(batch.place(1)).isEqualTo("orders.csv:7");
    }

    @Test
    void a_copied_row_without_a_position_has_the_origin_for_a_place() {
        builder.origin("orders.csv");
        builder.position(7);
        for (int row = 0; row < 40; row++) {
            builder.endRow();
        }
        RowBatch source = builder.build();
        RowBatchBuilder copies = new RowBatchBuilder(SCHEMA, 0);
        copies.copyRow(source, 39);
        copies.copyRow(source, 1);
        copies.copyRow(source, 0);
        RowBatch batch = copies.build();
        assertThat(batch.place(0)).isEqualTo("orders.csv");
        assertThat(batch.place(1)).isEqualTo("orders.csv");
        assertThat(batch.place(2)).isEqualTo("orders.csv:7");
    }

    @Test
    void an_empty_batch_has_columns_and_no_rows() {
        RowBatch batch = RowBatch.empty(SCHEMA);
        assertThat(batch.rowCount()).isZero();
        assertThat(batch.column(4)).isInstanceOf(Column.Objects.class);
    }

    @Test
    void a_wide_table_takes_little_memory_before_its_first_record() {
        Field[] fields = new Field[2000];
        Arrays.setAll(fields, i -> Field.of("f" + i, Primitive.STRING));
        RowBatchBuilder wide = new RowBatchBuilder(RowSchema.of(fields), 50_000);
        long bytes = 0;
        for (int i = 0; i < fields.length; i++) {
            bytes += wide.bytes(i).data().length + 4L * wide.bytes(i).capacity();
        }
        assertThat(bytes).isLessThan(32 << 20);
    }

    @Test
    void nulls_that_were_set_too_often_do_not_stay_behind() {
        for (long id = 0; id < 63; id++) {
            set(id);
            builder.endRow();
        }
        builder.longs(0).setNull();
        builder.longs(0).setNull();
        assertThatIllegalStateException().isThrownBy(builder::endRow);
        for (long id = 63; id < 66; id++) {
            set(id);
            builder.endRow();
        }
        RowBatch batch = builder.build();
        assertThat(batch.toMap(63)).isEqualTo(row(63));
        assertThat(batch.toMap(64)).isEqualTo(row(64));
    }

    @Test
    void what_is_set_of_the_current_row_can_be_seen_and_the_row_given_up_all_the_same() {
        for (long id = 0; id < 100; id++) {
            set(id);
            builder.endRow();
        }
        builder.longs(0).set(100);
        builder.ints(1).setNull();
        builder.bytes(3).set("part".getBytes(StandardCharsets.UTF_8), 0, 4);
        Map<String, Object> current = builder.currentRow();
        assertThat(current.keySet()).containsExactly("id", "flag", "ratio", "name", "list");
        assertThat(RowJson.text(current))
                .isEqualTo("{\"id\":100,\"flag\":null,\"ratio\":null,\"name\":\"part\",\"list\":null}");
        builder.discardRow();
        set(101);
        builder.endRow();
        RowBatch batch = builder.build();
        assertThat(batch.rowCount()).isEqualTo(101);
        assertThat(batch.toMap(100)).isEqualTo(row(101));
    }
}

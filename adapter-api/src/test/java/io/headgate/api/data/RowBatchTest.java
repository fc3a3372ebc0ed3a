package io.headgate.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.data.DataType.Primitive;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowBatchTest {

    private static final RowSchema SCHEMA = RowSchema.of(
            Field.of("i", Primitive.INT32),
            Field.of("l", Primitive.INT64),
            Field.of("d", Primitive.FLOAT64),
            Field.of("s", Primitive.STRING),
            Field.of("o", new DataType.Decimal(30, 2)));

    private static RowBatch hundred() {
        RowBatchBuilder builder = new RowBatchBuilder(SCHEMA, 4);
        builder.origin("file.csv");
        for (int row = 0; row < 100; row++) {
            if (row % 7 != 0) {
                builder.ints(0).set(row);
                builder.longs(1).set(row * 10L);
                builder.doubles(2).set(row / 2.0);
                Values.write(builder.column(3), SCHEMA.field(3), "text " + row);
                Values.write(builder.column(4), SCHEMA.field(4), new BigDecimal(row + ".25"));
            }
            builder.position(row + 1000);
            builder.endRow();
        }
        return builder.build();
    }

    @Test
    void keepsTheValuesNullsAndPlacesOfTheRowsThatAreTaken() {
        RowBatch all = hundred();
        int[] rows = {0, 1, 6, 7, 63, 64, 65, 70, 99};

        RowBatch kept = all.keep(rows, rows.length - 1);

        assertThat(kept.rowCount()).isEqualTo(8);
        for (int i = 0; i < 8; i++) {
            assertThat(kept.toMap(i)).isEqualTo(all.toMap(rows[i]));
            assertThat(kept.place(i)).isEqualTo(all.place(rows[i])).startsWith("file.csv:10");
        }
        assertThat(kept.sizeBytes()).isLessThan(all.sizeBytes() / 10).isPositive();
    }

    @Test
    void aColumnWithoutNullsAmongTheRowsTakenHasNone() {
        RowBatch kept = hundred().keep(new int[] {1, 2, 3}, 3);
        for (int field = 0; field < SCHEMA.size(); field++) {
            assertThat(kept.column(field).hasNulls()).isFalse();
        }
    }

    @Test
    void otherColumnsLeaveTheRowsInTheirPlaces() {
        RowBatch all = hundred();
        RowSchema two = RowSchema.of(Field.of("renamed", Primitive.STRING), Field.of("i", Primitive.INT32));

        RowBatch changed = all.withColumns(two, List.of(all.column(3), all.column(0)));

        assertThat(changed.toMap(5)).containsEntry("renamed", "text 5").containsEntry("i", 5);
        assertThat(changed.place(5)).isEqualTo("file.csv:1005");
        assertThatThrownBy(() -> all.withColumns(two, List.of(all.column(0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 columns for 2 fields");
    }
}

package io.headgate.api.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.DataType.Primitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RecordHashTest {

    private static String hash(RowSchema schema, List<String> tracked, Map<String, ?> row) {
        RowBatchBuilder rows = new RowBatchBuilder(schema, 1);
        rows.addRow(row);
        RowBatch batch = rows.build();
        Column.Bytes hashes = new RecordHash(schema, tracked).of(batch);
        return String.valueOf(Values.read(hashes, Primitive.STRING, 0));
    }

    private static String hash(DataType type, Object value) {
        return hash(RowSchema.of(Field.of("a", type)), List.of("a"), Map.of("a", value));
    }

    @Test
    void aHashIsPinnedBecauseItIsStored() {
        assertThat(hash(Primitive.STRING, "word")).isEqualTo("944b1d845f4246c24db3ac78e3bbf65d");
    }

    @Test
    void theOrderOfFieldsAndThoseThatAreNullDoNotCount() {
        RowSchema one = RowSchema.of(Field.of("a", Primitive.INT32), Field.of("b", Primitive.STRING));
        RowSchema other = RowSchema.of(
                Field.of("new", Primitive.DATE), Field.of("b", Primitive.STRING), Field.of("a", Primitive.INT32));
        Map<String, Object> row = Map.of("a", 1, "b", "x");
        assertThat(hash(other, List.of("new", "b", "a"), row)).isEqualTo(hash(one, List.of("a", "b"), row));
        assertThat(hash(one, List.of("a"), row)).isNotEqualTo(hash(one, List.of("a", "b"), row));
    }

    @Test
    void aWiderTypeOfTheSameFamilyDoesNotCount() {
        assertThat(hash(Primitive.INT32, 7)).isEqualTo(hash(Primitive.INT64, 7L));
        assertThat(hash(Primitive.FLOAT32, 1.5f)).isEqualTo(hash(Primitive.FLOAT64, 1.5));
        BigDecimal amount = new BigDecimal("12.50");
        assertThat(hash(new DataType.Decimal(10, 2), amount))
                .isEqualTo(hash(new DataType.Decimal(38, 10), amount))
                .isEqualTo(hash(new DataType.Decimal(4, 1), new BigDecimal("12.5")));
        assertThat(hash(new DataType.Decimal(38, 10), new BigDecimal("0.0000000000")))
                .isEqualTo(hash(new DataType.Decimal(4, 1), BigDecimal.ZERO));
    }

    @Test
    void bothZerosAreOneNumber() {
        assertThat(hash(Primitive.FLOAT64, -0.0)).isEqualTo(hash(Primitive.FLOAT64, 0.0));
        assertThat(hash(Primitive.FLOAT32, -0f)).isEqualTo(hash(Primitive.FLOAT32, 0f));
        assertThat(hash(Primitive.FLOAT64, Double.NaN)).isNotEqualTo(hash(Primitive.FLOAT64, 0.0));
    }

    @Test
    void entriesOfAMapHaveNoOrder() {
        DataType type = new DataType.MapOf(Primitive.STRING, Primitive.INT64);
        Map<String, Long> many = new HashMap<>();
        for (long i = 0; i < 100; i++) {
            many.put("key " + i, i);
        }
        assertThat(hash(type, many)).isEqualTo(hash(type, new TreeMap<>(many)));
    }

    @Test
    void neighbouringValuesAreKeptApart() {
        RowSchema schema = RowSchema.of(Field.of("a", Primitive.STRING), Field.of("b", Primitive.STRING));
        List<String> both = List.of("a", "b");
        List<Map<String, String>> rows = List.of(
                Map.of("a", "xy", "b", "z"),
                Map.of("a", "x", "b", "yz"),
                Map.of("a", "xyz"),
                Map.of("b", "xyz"),
                Map.of("a", "xyz", "b", ""),
                Map.of("a", "", "b", "xyz"),
                Map.of());
        List<String> hashes = new ArrayList<>();
        rows.forEach(row -> hashes.add(hash(schema, both, row)));
        assertThat(new HashSet<>(hashes)).hasSize(rows.size());
    }

    @Test
    void eachRowOfABatchHasItsOwnAndLongValuesFit() {
        RowSchema schema = RowSchema.of(Field.of("a", Primitive.STRING));
        RowBatchBuilder rows = new RowBatchBuilder(schema, 3);
        rows.addRow(Map.of("a", "x".repeat(1_000_000)));
        rows.addRow(Map.of("a", "y"));
        rows.addRow(Map.of("a", "y"));
        RowBatch batch = rows.build();
        Column.Bytes hashes = new RecordHash(schema, List.of("a")).of(batch);
        assertThat(Values.read(hashes, Primitive.STRING, 1))
                .isEqualTo(Values.read(hashes, Primitive.STRING, 2))
                .isNotEqualTo(Values.read(hashes, Primitive.STRING, 0))
                .isEqualTo(hash(Primitive.STRING, "y"));
    }
}

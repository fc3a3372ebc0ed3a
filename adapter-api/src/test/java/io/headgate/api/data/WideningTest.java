package io.headgate.api.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WideningTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int32 | int32 | int32",
                "int32 | int64 | int64",
                "int64 | int32 | int64",
                "float32 | float64 | float64",
                "float64 | float32 | float64",
                "int32 | decimal(12,2) | decimal(12,2)",
                "int64 | decimal(5,2) | decimal(21,2)",
                "decimal(21,2) | int64 | decimal(21,2)",
                "decimal(5,2) | decimal(6,1) | decimal(7,2)",
                "decimal(38,18) | decimal(5,2) | decimal(38,18)",
                "list<int32> | list<int64> | list<int64>",
                "map<string,int32> | map<string,int64> | map<string,int64>",
                "struct<a:int32> | struct<b:string,a:int64 not null> | struct<a:int64,b:string>"
            })
    void theNarrowestTypeThatHoldsBoth(String column, String field, String common) {
        assertThat(Widening.common(DataType.parse(column), DataType.parse(field)))
                .isEqualTo(DataType.parse(common));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int32 | float64",
                "int64 | float64",
                "int64 | string",
                "float32 | decimal(5,2)",
                "date | timestamp",
                "timestamp | timestamp_tz",
                "uuid | string",
                "boolean | int32",
                "decimal(1000,0) | decimal(1,1)",
                "list<int32> | list<string>",
                "map<string,int32> | map<uuid,int32>",
                "struct<a:int32> | struct<a:string>",
                "struct<a:int32> | map<string,int32>"
            })
    void nothingIsFoundWhereAValueWouldChange(String column, String field) {
        assertThat(Widening.common(DataType.parse(column), DataType.parse(field)))
                .isNull();
        assertThat(Widening.common(DataType.parse(field), DataType.parse(column)))
                .isNull();
    }

    @Test
    void aValueInAWiderTypeIsEqual() {
        assertThat(Widening.convert(7, DataType.parse("int64"))).isEqualTo(7L);
        assertThat(Widening.convert(0.1f, DataType.parse("float64"))).isEqualTo((double) 0.1f);
        assertThat(Widening.convert(7L, DataType.parse("decimal(21,2)"))).isEqualTo(new BigDecimal("7.00"));
        assertThat(Widening.convert(new BigDecimal("1.5"), DataType.parse("decimal(21,2)")))
                .isEqualTo(new BigDecimal("1.50"));
        assertThat(Widening.convert("text", DataType.parse("string"))).isEqualTo("text");
    }

    @Test
    void aColumnOfNullsHasNoValueInAnyRow() {
        for (String type : new String[] {"int32", "int64", "float64", "string", "decimal(38,2)", "list<int32>"}) {
            Column column = Column.nulls(DataType.parse(type), 130);
            for (int row = 0; row < 130; row++) {
                assertThat(column.isNull(row)).isTrue();
                assertThat(Values.read(column, DataType.parse(type), row)).isNull();
            }
        }
    }
}

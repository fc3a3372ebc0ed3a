package io.headgate.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headgate.api.data.DataType.Primitive;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataTypeTest {

    static Stream<DataType> nested() {
        return Stream.of(
                new DataType.Decimal(1, 0),
                new DataType.Decimal(1000, 1000),
                new DataType.ListOf(new DataType.ListOf(Primitive.STRING)),
                new DataType.MapOf(Primitive.STRING, new DataType.Decimal(12, 2)),
                new DataType.Struct(List.of()),
                new DataType.Struct(List.of(Field.of("a", Primitive.INT64), Field.required("b", Primitive.DATE))),
                new DataType.Struct(List.of(
                        Field.of("with space", Primitive.INT64),
                        Field.of("a:b<c>,\"d\"", new DataType.ListOf(Primitive.UUID)),
                        Field.required("größe", new DataType.Struct(List.of(Field.required("x", Primitive.TIME)))))));
    }

    @ParameterizedTest
    @EnumSource(Primitive.class)
    void the_text_of_a_primitive_reads_back(Primitive type) {
        assertThat(DataType.parse(type.text())).isEqualTo(type);
    }

    @ParameterizedTest
    @MethodSource("nested")
    void the_text_of_a_type_with_parameters_reads_back(DataType type) {
        assertThat(DataType.parse(type.text())).isEqualTo(type);
    }

    @Test
    void case_and_spaces_do_not_matter() {
        assertThat(DataType.parse(" Struct < A : INT64 , b : Decimal ( 12 , 2 ) Not  Null > "))
                .isEqualTo(new DataType.Struct(
                        List.of(Field.of("A", Primitive.INT64), Field.required("b", new DataType.Decimal(12, 2)))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "int",
                "decimal",
                "decimal(12)",
                "decimal(-1,0)",
                "decimal(1,2,3)",
                "list",
                "list<>",
                "list<int64",
                "map<string>",
                "struct<a>",
                "struct<a:int64,>",
                "struct<\"a:int64>",
                "int64 int64"
            })
    void what_is_no_type_is_refused_with_the_list_of_types(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataType.parse(text))
                .withMessageContaining("'" + text + "'")
                .withMessageContaining("int64")
                .withMessageContaining("decimal(p,s)");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1001,0", "5,6", "99999,1"})
    void a_decimal_has_bounds(int precision, int scale) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataType.parse("decimal(" + precision + "," + scale + ")"))
                .withMessageContaining("1000");
    }

    @Test
    void decimals_are_longs_as_far_as_they_fit() {
        assertThat(new DataType.Decimal(18, 2).storage()).isEqualTo(Storage.LONG);
        assertThat(new DataType.Decimal(19, 2).storage()).isEqualTo(Storage.OBJECT);
    }
}

package io.headgate.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headgate.api.data.DataType.Primitive;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowSchemaTest {

    private static final Field ID = Field.required("id", Primitive.INT64);

    @Test
    void a_schema_reads_back_what_it_stored() {
        DataType nested = new DataType.Struct(List.of(Field.required("odd name", Primitive.DATE)));
        RowSchema schema = new RowSchema(
                List.of(ID, Field.of("größe \"x\"", new DataType.Decimal(12, 2)), Field.of("s", nested)),
                List.of("id"));
        assertThat(RowSchema.fromMap(schema.toMap())).isEqualTo(schema);
    }

    @Test
    void fields_are_found_by_their_exact_name() {
        RowSchema schema = RowSchema.of(ID, Field.of("ID", Primitive.STRING));
        assertThat(schema.indexOf("ID")).isEqualTo(1);
        assertThat(schema.indexOf("Id")).isEqualTo(-1);
        assertThat(schema.names()).containsExactly("id", "ID");
    }

    @Test
    void a_name_stands_once_and_a_key_is_a_field() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RowSchema.of(ID, ID))
                .withMessageContaining("'id'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RowSchema(List.of(ID), List.of("key")))
                .withMessageContaining("'key'");
        assertThatIllegalArgumentException().isThrownBy(() -> Field.of("", Primitive.STRING));
    }

    @Test
    void a_schema_has_at_least_one_field() {
        assertThatIllegalArgumentException().isThrownBy(RowSchema::of).withMessageContaining("at least one");
    }
}

package io.headgate.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.config.ConfigException;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnNamesTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "id, id",
                "Customer ID, customer_id",
                "` Price (€) `, price",
                "a--b..c, a_b_c",
                "a__b, a_b",
                "_id, _id",
                "__id_, _id_",
                "_headgate_delete, _headgate_delete",
                "2026 total, _2026_total",
                "`%`, column",
                "``, column",
                "Größe, größe",
                "ＡＢＣ１, abc1",
                "ﬁeld, field",
                "m², m2",
                "名前, 名前",
                "नाम, नाम",
                "İstanbul, i̇stanbul",
                "`a\uD83D\uDE00b`, a_b"
            })
    void aNameIsNormalisedByTheRule(String name, String expected) {
        assertThat(ColumnNames.normalised(name)).isEqualTo(expected);
    }

    @Test
    void aLongNameIsCutAtACharacterAndStaysApartFromItsNeighbours() {
        String one = ColumnNames.normalised("ü".repeat(50) + "1");
        String two = ColumnNames.normalised("ü".repeat(50) + "2");
        assertThat(one).matches("ü{27}_[0-9a-f]{8}").isNotEqualTo(two);
        assertThat(one.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(63);
        assertThat(ColumnNames.normalised("x".repeat(63))).isEqualTo("x".repeat(63));
    }

    @Test
    void aNormalisedNameStaysAsItIs() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                name.appendCodePoint(random.nextInt(3) > 0 ? 32 + random.nextInt(95) : 160 + random.nextInt(0x2000));
            }
            String once = ColumnNames.normalised(name.toString());
            assertThat(ColumnNames.normalised(once)).as("'%s'", name).isEqualTo(once);
        }
    }

    @Test
    void theKeyIsRenamedWithItsFields() {
        RowSchema schema = new RowSchema(List.of(Field.required("The Id", Primitive.INT64)), List.of("The Id"));
        RowSchema named = ColumnNames.NORMALISE.of(schema);
        assertThat(named.names()).containsExactly("the_id");
        assertThat(named.primaryKey()).containsExactly("the_id");
        assertThat(ColumnNames.KEEP.of(schema)).isSameAs(schema);
    }

    @Test
    void everyCollisionIsNamedWithBothFields() {
        RowSchema schema = RowSchema.of(
                Field.of("a b", Primitive.INT64),
                Field.of("A_b", Primitive.INT64),
                Field.of("a-B", Primitive.INT64),
                Field.of("c", Primitive.INT64));
        assertThatThrownBy(() -> ColumnNames.NORMALISE.of(schema))
                .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.problems())
                        .hasSize(2)
                        .allSatisfy(problem -> assertThat(problem.key()).isEqualTo("column_names")))
                .hasMessageContaining("'a b' and 'A_b'")
                .hasMessageContaining("'a b' and 'a-B'");
    }
}

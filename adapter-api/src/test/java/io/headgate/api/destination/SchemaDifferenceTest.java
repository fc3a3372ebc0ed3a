package io.headgate.api.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.destination.SchemaDifference.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaDifferenceTest {

    @Test
    void differencesAreATableForPeople() {
        assertThat(SchemaDifference.table(List.of(
                        new SchemaDifference(Kind.NEW_FIELD, "a", "decimal(12,2)", "", "no such column"),
                        new SchemaDifference(Kind.NO_FIELD, "long name", "", "date", "no such field"))))
                .containsExactly(
                        "column    | source        | target | what differs",
                        "a         | decimal(12,2) | -      | no such column",
                        "long name | -             | date   | no such field");
    }

    @Test
    void onlyOneModeAltersATarget() {
        for (SchemaMode mode : SchemaMode.values()) {
            assertThat(mode.mayAlter()).isEqualTo(mode == SchemaMode.EVOLVE);
        }
    }
}

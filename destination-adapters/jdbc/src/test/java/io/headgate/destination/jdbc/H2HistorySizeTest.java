package io.headgate.destination.jdbc;

import static io.headgate.destination.jdbc.Loads.ID_NAME;
import static io.headgate.destination.jdbc.Loads.load;
import static io.headgate.destination.jdbc.Loads.payload;
import static io.headgate.destination.jdbc.Loads.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.ModeOptions;
import io.headgate.api.destination.WriteMode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** H2 joins row by row where it has no index: a history must not need the square of its rows. */
class H2HistorySizeTest {

    private static final int KEYS = 6_000;

    private final TestDatabase database = TestDatabase.h2Memory();

    private void change(String name) {
        Object[][] rows = new Object[KEYS][];
        Arrays.setAll(rows, i -> row((long) i, name));
        try (IDataDestination destination = database.destination()) {
            load(destination, Loads.plan(WriteMode.SCD2, "t", ID_NAME, ModeOptions.NONE), payload(ID_NAME, rows));
        }
    }

    /** A few seconds; without the index, 36 million comparisons per join and more took minutes. */
    @Test
    @Timeout(60)
    void every_key_changes_again_and_again() {
        for (String name : new String[] {"first", "second", "third"}) {
            change(name);
        }
        assertThat(database.column("SELECT COUNT(*) FROM \"t\"")).containsExactly(3L * KEYS);
        assertThat(database.column("SELECT COUNT(*) FROM \"t\" WHERE \"is_current\" AND \"valid_to\" IS NULL"
                        + " AND \"name\" = 'third'"))
                .containsExactly((long) KEYS);
        assertThat(
                        database.column(
                                "SELECT COUNT(*) FROM \"t\" a JOIN (SELECT \"id\", \"valid_from\" FROM \"t\" ORDER BY"
                                        + " 1, 2) b ON b.\"id\" = a.\"id\" AND b.\"valid_from\" = a.\"valid_to\" WHERE a.\"id\" < 10"))
                .containsExactly(20L);
    }
}

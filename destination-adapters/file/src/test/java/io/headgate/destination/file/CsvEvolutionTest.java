package io.headgate.destination.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.destination.DestinationEvolutionSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvEvolutionTest extends DestinationEvolutionSuite {

    @TempDir
    private Path folder;

    private FileSuitePlace place;

    @BeforeEach
    void choosePlace() {
        place = new FileSuitePlace(folder, Map.of());
    }

    @Override
    protected IDataDestination createDestination() {
        return place.destination();
    }

    @Override
    protected List<Map<String, @Nullable Object>> readTarget(String table) {
        return place.rows(table);
    }

    @Override
    protected List<RejectedRecord> readRejects(String table) {
        return place.rejects(table);
    }

    @Test
    void everyFileOfATableHasItsColumnsInTheOrderInWhichTheyCame() throws IOException {
        landOne(RowSchema.of(Field.of("n", Primitive.INT64), Field.of("old", Primitive.STRING)));
        landOne(RowSchema.of(Field.of("new", Primitive.DATE), Field.of("n", Primitive.INT64)));
        assertThat(headers()).containsExactly("n,old", "n,old,new");
    }

    @Test
    void aTableWhoseFolderWasRemovedBeginsAnew() throws IOException {
        landOne(RowSchema.of(Field.of("n", Primitive.INT64), Field.of("old", Primitive.STRING)));
        WorkFolder.delete(folder.resolve(table));
        landOne(RowSchema.of(Field.of("n", Primitive.STRING)));
        assertThat(headers()).containsExactly("n");
    }

    private void landOne(RowSchema schema) {
        RowBatchBuilder rows = new RowBatchBuilder(schema, 1);
        rows.addRow(Map.of("n", schema.field(schema.indexOf("n")).type() == Primitive.STRING ? "x" : (Object) 1L));
        land(plan(schema, "p0"), DataSourcePayload.of(rows.build(), StreamState.EMPTY));
    }

    private List<String> headers() throws IOException {
        List<String> headers = new ArrayList<>();
        for (Path file : FileFixture.files(folder.resolve(table))) {
            headers.add(Files.readAllLines(file).get(0));
        }
        return headers.stream().sorted().toList();
    }

    @Override
    protected Set<WriteMode> modes() {
        return EnumSet.of(WriteMode.APPEND, WriteMode.OVERWRITE);
    }
}

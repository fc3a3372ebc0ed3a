package io.headgate.destination.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.destination.DestinationWriteSuite;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

class H2WriteTest extends DestinationWriteSuite {

    @TempDir
    static Path folder;

    @Override
    protected IDataDestination createDestination() {
        return TestDatabase.h2File(folder).destination();
    }

    @Override
    protected List<Map<String, @Nullable Object>> readTarget(String tableName) {
        return TargetReader.rows(TestDatabase.h2File(folder), tableName);
    }

    @Override
    protected List<RejectedRecord> readRejects(String tableName) {
        return TargetReader.rejects(TestDatabase.h2File(folder), tableName);
    }

    @Override
    protected boolean keepsNegativeZero() {
        return false;
    }

    @Override
    protected Map<String, Object> unholdableRecord() {
        return Map.of("n", 2L, "document", "{broken");
    }

    @Override
    protected RowSchema schemaOfUnholdable() {
        return RowSchema.of(
                Field.required("n", DataType.Primitive.INT64), Field.of("document", DataType.Primitive.JSON));
    }
}

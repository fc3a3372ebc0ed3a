package io.headgate.destination.file;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.data.Widening;
import io.headgate.api.destination.DeliveryGuarantee;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.SchemaDifference;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.RejectedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A folder for the testkit's suites. Remembers the schemas that were planned, since files do not tell their types. */
record FileSuitePlace(Path folder, Map<String, ?> config, List<RowSchema> schemas) {

    FileSuitePlace(Path folder, Map<String, ?> config) {
        this(folder, config, new CopyOnWriteArrayList<>());
    }

    IDataDestination destination() {
        IDataDestination destination = new FileDestinationFactory()
                .create("out", folder.toString(), ConfigBinder.bind(FileConfig.class, config));
        return new IDataDestination() {
            @Override
            public DeliveryGuarantee guarantee(WriteMode mode) {
                return destination.guarantee(mode);
            }

            @Override
            public List<SchemaDifference> compare(StreamPlan plan) {
                return destination.compare(plan);
            }

            @Override
            public StreamTarget prepare(StreamPlan plan) {
                StreamTarget prepared = destination.prepare(plan);
                schemas.add(0, plan.schema());
                schemas.add(0, columns(plan));
                return prepared;
            }

            @Override
            public StreamTarget attach(StreamPlan plan) {
                schemas.add(plan.schema());
                return destination.attach(plan);
            }

            @Override
            public void close() {
                destination.close();
            }
        };
    }

    private RowSchema columns(StreamPlan plan) {
        try {
            RowSchema columns = new TableColumns(folder, plan, new Disk(false)).read();
            return columns == null ? plan.schema() : columns;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Map<String, @Nullable Object>> rows(String table) {
        List<Map<String, @Nullable Object>> rows = LandedFiles.rows(resolved(table), schemas);
        rows.forEach(row -> row.replaceAll((name, value) -> value instanceof Number ? widened(name, value) : value));
        return rows;
    }

    /** A number in the type that its column has now: whoever reads all files of a table together takes the widest. */
    private Object widened(String name, Object number) {
        RowSchema newest = schemas.get(0);
        int index = newest.indexOf(name);
        return index < 0 ? number : Widening.convert(number, newest.field(index).type());
    }

    List<RejectedRecord> rejects(String table) {
        return LandedFiles.rejects(resolved(table));
    }

    /** As a reader must: the table may be a link that is turned at any moment. */
    private Path resolved(String table) {
        try {
            return folder.resolve(table).toRealPath();
        } catch (NoSuchFileException e) {
            return folder.resolve(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

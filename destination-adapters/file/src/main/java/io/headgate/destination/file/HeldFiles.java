package io.headgate.destination.file;

import io.headgate.api.data.RecordChecksum;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.Holdings;
import io.headgate.api.destination.ReconcileLevel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the published files of one instance back. A file that is gone holds nothing; a record that cannot be read matches nothing. */
final class HeldFiles {

    private static final int BATCH_ROWS = 1_000;

    private final FileStream stream;
    private final RowSchema schema;
    /** What the files have: the table's columns, with the stream's types. */
    private final RowSchema columns;

    private final @Nullable RecordChecksum checksum;
    private final List<String> notes = new ArrayList<>();

    HeldFiles(FileStream stream, ReconcileLevel level) throws IOException {
        this.stream = stream;
        this.schema = stream.plan().schema();
        this.columns = new FileRows(schema, stream.work().columns()).schema();
        this.checksum = level == ReconcileLevel.CHECKSUM
                ? new RecordChecksum(schema, stream.plan().landed().names())
                : null;
    }

    Holdings read() throws IOException {
        long records = 0;
        for (String partition : stream.plan().partitions()) {
            Manifest manifest = stream.work().partition(partition).committed();
            for (Manifest.Part part : manifest.parts()) {
                if (part.kind() == Manifest.Kind.RECORDS) {
                    records += records(stream.layout().published(partition, part));
                }
            }
        }
        return Holdings.of(records, checksum == null ? null : checksum.text())
                .withNote(notes.isEmpty() ? null : notes.get(0));
    }

    private long records(Path file) throws IOException {
        try (InputStream plain = Files.newInputStream(file);
                InputStream in = stream.gzip() ? new GZIPInputStream(plain, 1 << 16) : plain) {
            HeldBytes bytes = new HeldBytes(in);
            return checksum == null ? count(bytes) : sum(file, bytes, checksum);
        } catch (NoSuchFileException e) {
            notes.add(file + " is gone");
            return 0;
        }
    }

    private long count(HeldBytes bytes) throws IOException {
        boolean csv = stream.config().format() == FileConfig.Format.CSV;
        boolean header = csv && stream.config().header();
        return Math.max(0, bytes.countLines(csv) - (header ? 1 : 0));
    }

    private long sum(Path file, HeldBytes bytes, RecordChecksum sum) throws IOException {
        HeldText text = HeldText.of(columns, stream.config(), bytes);
        RowBatchBuilder batch = new RowBatchBuilder(schema, BATCH_ROWS);
        @Nullable String[] texts = new String[columns.size()];
        long records = 0;
        boolean more = true;
        while (more) {
            try {
                more = text.next(texts);
                if (more) {
                    HeldValues.add(schema, ofStream(texts), batch);
                }
            } catch (IllegalArgumentException e) {
                notes.add(file + ": record " + (records + 1) + " cannot be read: " + e.getMessage());
            }
            records += more ? 1 : 0;
            if (batch.rowCount() == BATCH_ROWS) {
                sum.add(batch.build());
            }
        }
        sum.add(batch.build());
        return records;
    }

    /** Of the texts of a table's columns those that the stream has fields for, in the order of the fields. */
    private @Nullable String[] ofStream(@Nullable String[] texts) {
        @Nullable String[] fields = new String[schema.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = texts[columns.indexOf(schema.field(i).name())];
        }
        return fields;
    }
}

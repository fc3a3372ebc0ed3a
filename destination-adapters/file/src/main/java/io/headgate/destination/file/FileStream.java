package io.headgate.destination.file;

import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.StreamPlan;
import java.nio.file.Path;

/** What everybody who works on one stream needs to know. Immutable. */
record FileStream(StreamPlan plan, FileConfig config, Layout layout, WorkFolder work, Disk disk) {

    static FileStream of(Path target, StreamPlan plan, FileConfig config) {
        Disk disk = new Disk(config.fsync());
        Layout layout = new Layout(target, plan, config.extension());
        return new FileStream(plan, config, layout, new WorkFolder(layout.home(), plan, disk), disk);
    }

    /** What the table has had of columns so far. */
    TableColumns columns() {
        return new TableColumns(layout.target(), plan, disk);
    }

    RowText rowText(RowSchema columns) {
        return switch (config.format()) {
            case CSV -> new CsvRowText(columns, config);
            case JSONL -> new JsonRowText(columns, config);
        };
    }

    boolean gzip() {
        return config.compression() == FileConfig.Compression.GZIP;
    }
}

package ${package};

import io.headgate.api.data.ColumnBuilder;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.StreamState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one range of numbers, a page at a time. The state of a payload is its last number: "resume after this one". */
final class ${className}Cursor implements PayloadCursor {

    private final String stream;
    private final ${className}Client client;
    private final long last;
    private final int most;
    private final RowBatchBuilder rows;
    private final ColumnBuilder.Longs ids;
    private final ColumnBuilder.Bytes names;
    private final ColumnBuilder.Doubles amounts;
    private long after;

    ${className}Cursor(String stream, ${className}Client client, long after, long last, ReadOptions options) {
        this.stream = stream;
        this.client = client;
        this.after = after;
        this.last = last;
        this.most = options.rows();
        this.rows = new RowBatchBuilder(options.schema(), most);
        rows.origin(stream);
        this.ids = rows.longs(0);
        this.names = rows.bytes(1);
        this.amounts = rows.doubles(2);
    }

    @Override
    public @Nullable DataSourcePayload next() {
        if (after >= last) {
            return null;
        }
        List<RejectedRecord> rejected = new ArrayList<>();
        List<${className}Client.Item> page = client.fetch(after, last, most);
        for (${className}Client.Item item : page) {
            RejectedRecord unfit = add(item);
            if (unfit != null) {
                rejected.add(unfit);
            }
            after = item.id();
        }
        if (page.isEmpty()) {
            // The last ones have been deleted since the run was planned.
            after = last;
        }
        return new DataSourcePayload(
                rows.build(), rejected, Map.of(), StreamState.of(${className}Stream.ID, after), null);
    }

    /** A record that does not fit is set aside with its place and the reason: never skipped, and no reason to stop. */
    private @Nullable RejectedRecord add(${className}Client.Item item) {
        double amount;
        try {
            amount = Double.parseDouble(item.amount());
        } catch (NumberFormatException e) {
            return new RejectedRecord(
                    stream + ":" + item.id(),
                    "BAD_AMOUNT",
                    "column 'amount': '" + item.amount() + "' is no number",
                    item.id() + "," + item.name() + "," + item.amount());
        }
        byte[] name = item.name().getBytes(StandardCharsets.UTF_8);
        ids.set(item.id());
        names.set(name, 0, name.length);
        amounts.set(amount);
        rows.position(item.id());
        rows.endRow();
        return null;
    }

    @Override
    public void close() {}
}

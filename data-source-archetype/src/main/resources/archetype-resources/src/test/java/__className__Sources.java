package ${package};

import io.headgate.api.source.IDataSource;
import java.util.List;

/** Sources for tests: 50 records, of which the 7th has no number where one should be. */
final class ${className}Sources {

    static final int RECORDS = 50;
    static final long BROKEN = 7;

    private ${className}Sources() {}

    static IDataSource withABrokenRecord() {
        return new ${className}Source("${name}", new ${className}Client(new ${className}Config(RECORDS, 20, null)) {
            @Override
            List<Item> fetch(long after, long upTo, int most) {
                return super.fetch(after, upTo, most).stream()
                        .map(item -> item.id() == BROKEN ? new Item(BROKEN, item.name(), "n/a") : item)
                        .toList();
            }
        });
    }
}

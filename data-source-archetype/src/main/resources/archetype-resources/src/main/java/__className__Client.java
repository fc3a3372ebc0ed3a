package ${package};

import java.util.ArrayList;
import java.util.List;

/**
 * Talks to the other side. This one makes its records up, so that everything runs before you have written a line: put your requests
 * into its methods. What they promise is all that the other classes rest on:
 *
 * <ul>
 *   <li>each record has a number that grows, and no record appears later with a number below {@code last()};
 *   <li>asked again, {@code fetch} gives the same records again.
 * </ul>
 *
 * <p>If something fails, throw a HeadgateException with a code of CommonErrorCode (UNREACHABLE for what will come back by itself,
 * ACCESS_DENIED for a wrong token) and a sentence that tells the user what to do, without the token.
 */
class ${className}Client implements AutoCloseable {

    /** One record as the other side has it; whether it fits is decided later. */
    record Item(long id, String name, String amount) {}

    private final ${className}Config config;

    /** No I/O here. */
    ${className}Client(${className}Config config) {
        this.config = config;
    }

    /** Opens the connection, and fails if the other side cannot be used. */
    void connect() {
        // A real client uses config.token() here, revealed for the request alone.
    }

    /** The number of the newest record; 0 if there is none. */
    long last() {
        return config.records();
    }

    /** The records with a number above {@code after} and at most {@code upTo}, in order: the first ones, one page of them at most. */
    List<Item> fetch(long after, long upTo, int most) {
        List<Item> page = new ArrayList<>();
        for (long id = after + 1; id <= upTo && page.size() < Math.min(most, config.pageSize()); id++) {
            page.add(new Item(id, "item " + id, id % 100 + ".5"));
        }
        return page;
    }

    @Override
    public void close() {}
}

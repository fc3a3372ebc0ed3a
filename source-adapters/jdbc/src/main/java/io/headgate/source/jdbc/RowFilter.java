package io.headgate.source.jdbc;

import java.util.List;

/** Which rows of a range belong to a run. */
@FunctionalInterface
interface RowFilter {

    RowFilter ALL = order -> true;

    /**
     * @param order the row's values of the columns by which it is read in order
     */
    boolean accepts(List<String> order);
}

package io.headgate.source.jdbc;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of one statement, one after the other. One thread. */
interface Page extends AutoCloseable {

    /** Goes to the next row; false at the end. */
    boolean next();

    /**
     * Puts the row into the batch that the page was opened with, without ending it there. Columns that the batch has no field for
     * are left out.
     *
     * @return what is wrong with it, or null. The caller discards the row then
     */
    @Nullable
    Misfit take();

    /** A value of the row as text that the database takes back; null for null. After {@link #take}. */
    @Nullable
    String text(int column);

    /**
     * A value of the row by which reading goes on behind it, as text. After {@link #take}.
     *
     * @throws io.headgate.api.error.HeadgateException if the database would not take it back as what it is
     */
    default String key(int column) {
        return Objects.requireNonNull(text(column), "a column of an order has a value");
    }

    /** How many bytes the row may take in memory, at most; very many if that is not known. */
    long sizeBound();

    /** Gives up what has not been read, and the session with it if it must be. Closing twice does nothing. */
    @Override
    void close();

    /**
     * A value that is none of its column's type.
     *
     * @param code as in {@link io.headgate.api.source.RejectedRecord}
     * @param column number of the column
     * @param reason what is wrong, to follow the column's name
     */
    record Misfit(String code, int column, String reason) {}
}

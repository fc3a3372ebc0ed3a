package io.headgate.destination.file;

import io.headgate.api.data.RowBatch;

/** Writes records in one format. {@link #bind} once per batch, then {@link #write} per row. One thread. */
interface RowText {

    /** Writes what a file begins with, if anything. */
    void header(TextBuffer out);

    /** Takes the batch that the following rows are of. */
    void bind(RowBatch batch);

    /**
     * Appends a row, its line end included.
     *
     * @throws UnfitValueException if the format cannot hold it; what was appended already is taken back by the caller
     */
    void write(int row, TextBuffer out);

    /** The field that was written last, or that could not be. */
    int currentField();
}

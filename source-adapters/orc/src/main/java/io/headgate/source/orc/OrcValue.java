package io.headgate.source.orc;

import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;

/** Gives on one value of a vector. */
@FunctionalInterface
interface OrcValue {

    /**
     * @param row of a value that is not null; 0 in a vector that repeats one value
     */
    void read(ColumnVector vector, int row);

    /** The same for any row; nothing is given on for null. */
    static void readAny(OrcValue value, ColumnVector vector, int row) {
        int at = vector.isRepeating ? 0 : row;
        if (vector.noNulls || !vector.isNull[at]) {
            value.read(vector, at);
        }
    }
}

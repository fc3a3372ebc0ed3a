package io.headgate.api.destination;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link WriteMode#MERGE} and {@link WriteMode#SCD2} need to know besides the key.
 *
 * @param deleteField a BOOLEAN field of the schema. A record in which it is true says that the record of that key is gone; false
 *     and null mean nothing. The field itself is not landed. Null if no record is ever a deletion
 * @param scd2 for {@link WriteMode#SCD2}
 */
public record ModeOptions(@Nullable String deleteField, Scd2 scd2) {

    /** No deletions, all names at their default. */
    public static final ModeOptions NONE = new ModeOptions(null, Scd2.DEFAULT);

    /**
     * How history is kept.
     *
     * @param tracked fields whose change begins a new version; empty: all but the key, the effective and the delete field
     * @param effective a field of type DATE, TIMESTAMP or TIMESTAMP_TZ that says from when on a record is valid; null: all records
     *     of an instance are valid from {@link StreamPlan#startedAt} on
     * @param validFrom name of the column that tells from when on a version is valid
     * @param validTo name of the column that tells from when on it is not any more; null in the current version
     * @param current name of the BOOLEAN column that is true in the current version only
     * @param hash name of the column with the {@link io.headgate.api.data.RecordHash} of the tracked fields
     */
    public record Scd2(
            List<String> tracked,
            @Nullable String effective,
            String validFrom,
            String validTo,
            String current,
            String hash) {

        public static final Scd2 DEFAULT =
                new Scd2(List.of(), null, "valid_from", "valid_to", "is_current", "row_hash");

        public Scd2 {
            tracked = List.copyOf(tracked);
        }

        /** The four columns that Headgate adds. */
        public List<String> columns() {
            return List.of(validFrom, validTo, current, hash);
        }
    }
}

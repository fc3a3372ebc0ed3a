package io.headgate.api.source;

/**
 * A record that does not fit, with everything needed to find, understand and repair it.
 *
 * @param place where it stands in the source, for people: {@code orders.csv:17}
 * @param code stable upper-case reason, for queries: {@code BAD_INT64}
 * @param reason one sentence that names the field and what is wrong with it
 * @param raw the record as the source has it, or, where it was already taken apart, as JSON. Bytes that are no valid text are
 *     written as {@code \xNN}
 */
public record RejectedRecord(String place, String code, String reason, String raw) {}

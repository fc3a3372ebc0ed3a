package io.headgate.api.source;

/**
 * A record that does not fit, with everything needed to find, understand, repair and send it again.
 *
 * @param place where it stands in the source, for people: {@code orders.csv:17}
 * @param code stable upper-case reason, for queries: {@code BAD_INT64}
 * @param reason one sentence that names the field and what is wrong with it
 * @param raw of step {@link #SOURCE} the record as the source has it, with bytes that are no valid text written as {@code \xNN}; of
 *     any other step a JSON object of the fields as that step was given them
 * @param step who refused it: {@link #SOURCE}, {@link #DESTINATION}, or a step of the flow between the two, named as in its
 *     configuration: {@code transforms[2]}, {@code rules}. A replay begins there
 */
public record RejectedRecord(String place, String code, String reason, String raw, String step) {

    /** The source could not read it. */
    public static final String SOURCE = "source";

    /** The destination cannot hold it. */
    public static final String DESTINATION = "destination";

    /** One that the source could not read. */
    public RejectedRecord(String place, String code, String reason, String raw) {
        this(place, code, reason, raw, SOURCE);
    }

    /** The same, refused by another step. */
    public RejectedRecord refusedBy(String newStep) {
        return new RejectedRecord(place, code, reason, raw, newStep);
    }
}

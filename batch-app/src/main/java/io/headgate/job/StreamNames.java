package io.headgate.job;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.util.List;

/** What the tables of state and of reconciliation can hold as the name of a stream. */
final class StreamNames {

    static final int LONGEST = 200;

    private StreamNames() {}

    /**
     * @throws HeadgateException owner CONFIGURATION, if a name is too long: it would show only after the rows are durable
     */
    static void refuseLong(List<String> streams) {
        for (String stream : streams) {
            if (stream.length() > LONGEST) {
                throw new HeadgateException(
                        CommonErrorCode.INVALID_CONFIGURATION,
                        "the name of stream '" + stream + "' has " + stream.length() + " characters, and " + LONGEST
                                + " is the most. Give it a shorter one in the source, or leave it out with streams");
            }
        }
    }
}

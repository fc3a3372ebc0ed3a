package io.headgate.job;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Names of Jobs. A flow's is its own name; JOB_NAME holds 100 characters. */
final class JobNames {

    /** No flow's name has a colon. */
    private static final String REPLAY = ":replay";

    private static final int LONGEST = 100;

    private JobNames() {}

    /** The Job that replays the rejected records of a flow. */
    static String replay(String flow) {
        if (flow.length() + REPLAY.length() <= LONGEST) {
            return flow + REPLAY;
        }
        CRC32 checksum = new CRC32();
        checksum.update(flow.getBytes(StandardCharsets.UTF_8));
        return flow.substring(0, LONGEST - REPLAY.length() - 9) + "~" + String.format("%08x", checksum.getValue())
                + REPLAY;
    }
}

package io.headgate.step;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/** Names of a stream's steps. STEP_NAME holds 100 characters, a partition's name adds up to 41. */
public final class StepNames {

    private static final int LONGEST = 50;
    private static final List<String> OWN_STEPS = List.of(".prepare", ".publish", ".claim", ".settle");

    private StepNames() {}

    public static String prepare(String stream) {
        return base(stream) + ".prepare";
    }

    public static String partitioned(String stream) {
        return base(stream);
    }

    public static String publish(String stream) {
        return base(stream) + ".publish";
    }

    public static String claim(String stream) {
        return base(stream) + ".claim";
    }

    public static String settle(String stream) {
        return base(stream) + ".settle";
    }

    public static String partition(String stream, String partition) {
        return base(stream) + ":" + partition;
    }

    /** Whether a step is one partition of a stream, and not one of the stream's own three. */
    public static boolean isPartition(String stepName) {
        return stepName.contains(":");
    }

    /** A name that is too long, or could be taken for that of another step, is cut and told apart by a checksum of the whole. */
    private static String base(String stream) {
        boolean ambiguous = stream.contains(":") || OWN_STEPS.stream().anyMatch(stream::endsWith);
        if (stream.length() <= LONGEST && !ambiguous) {
            return stream;
        }
        CRC32 checksum = new CRC32();
        checksum.update(stream.getBytes(StandardCharsets.UTF_8));
        String start =
                stream.substring(0, Math.min(stream.length(), LONGEST - 9)).replace(':', '_');
        return start + "~" + String.format("%08x", checksum.getValue());
    }
}

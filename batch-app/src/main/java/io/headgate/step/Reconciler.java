package io.headgate.step;

import io.headgate.api.destination.Holdings;
import io.headgate.api.destination.ReconcileLevel;
import io.headgate.state.Reconciliation;
import io.headgate.state.Reconciliation.Result;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares what became of a stream's records with what the destination holds of them. One use. */
final class Reconciler {

    private final ReconcileLevel level;
    private final StreamCounts counts;
    private final boolean keyed;
    private final List<String> differences = new ArrayList<>();
    private final List<String> unknowns = new ArrayList<>();

    /**
     * @param keyed whether records become rows by their key, so that there may be fewer rows than records
     */
    Reconciler(ReconcileLevel level, StreamCounts counts, boolean keyed) {
        this.level = level;
        this.counts = counts;
        this.keyed = keyed;
    }

    Reconciliation off() {
        return result(Result.OFF, null, null, null);
    }

    /**
     * @param source records that the source says it had; -1 if it cannot tell
     * @param written checksum of the written records; null if it is not known
     */
    Reconciliation compare(long source, Holdings holdings, @Nullable String written) {
        if (source >= 0 && source != counts.read()) {
            differences.add("the source had " + source + " records, but " + counts.read() + " were read");
        }
        if (keyed) {
            compareKeyed(holdings);
        } else {
            compareRows(counts.written(), "written", holdings);
        }
        boolean summed = level == ReconcileLevel.CHECKSUM && !keyed;
        if (summed && differences.isEmpty() && unknowns.isEmpty()) {
            compareChecksums(holdings, written);
        }
        Result result = !differences.isEmpty() ? Result.MISMATCH : unknowns.isEmpty() ? Result.MATCH : Result.UNKNOWN;
        return result(result, source < 0 ? null : source, holdings, summed ? written : null);
    }

    private void compareKeyed(Holdings holdings) {
        if (holdings.staged() < 0 || holdings.applied() < 0) {
            unknowns.add(why(holdings));
            return;
        }
        if (holdings.staged() != counts.written()) {
            differences.add(counts.written() + " records were written, but " + holdings.staged()
                    + " stood ready when they were published");
        }
        compareRows(holdings.applied(), "published", holdings);
    }

    private void compareRows(long expected, String verb, Holdings holdings) {
        long held = holdings.records();
        String difference =
                expected + (expected == 1 ? " row was " : " rows were ") + verb + ", but the destination holds " + held;
        if (held < 0) {
            unknowns.add(why(holdings));
        } else if (held < expected && held + holdings.replaced() >= expected) {
            unknowns.add(difference + " of them; others have written since and may have replaced the rest");
        } else if (held > expected && holdings.mixed()) {
            unknowns.add(difference + ", with rows that others have added meanwhile and that cannot be told apart");
        } else if (held != expected) {
            differences.add(difference);
        }
    }

    private void compareChecksums(Holdings holdings, @Nullable String written) {
        String held = holdings.checksum();
        if (written == null) {
            unknowns.add("the checksum was not kept from the beginning of the run, or the destination did not say which"
                    + " records it rejected");
        } else if (held == null) {
            unknowns.add(holdings.note() == null ? "the destination gives no checksum" : holdings.note());
        } else if (!held.equals(written)) {
            differences.add(
                    "as many rows as were written are there, but their values differ from those that were sent");
        }
    }

    private static String why(Holdings holdings) {
        return holdings.note() == null ? "the destination cannot tell what it holds" : holdings.note();
    }

    private Reconciliation result(
            Result result, @Nullable Long source, @Nullable Holdings holdings, @Nullable String written) {
        List<String> notes = new ArrayList<>(differences);
        notes.addAll(unknowns);
        if (holdings != null && holdings.note() != null && !notes.contains(holdings.note())) {
            notes.add(holdings.note());
        }
        return new Reconciliation(
                level,
                result,
                source,
                counts.read(),
                counts.read() - counts.written() - counts.rejected(),
                counts.rejected(),
                counts.written(),
                holdings == null || !keyed ? null : known(holdings.staged()),
                holdings == null || !keyed ? null : known(holdings.applied()),
                holdings == null ? null : known(holdings.records()),
                written,
                holdings == null ? null : holdings.checksum(),
                notes.isEmpty() ? null : String.join("; ", notes));
    }

    private static @Nullable Long known(long number) {
        return number < 0 ? null : (Long) number;
    }
}

package io.headgate.restart;

/** What has landed against the source: records, and rejected records. */
record Verification(Tally records, Tally rejects) {

    boolean isExact() {
        return records.isExact() && rejects.isExact();
    }

    boolean isPartOfIt() {
        return records.isPartOfIt() && rejects.isPartOfIt();
    }

    long lost() {
        return records.lost() + rejects.lost();
    }

    long doubled() {
        return records.doubled() + rejects.doubled();
    }
}

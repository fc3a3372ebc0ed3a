package io.headgate.source.file;

import java.time.Clock;

/**
 * What tests set and users do not.
 *
 * @param bufferSize bytes (or characters) read at once
 * @param maxRecord longest record that is taken, in bytes
 * @param clock decides how long a file has rested
 * @param fastcsv use fastcsv even for a plain format
 */
record CsvTuning(int bufferSize, int maxRecord, Clock clock, boolean fastcsv) {

    static final CsvTuning DEFAULT =
            new CsvTuning(CsvByteTokenizer.DEFAULT_BUFFER, CsvByteTokenizer.MAX_RECORD, Clock.systemUTC(), false);

    CsvTuning withBuffer(int size) {
        return new CsvTuning(size, maxRecord, clock, fastcsv);
    }

    CsvTuning withMaxRecord(int bytes) {
        return new CsvTuning(bufferSize, bytes, clock, fastcsv);
    }

    CsvTuning withClock(Clock other) {
        return new CsvTuning(bufferSize, maxRecord, other, fastcsv);
    }

    CsvTuning withFastcsv() {
        return new CsvTuning(bufferSize, maxRecord, clock, true);
    }
}

package io.headgate.restart;

import java.util.List;

/**
 * What came of a round.
 *
 * @param resumes executions that went on with what an earlier one left
 * @param records that had to land
 * @param rejects that had to be in the reject store
 * @param lost records and rejects that are not there
 * @param doubled records and rejects that are there more than once
 * @param problem what was wrong, or null: more than a loss, for instance an exit code that means something else
 */
record ChaosResult(
        long seed,
        int round,
        String scenario,
        List<Hit> hits,
        int resumes,
        long records,
        long rejects,
        long lost,
        long doubled,
        String problem,
        long millis) {

    /**
     * One fault.
     *
     * @param where the fault point, or what else says more about it; may be empty
     * @param met whether it happened; not if the run came to its end before, or never to this place
     * @param exitCode of the process that it was done to
     */
    record Hit(ChaosFault fault, String where, boolean met, int exitCode) {

        boolean isKill() {
            return met && fault.isKill();
        }
    }

    boolean isRight() {
        return problem == null && lost == 0 && doubled == 0;
    }

    long kills() {
        return hits.stream().filter(Hit::isKill).count();
    }

    long count(ChaosFault fault) {
        return hits.stream().filter(hit -> hit.fault() == fault && hit.met()).count();
    }
}

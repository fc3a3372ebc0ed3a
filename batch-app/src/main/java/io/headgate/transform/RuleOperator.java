package io.headgate.transform;

import io.headgate.api.data.RowBatch;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.RejectedRecord;
import io.headgate.transform.PlannedRule.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds records against the rules of a stream, in the order of the rules. Those of {@code unique} come last, whatever their place,
 * so that a record which another rule sets aside does not take the key from one that lands.
 */
final class RuleOperator implements Operator {

    private final List<Bound> checks = new ArrayList<>();
    private final List<Unique> uniques = new ArrayList<>();
    private final Map<String, Long> warnings;

    private record Bound(PlannedRule rule, Check check) {}

    private record Unique(PlannedRule rule, KeyHash hash, UniqueKeys keys) {}

    /**
     * @param keys one per rule of {@code unique}, in their order
     * @param warnings counts records that broke a rule of {@code warn}, by requirement
     */
    RuleOperator(List<PlannedRule> rules, List<UniqueKeys> keys, Map<String, Long> warnings) {
        this.warnings = warnings;
        for (PlannedRule rule : rules) {
            if (rule.isUnique()) {
                uniques.add(new Unique(rule, new KeyHash(rule.key()), keys.get(uniques.size())));
            } else {
                checks.add(new Bound(rule, Objects.requireNonNull(rule.check()).get()));
            }
        }
    }

    @Override
    public RowBatch apply(RowBatch batch, List<RejectedRecord> rejected) {
        RowSieve sieve = new RowSieve(batch, rejected);
        for (Bound bound : checks) {
            for (int row = 0; row < batch.rowCount(); row++) {
                if (!sieve.isGone(row)) {
                    check(bound, batch, row, sieve);
                }
            }
        }
        for (int row = 0; !uniques.isEmpty() && row < batch.rowCount(); row++) {
            if (!sieve.isGone(row)) {
                checkKeys(batch, row, sieve);
            }
        }
        return sieve.sift(batch);
    }

    private void check(Bound bound, RowBatch batch, int row, RowSieve sieve) {
        boolean holds;
        String why = null;
        try {
            holds = bound.check().holds(batch, row);
        } catch (IllegalArgumentException e) {
            holds = false;
            why = e.getMessage();
        }
        if (!holds) {
            broken(bound.rule(), why, batch, row, sieve);
        }
    }

    /** All keys are looked up before any is added: a record that is set aside for one leaves the others free. */
    private void checkKeys(RowBatch batch, int row, RowSieve sieve) {
        List<@Nullable UUID> keys = new ArrayList<>(uniques.size());
        for (Unique unique : uniques) {
            UUID key = unique.hash().hasNull(batch, row) ? null : unique.hash().of(batch, row);
            keys.add(key);
            if (key != null && !sieve.isGone(row) && unique.keys().contains(key)) {
                broken(unique.rule(), null, batch, row, sieve);
            }
        }
        for (int i = 0; i < keys.size() && !sieve.isGone(row); i++) {
            UUID key = keys.get(i);
            if (key != null) {
                uniques.get(i).keys().add(key);
            }
        }
    }

    private void broken(PlannedRule rule, @Nullable String why, RowBatch batch, int row, RowSieve sieve) {
        String reason = why == null ? rule.requirement() : rule.requirement() + ": " + why;
        switch (rule.onFailure()) {
            case REJECT -> sieve.reject(row, rule.code(), reason);
            case WARN -> warnings.merge(rule.requirement(), 1L, Long::sum);
            case FAIL ->
                throw new HeadgateException(
                        TransformErrorCode.RULE_BROKEN,
                        batch.place(row) + ": " + reason
                                + ". Repair the data, or set on_failure of the rule to reject or warn; the rerun resumes");
        }
    }

    static Map<String, Long> noWarnings() {
        return new TreeMap<>();
    }
}

package io.headgate.testkit.reference;

import io.headgate.api.data.Column;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.RecordHash;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.Values;
import io.headgate.api.destination.ModeOptions;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.WriteMode;
import io.headgate.testkit.reference.ReferenceStore.Content;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The staged modes in the plainest way. */
final class ReferenceModes {

    private static final String GONE = "~gone";

    private ReferenceModes() {}

    static String instance(StreamPlan plan) {
        return plan.instance() + "/" + plan.stream();
    }

    /** Of each record of a history what is compared with the version before it; null in other modes. */
    static @Nullable Column hashes(StreamPlan plan, RowBatch data) {
        return plan.mode() == WriteMode.SCD2 ? new RecordHash(data.schema(), plan.tracked()).of(data) : null;
    }

    /** What a history needs of a record besides its fields. */
    static void complete(StreamPlan plan, @Nullable Column hashes, int row, Map<String, @Nullable Object> values) {
        if (hashes != null) {
            ModeOptions.Scd2 scd2 = plan.options().scd2();
            String effective = scd2.effective();
            values.put(
                    scd2.validFrom(),
                    effective == null ? plan.startedAt().truncatedTo(ChronoUnit.MICROS) : values.get(effective));
            values.put(scd2.hash(), Values.read(hashes, Primitive.STRING, row));
        }
    }

    /** The code of what a record must have and has not, or null. */
    static @Nullable String missing(StreamPlan plan, Map<String, @Nullable Object> values, DestinationFlaw flaw) {
        boolean key = plan.key().stream().allMatch(field -> values.get(field) != null);
        if (!key && flaw != DestinationFlaw.TAKES_A_NULL_KEY) {
            return "KEY_NULL";
        }
        boolean timed = plan.mode() != WriteMode.SCD2
                || values.get(plan.options().scd2().validFrom()) != null;
        return timed ? null : "EFFECTIVE_NULL";
    }

    static int stage(
            Content content, StreamPlan plan, String key, List<ReferenceWriter.Landing> rows, DestinationFlaw flaw) {
        String partition = key.substring(key.lastIndexOf('/') + 1);
        boolean asCommitted = flaw == DestinationFlaw.PARTITIONS_IN_THE_ORDER_OF_THEIR_COMMITS;
        int place = asCommitted ? 0 : plan.partitions().indexOf(partition);
        List<Map<String, @Nullable Object>> staged = content.staged
                .computeIfAbsent(instance(plan), any -> new TreeMap<>())
                .computeIfAbsent(place, any -> new ArrayList<>());
        for (ReferenceWriter.Landing landing : rows) {
            staged.add(landing.row());
            if (flaw == DestinationFlaw.SHOWS_STAGED_ROWS) {
                rowsOf(content, plan).add(landing.row());
            }
        }
        int count = rows.size();
        rows.clear();
        return count;
    }

    private static List<Map<String, @Nullable Object>> rowsOf(Content content, StreamPlan plan) {
        return content.rows.computeIfAbsent(plan.table(), any -> new ArrayList<>());
    }

    static int apply(Content content, StreamPlan plan, DestinationFlaw flaw) {
        List<Map<String, @Nullable Object>> staged = new ArrayList<>();
        content.staged.getOrDefault(instance(plan), new TreeMap<>()).values().forEach(staged::addAll);
        staged.replaceAll(LinkedHashMap::new);
        String delete = plan.options().deleteField();
        if (delete != null && flaw != DestinationFlaw.LANDS_THE_DELETE_FIELD) {
            staged.forEach(row -> row.put(GONE, row.remove(delete)));
        } else if (delete != null) {
            staged.forEach(row -> row.put(GONE, row.get(delete)));
        }
        List<Map<String, @Nullable Object>> before = rowsOf(content, plan);
        List<Map<String, @Nullable Object>> after =
                switch (plan.mode()) {
                    case APPEND -> throw new IllegalStateException();
                    case OVERWRITE -> overwritten(before, staged, flaw);
                    case MERGE -> merged(plan, before, staged, flaw);
                    case SCD2 -> history(plan, before, staged, flaw);
                };
        after.forEach(row -> row.remove(GONE));
        content.rows.put(plan.table(), after);
        content.ready.put(instance(plan), staged.size());
        Set<List<@Nullable Object>> keys = new HashSet<>();
        staged.forEach(record -> keys.add(key(plan, record)));
        content.landed.put(
                instance(plan),
                new ArrayList<>(after.stream()
                        .filter(row -> !plan.mode().hasKey() || keys.contains(key(plan, row)))
                        .toList()));
        if (flaw == DestinationFlaw.APPLIES_AGAIN) {
            content.staged.remove(instance(plan));
        }
        return after.size();
    }

    private static List<Map<String, @Nullable Object>> overwritten(
            List<Map<String, @Nullable Object>> before,
            List<Map<String, @Nullable Object>> staged,
            DestinationFlaw flaw) {
        List<Map<String, @Nullable Object>> after = new ArrayList<>();
        if (flaw == DestinationFlaw.KEEPS_OLD_ROWS_ON_OVERWRITE) {
            after.addAll(before);
        }
        after.addAll(staged);
        return after;
    }

    private static boolean isGone(Map<String, @Nullable Object> row, DestinationFlaw flaw) {
        return Boolean.TRUE.equals(row.get(GONE)) && flaw != DestinationFlaw.IGNORES_DELETIONS;
    }

    private static List<@Nullable Object> key(StreamPlan plan, Map<String, @Nullable Object> row) {
        List<@Nullable Object> key = new ArrayList<>();
        plan.key().forEach(field -> key.add(row.get(field)));
        return key;
    }

    private static List<Map<String, @Nullable Object>> merged(
            StreamPlan plan,
            List<Map<String, @Nullable Object>> before,
            List<Map<String, @Nullable Object>> staged,
            DestinationFlaw flaw) {
        Map<List<@Nullable Object>, Map<String, @Nullable Object>> winners = new LinkedHashMap<>();
        for (Map<String, @Nullable Object> row : staged) {
            if (flaw == DestinationFlaw.FIRST_RECORD_WINS) {
                winners.putIfAbsent(key(plan, row), row);
            } else {
                winners.put(key(plan, row), row);
            }
        }
        Map<List<@Nullable Object>, Map<String, @Nullable Object>> rows = new LinkedHashMap<>();
        before.forEach(row -> rows.put(key(plan, row), new LinkedHashMap<>(row)));
        winners.forEach((key, row) -> {
            if (isGone(row, flaw)) {
                rows.remove(key);
            } else if (flaw == DestinationFlaw.REPLACES_WHOLE_ROWS) {
                rows.put(key, row);
            } else {
                rows.computeIfAbsent(key, any -> new LinkedHashMap<>()).putAll(row);
            }
        });
        return new ArrayList<>(rows.values());
    }

    private static List<Map<String, @Nullable Object>> history(
            StreamPlan plan,
            List<Map<String, @Nullable Object>> before,
            List<Map<String, @Nullable Object>> staged,
            DestinationFlaw flaw) {
        ModeOptions.Scd2 names = plan.options().scd2();
        Map<List<@Nullable Object>, TreeMap<Comparable<Object>, Map<String, @Nullable Object>>> histories =
                new LinkedHashMap<>();
        for (Map<String, @Nullable Object> version : before) {
            Object to = version.get(names.validTo());
            if (to != null) {
                events(histories, plan, version).putIfAbsent(time(to), new LinkedHashMap<>(Map.of(GONE, true)));
            }
            events(histories, plan, version).put(time(version.get(names.validFrom())), new LinkedHashMap<>(version));
        }
        for (Map<String, @Nullable Object> row : staged) {
            TreeMap<Comparable<Object>, Map<String, @Nullable Object>> events = events(histories, plan, row);
            Comparable<Object> at = time(row.get(names.validFrom()));
            boolean late = !events.isEmpty() && events.lastKey().compareTo(at) > 0;
            if (flaw == DestinationFlaw.FIRST_RECORD_WINS) {
                events.putIfAbsent(at, row);
            } else if (!late || flaw != DestinationFlaw.LATE_RECORDS_COME_LAST) {
                events.put(at, row);
            }
        }
        List<Map<String, @Nullable Object>> versions = new ArrayList<>();
        histories.values().forEach(events -> addVersions(events, names, versions, flaw));
        return versions;
    }

    private static TreeMap<Comparable<Object>, Map<String, @Nullable Object>> events(
            Map<List<@Nullable Object>, TreeMap<Comparable<Object>, Map<String, @Nullable Object>>> histories,
            StreamPlan plan,
            Map<String, @Nullable Object> row) {
        return histories.computeIfAbsent(key(plan, row), any -> new TreeMap<>());
    }

    @SuppressWarnings("unchecked")
    private static Comparable<Object> time(@Nullable Object value) {
        return (Comparable<Object>) Objects.requireNonNull(value);
    }

    private static void addVersions(
            TreeMap<Comparable<Object>, Map<String, @Nullable Object>> events,
            ModeOptions.Scd2 names,
            List<Map<String, @Nullable Object>> versions,
            DestinationFlaw flaw) {
        Object hash = null;
        Map<String, @Nullable Object> open = null;
        for (Map.Entry<Comparable<Object>, Map<String, @Nullable Object>> event : events.entrySet()) {
            Map<String, @Nullable Object> row = event.getValue();
            boolean gone = isGone(row, flaw);
            Object next = gone ? null : row.get(names.hash());
            if (Objects.equals(hash, next) && flaw != DestinationFlaw.KEEPS_EQUAL_VERSIONS) {
                continue;
            }
            boolean ends = flaw != DestinationFlaw.NEVER_ENDS_A_VERSION
                    && (!gone || flaw != DestinationFlaw.NEVER_ENDS_A_DELETED_VERSION);
            if (open != null && ends) {
                open.put(names.validTo(), event.getKey());
                open.put(names.current(), false);
            }
            hash = next;
            open = gone ? null : row;
            if (open != null) {
                open.put(names.validTo(), null);
                open.put(names.current(), true);
                versions.add(open);
            }
        }
    }
}

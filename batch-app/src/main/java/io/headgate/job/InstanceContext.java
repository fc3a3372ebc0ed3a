package io.headgate.job;

import io.headgate.api.source.StatementReport.LongestStatement;
import io.headgate.state.JsonText;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** What a job instance remembers of itself, in the ExecutionContext that Spring Batch hands from execution to execution. */
record InstanceContext(ExecutionContext context) {

    private static final String INSTANCE = "headgate.instance";
    private static final String NUMBER = "headgate.number";
    private static final String STARTED_AT = "headgate.started_at";
    private static final String EPOCH = "headgate.epoch";
    private static final String CONFIGURATION = "headgate.configuration";
    private static final String STREAMS = "headgate.streams";
    private static final String PROCESS = "headgate.process";
    private static final String STATEMENTS = "headgate.statements";
    private static final String FORGOTTEN = "headgate.forgotten";

    static InstanceContext create(long number, Map<String, String> configuration, Instant now) {
        ExecutionContext context = new ExecutionContext();
        context.putString(INSTANCE, UUID.randomUUID().toString());
        context.putLong(NUMBER, number);
        context.putString(STARTED_AT, now.toString());
        context.putString(CONFIGURATION, JsonText.write(configuration));
        return new InstanceContext(context);
    }

    UUID instance() {
        return UUID.fromString(context.getString(INSTANCE));
    }

    /** Counts the flow's instances, from 1. */
    long number() {
        return context.get(NUMBER) instanceof Number number ? number.longValue() : 0;
    }

    Instant startedAt() {
        return Instant.parse(context.getString(STARTED_AT));
    }

    Map<String, @Nullable Object> configuration() {
        return JsonText.read(context.getString(CONFIGURATION, "{}"));
    }

    /** The streams that the instance was begun with, or empty if it has not got that far. */
    java.util.List<String> streams() {
        String names = context.getString(STREAMS, "");
        return names.isEmpty() ? java.util.List.of() : java.util.List.of(names.split("\n", -1));
    }

    void streams(java.util.List<String> names) {
        context.putString(STREAMS, String.join("\n", names));
    }

    /** Which process ran the instance last. */
    String process() {
        return context.getString(PROCESS, "");
    }

    void process(String process) {
        context.putString(PROCESS, process);
    }

    boolean isForgotten() {
        return Boolean.TRUE.equals(context.get(FORGOTTEN));
    }

    void markForgotten() {
        context.put(FORGOTTEN, true);
    }

    @Nullable
    LongestStatement longestStatement() {
        Map<String, @Nullable Object> map = JsonText.read(context.getString(STATEMENTS, "{}"));
        return map.get("count") instanceof Number count && map.get("seconds") instanceof Number seconds
                ? new LongestStatement(count.longValue(), seconds.doubleValue(), String.valueOf(map.get("text")))
                : null;
    }

    void longestStatement(@Nullable LongestStatement longest) {
        Map<String, Object> map = longest == null
                ? Map.of()
                : Map.of("count", longest.statements(), "seconds", longest.seconds(), "text", longest.text());
        context.putString(STATEMENTS, JsonText.write(map));
    }

    long epoch() {
        return context.get(EPOCH) instanceof Number number ? number.longValue() : 0;
    }

    /**
     * A larger epoch than any before. Counting on from the last one orders the runs that this JobRepository knows; the clock puts a
     * run of a restored, older JobRepository above those that it has forgotten.
     */
    void nextEpoch(Instant now) {
        context.putLong(EPOCH, Math.max(epoch() + 1, now.toEpochMilli()));
    }
}

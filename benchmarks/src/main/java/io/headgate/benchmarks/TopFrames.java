package io.headgate.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Counts which methods were running in a flight recording of the program. */
final class TopFrames {

    private static final int SHOWN = 25;

    private TopFrames() {}

    /** A Markdown table: share of the samples, method, and who called it most. */
    static String of(Path recording) {
        Map<String, Integer> counts = new HashMap<>();
        int samples = 0;
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (isOfChunks(event)) {
                    counts.merge(top(event.getStackTrace().getFrames()), 1, Integer::sum);
                    samples++;
                }
            }
        } catch (IOException e) {
            throw new BenchmarkException(recording + " cannot be read", e);
        }
        return print(counts, samples);
    }

    /** Only what happens while chunks are read and written: starting up is measured elsewhere. */
    private static boolean isOfChunks(RecordedEvent event) {
        return event.getEventType().getName().equals("jdk.ExecutionSample")
                && event.getStackTrace() != null
                && event.getStackTrace().getFrames().stream()
                        .anyMatch(frame -> name(frame).equals("ChunkOrientedStep.doExecute"));
    }

    private static String top(List<RecordedFrame> frames) {
        String caller = frames.size() > 1 ? " ← " + name(frames.get(1)) : "";
        return frames.isEmpty() ? "unknown" : name(frames.get(0)) + caller;
    }

    private static String name(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "."
                + frame.getMethod().getName();
    }

    private static String print(Map<String, Integer> counts, int samples) {
        StringBuilder text = new StringBuilder("| share | method ← caller |\n|---|---|\n");
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(SHOWN)
                .forEach(entry -> text.append(
                        Report.number("| %.1f %% | %s |%n", entry.getValue() * 100.0 / samples, entry.getKey())));
        return text.toString();
    }
}

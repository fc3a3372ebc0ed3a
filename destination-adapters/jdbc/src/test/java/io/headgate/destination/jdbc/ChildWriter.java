package io.headgate.destination.jdbc;

import static io.headgate.destination.jdbc.Loads.checkpoint;
import static io.headgate.destination.jdbc.Loads.ids;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A process of its own that prepares a table and commits chunks of ten records, one after the other, until somebody stops it. */
final class ChildWriter {

    private ChildWriter() {}

    /**
     * @param args url, username, password, instance, epoch, number of chunks
     */
    public static void main(String[] args) {
        StreamPlan plan = plan(UUID.fromString(args[3]));
        TestDatabase database = new TestDatabase(args[0], args[1], args[2]);
        try (IDataDestination destination = database.destination();
                StreamTarget target = destination.prepare(plan);
                PartitionWriter writer = target.open(plan.partition("p0"), Long.parseLong(args[4]))) {
            for (int i = next(writer); i <= Integer.parseInt(args[5]); i++) {
                writer.write(ids(10 * i - 10, 10 * i), record -> {});
                writer.commit(checkpoint(i));
                System.out.println("committed " + i);
            }
        }
        System.out.println("done");
    }

    static int next(PartitionWriter writer) {
        var last = writer.lastCommitted();
        return last == null ? 1 : (int) last.sequence() + 1;
    }

    static StreamPlan plan(UUID instance) {
        return Loads.plan(instance, "stream", "t", Loads.ID_NAME, "p0");
    }

    /** Starts it; standard error is merged into its output. */
    static Process start(TestDatabase database, UUID instance, int epoch, int chunks, String... jvmOptions)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ChildWriter.class.getName()));
        command.addAll(List.of(database.url(), database.username(), database.password()));
        command.addAll(List.of(instance.toString(), "" + epoch, "" + chunks));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Reads its output until a line holds the text; returns all lines read. Null text: to the end. */
    static List<String> readUntil(BufferedReader output, String text) throws IOException {
        List<String> lines = new ArrayList<>();
        String line;
        while ((line = output.readLine()) != null) {
            lines.add(line);
            if (text != null && line.contains(text)) {
                return lines;
            }
        }
        if (text != null) {
            throw new AssertionError("the child ended without '" + text + "': " + lines);
        }
        return lines;
    }

    static BufferedReader output(Process child) {
        return new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
    }
}

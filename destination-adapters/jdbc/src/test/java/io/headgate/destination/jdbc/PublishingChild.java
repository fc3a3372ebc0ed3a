package io.headgate.destination.jdbc;

import static io.headgate.destination.jdbc.Loads.ids;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.state.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A process of its own that merges ten records and publishes them. */
final class PublishingChild {

    private PublishingChild() {}

    /**
     * @param args url, username, password, instance
     */
    public static void main(String[] args) {
        publish(new TestDatabase(args[0], args[1], args[2]), UUID.fromString(args[3]), 1);
    }

    static void publish(TestDatabase database, UUID instance, long epoch) {
        StreamPlan plan = new StreamPlan(
                "flow",
                instance,
                Instant.EPOCH,
                "stream",
                "t",
                Loads.ID_NAME,
                WriteMode.MERGE,
                List.of("id"),
                List.of("p0"));
        try (IDataDestination destination = database.destination();
                StreamTarget target = destination.prepare(plan)) {
            try (PartitionWriter writer = target.open(plan.partition("p0"), epoch)) {
                if (writer.lastCommitted() == null) {
                    writer.write(ids(0, 10), record -> {});
                    writer.finish(new Checkpoint(1, 10, 10, 0, "{}", true));
                }
            }
            target.publish(epoch);
        }
    }

    static Process start(TestDatabase database, UUID instance, String fault) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dheadgate.fault=" + fault,
                        "-cp",
                        System.getProperty("java.class.path"),
                        PublishingChild.class.getName(),
                        database.url(),
                        database.username(),
                        database.password(),
                        instance.toString())
                .redirectErrorStream(true)
                .start();
    }
}

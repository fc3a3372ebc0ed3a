package io.headgate.testkit.destination;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.state.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The process that {@link DestinationCrashSuite} kills. It lands {@link CrashScript} from wherever the destination says that it
 * stopped, and tells on standard output what it has done, as an engine would note it in the JobRepository.
 *
 * <p>Arguments: class that supplies the destination, table, instance, epoch, what earlier processes have done, separated by commas,
 * and the write mode.
 */
public final class CrashChild {

    /** Begins every line that is meant for the parent. */
    static final String MARK = "crash-child: ";

    private final StreamPlan plan;
    private final long epoch;
    private final Set<String> done;

    private CrashChild(StreamPlan plan, long epoch, Set<String> done) {
        this.plan = plan;
        this.epoch = epoch;
        this.done = done;
    }

    public static void main(String[] args) throws ReflectiveOperationException {
        Supplier<?> supplier = Class.forName(args[0])
                .asSubclass(Supplier.class)
                .getDeclaredConstructor()
                .newInstance();
        StreamPlan plan = CrashScript.plan(args[1], UUID.fromString(args[2]), WriteMode.valueOf(args[5]));
        try (IDataDestination destination = (IDataDestination) supplier.get()) {
            new CrashChild(plan, Long.parseLong(args[3]), Set.of(args[4].split(","))).run(destination);
        }
    }

    private static void say(String line) {
        System.out.println(MARK + line);
        System.out.flush();
    }

    private void run(IDataDestination destination) {
        boolean prepared = done.contains("prepared");
        try (StreamTarget target = prepared ? destination.attach(plan) : destination.prepare(plan)) {
            say("prepared");
            if (!done.contains("published")) {
                write(target);
                target.publish(epoch);
                say("published");
            }
            target.forget();
            say("forgotten");
        }
    }

    /** All partitions side by side, a chunk of each in turn. */
    private void write(StreamTarget target) {
        List<OpenPartition> open = new ArrayList<>();
        try {
            for (String partition : plan.partitions()) {
                if (!done.contains("finished " + partition)) {
                    open.add(new OpenPartition(partition, target.open(plan.partition(partition), epoch)));
                }
            }
            List<OpenPartition> unfinished = new ArrayList<>(open);
            while (!unfinished.isEmpty()) {
                unfinished.removeIf(OpenPartition::writeChunk);
            }
        } finally {
            open.forEach(partition -> partition.writer.close());
        }
    }

    private static final class OpenPartition {
        private final String name;
        private final PartitionWriter writer;
        private long chunks;

        OpenPartition(String name, PartitionWriter writer) {
            this.name = name;
            this.writer = writer;
            Checkpoint last = writer.lastCommitted();
            this.chunks = last == null ? 0 : last.sequence();
            say("resumed " + name + " " + chunks);
        }

        /** Returns whether the partition has ended. */
        boolean writeChunk() {
            if (chunks < CrashScript.CHUNKS) {
                long read = chunks * CrashScript.RECORDS_OF_A_CHUNK;
                for (int payload = 0; payload < CrashScript.PAYLOADS_OF_A_CHUNK; payload++) {
                    writer.write(CrashScript.payload(name, read), DestinationSuite::noRejects);
                    say("wrote " + name + " " + (chunks + 1));
                    read += CrashScript.RECORDS_OF_A_PAYLOAD;
                }
                chunks++;
                Checkpoint upTo = CrashScript.checkpoint(chunks);
                if (!upTo.complete()) {
                    say("durable " + name + " " + writer.commit(upTo).sequence());
                    return false;
                }
                writer.finish(upTo);
            }
            say("finished " + name);
            return true;
        }
    }
}

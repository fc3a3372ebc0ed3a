package io.headgate.destination.file;

import io.headgate.api.destination.Holdings;
import io.headgate.api.destination.PartitionKey;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.ReconcileLevel;
import io.headgate.api.destination.StreamTarget;
import java.io.IOException;

/** One stream of one job instance in a folder. Holds nothing open; any thread. */
final class FileTarget implements StreamTarget {

    private final FileStream stream;

    FileTarget(FileStream stream) {
        this.stream = stream;
    }

    @Override
    public PartitionWriter open(PartitionKey key, long epoch) {
        if (epoch < 0) {
            throw new IllegalArgumentException("an epoch is not negative: " + epoch);
        }
        try {
            if (!key.equals(stream.plan().partition(key.partition()))
                    || !stream.work().isPlanned(key.partition())) {
                throw Fence.notPlanned(key);
            }
            FileRows rows = new FileRows(stream.plan().schema(), stream.work().columns());
            PartitionFolder folder = stream.work().partition(key.partition());
            OpenPartition partition = OpenPartition.takeOver(folder, epoch, stream.gzip(), stream.disk());
            return new FilePartitionWriter(
                    partition, stream, rows, new RejectText(key, stream.plan().run()));
        } catch (IOException e) {
            throw Disk.failed(stream.work().path(), e);
        }
    }

    @Override
    public void publish(long epoch) {
        try {
            new FilePublication(stream, epoch).run();
        } catch (IOException e) {
            stream.work().requirePresent();
            throw Disk.failed(stream.work().path(), e);
        }
    }

    @Override
    public Holdings holdings(ReconcileLevel level) {
        try {
            return new HeldFiles(stream, level).read();
        } catch (IOException e) {
            throw Disk.failed(stream.work().path(), e);
        }
    }

    @Override
    public void forget() {
        try {
            stream.work().forget();
        } catch (IOException e) {
            throw Disk.failed(stream.work().path(), e);
        }
    }

    @Override
    public void close() {}
}
